# SPDX-License-Identifier: MIT

import json
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
    assert rows == [(3, 1, 2, 1, 0)] * 3, rows
    statuses = database.execute("SELECT status, count(*) FROM results GROUP BY status").fetchall()
    assert statuses == [(0, 3), (200, 3), (503, 3)], statuses
    incidents = database.execute("SELECT checks, closed_ms, cause, worst FROM incidents").fetchall()
    assert incidents == [(3, None, 8, 8), (3, None, 2, 2)], incidents
    rows = database.execute("SELECT attempts FROM details WHERE reason LIKE 'expected%'").fetchall()
    for (text,) in rows:
        first, second = json.loads(text)
        assert first["outcome"] == second["outcome"] == "down" and first["http_status"] == 503, first
        assert first["reason"] == "expected status 200-299, got 503", first
        assert first["phases_ms"]["total"] >= 0 and first["started_at"] < second["started_at"], first
    assert len(rows) == 3
