# SPDX-License-Identifier: MIT

import signal
import sqlite3


def act(run):
    run.finish_by_signal(signal.SIGTERM)


def check(run):
    database = sqlite3.connect(run.folder / "h.db")
    rows = database.execute("SELECT name, outcome, checks FROM targets").fetchall()
    assert rows == [("slow", 4, 1)], rows  # down
    assert "stopped after 1 check\n" in run.stderr, run.stderr
