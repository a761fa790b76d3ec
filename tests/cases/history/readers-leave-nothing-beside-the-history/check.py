# SPDX-License-Identifier: MIT
"""The log and its index go with the last process that has the history open, whoever that is."""

import os
import sqlite3
import subprocess

NOBODY = 65534
READERS = (["history"], ["report"], ["explain", "shop"], ["history", "--since", "today"])


def names(run):
    return sorted(path.name for path in run.folder.iterdir())


def read_as(run, user, arguments):
    run.finish(run.start([*arguments, "--history", "h.db"], user=user))
    assert run.status in (0, 2), f"{arguments} as {user}: {run.stderr}"
    assert names(run) == ["h.db"], f"{arguments} as {user}: {names(run)}"


def is_in_reach(run):
    return os.geteuid() == 0 and subprocess.run(
        ["test", "-x", run.headgate], user=NOBODY, group=NOBODY, check=False).returncode == 0


def act(run):
    run.spare_coverage()
    run.finish(run.start())
    assert names(run) == ["h.db"], names(run)
    for arguments in READERS:
        read_as(run, None, arguments)
    if is_in_reach(run):
        for path in (run.folder, *run.folder.parents[:2]):
            path.chmod(path.stat().st_mode | 0o111)
        run.folder.chmod(0o777)
        (run.folder / "h.db").chmod(0o644)
        for arguments in READERS:
            read_as(run, NOBODY, arguments)
    # One process still has it open: the other one leaves the log to it.
    writer = sqlite3.connect(run.folder / "h.db")
    writer.execute("SELECT count(*) FROM runs").fetchall()
    run.finish(run.start(["history", "--history", "h.db"]))
    assert names(run) == ["h.db", "h.db-shm", "h.db-wal"], names(run)
    writer.close()
    assert names(run) == ["h.db"], names(run)


def check(run):
    assert "1 target: 1 up" in run.stdout, run.stdout
