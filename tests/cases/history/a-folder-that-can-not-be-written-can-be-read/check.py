# SPDX-License-Identifier: MIT

import os
import subprocess

from servers import Skip

NOBODY = 65534


def prepare(run):
    if os.geteuid() != 0:
        raise Skip("only root can be somebody else")
    there = run.folder / "there"
    there.mkdir()
    run.finish(run.start(["--history", "there/h.db", "-q", f"{run.places['fault']}/status/200/{run.name}"]))
    assert run.status == 0, run.stderr
    os.chmod(there / "h.db", 0o644)
    os.chmod(there, 0o555)
    # These are of this run of the tests: the folder of the case, and of all cases.
    for folder in (run.folder, run.folder.parent, run.folder.parent.parent):
        os.chmod(folder, folder.stat().st_mode | 0o111)
    for path in (there, run.headgate):
        if subprocess.run(["test", "-x", path], user=NOBODY, group=NOBODY, check=False).returncode:
            raise Skip(f"{path} is out of reach for others")


def act(run):
    run.spare_coverage()
    run.finish(run.start(user=NOBODY, group=NOBODY))


def check(run):
    assert "1 target: 1 up" in run.stdout, run.stdout
    run.finish(run.start(["--history", "there/h.db", "127.0.0.1:1"], user=NOBODY, group=NOBODY))
    assert run.stderr == ("headgate: error: history \"there/h.db\" can't be written: "
                          "permission denied\n"), run.stderr
    assert run.status == 2
    os.chmod(run.folder / "there" / "h.db", 0o666)
    run.finish(run.start(["--history", "there/h.db", "127.0.0.1:1"], user=NOBODY, group=NOBODY))
    assert run.stderr == ("headgate: error: history \"there/h.db\" can't be written: its folder: "
                          "permission denied\n"), run.stderr
    os.chmod(run.folder / "there", 0o755)
    run.status = 0
