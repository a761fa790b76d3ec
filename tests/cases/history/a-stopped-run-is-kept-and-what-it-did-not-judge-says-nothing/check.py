# SPDX-License-Identifier: MIT

import signal

import histories


def act(run):
    run.finish_by_signal(signal.SIGINT, requests=3)


def check(run):
    assert histories.check(run.folder / "h.db") == 1
    database = histories.connect(run.folder / "h.db")
    assert database.execute("SELECT interrupted, down, unknown FROM runs").fetchall() == [(1, 1, 1)]
    assert database.execute("SELECT checks FROM targets ORDER BY id").fetchall() == [(1,), (None,)]
