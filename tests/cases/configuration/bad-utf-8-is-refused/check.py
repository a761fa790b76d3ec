# SPDX-License-Identifier: MIT

def prepare(run):
    (run.folder / "bad.yml").write_bytes(b"name: shop\ntargets:\n  - http://caf\xe9.example/\n")
