# SPDX-License-Identifier: MIT

def prepare(run):
    run.write("real.json", "old")
    (run.folder / "link.json").symlink_to("real.json")


def check(run):
    assert (run.folder / "link.json").is_symlink()
    assert run.report("real.json")["summary"]["up"] == 1
