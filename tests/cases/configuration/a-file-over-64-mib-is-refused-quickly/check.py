# SPDX-License-Identifier: MIT

def prepare(run):
    with open(run.folder / "large.yml", "wb") as file:
        file.truncate(1 << 33)
