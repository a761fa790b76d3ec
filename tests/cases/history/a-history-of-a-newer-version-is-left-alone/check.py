# SPDX-License-Identifier: MIT

import sqlite3


def act(run):
    run.finish(run.start())
    database = sqlite3.connect(run.folder / "h.db")
    database.execute("PRAGMA user_version = 1000")
    database.close()
    run.finish(run.start())


def check(run):
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("SELECT count(*) FROM runs").fetchone() == (1,)
    run.finish(run.start(["history", "--history", "h.db"]))
    assert run.status == 3 and "newer version of headgate" in run.stderr, run.stderr
    run.status = 3
