# SPDX-License-Identifier: MIT

import signal
import sqlite3


def act(run):
    run.finish_by_signal(signal.SIGTERM)


def check(run):
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("SELECT count(*) FROM incidents").fetchall() == [(0,)]
    assert "stopped after 0 checks\n" in run.stderr, run.stderr
