# SPDX-License-Identifier: MIT

import sqlite3
import stat


def act(run):
    for _ in range(3):
        run.finish(run.start())


def check(run):
    path = run.folder / "h.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in run.folder.iterdir()] == ["h.db"], "nothing else is left behind"
    database = sqlite3.connect(path)
    rows = database.execute("SELECT total, up, down, exit_status, interrupted FROM runs").fetchall()
    assert rows == [(2, 1, 1, 1, 0)] * 3, rows
    statuses = database.execute("SELECT status, count(*) FROM results GROUP BY status").fetchall()
    assert statuses == [(200, 3), (503, 3)], statuses
    incidents = database.execute("SELECT checks, closed_ms, reason FROM incidents").fetchall()
    assert incidents == [(3, None, "expected status 200-299, got 503")], incidents
