# SPDX-License-Identifier: MIT

import signal
import sqlite3


def act(run):
    run.finish_by_signal(signal.SIGTERM, 2)


def check(run):
    assert "headgate: watching 2 targets on 1 host\n" in run.stderr, run.stderr
    assert "headgate: stopped after 2 checks\n" in run.stderr, run.stderr
    assert "  2 targets: 1 up, 1 skipped\n" in run.stdout, run.stdout
    database = sqlite3.connect(run.folder / "h.db")
    starts = [row[0] for row in database.execute(
        "SELECT started_ms + after_ms FROM results JOIN runs ON runs.id = run"
        " JOIN targets ON targets.id = target WHERE targets.name = 'shop' ORDER BY 1")]
    assert len(starts) == 2, starts
    # A check begins a moment after it is due, and never before.
    assert 4000 < starts[1] - starts[0], starts
    assert database.execute("SELECT count(DISTINCT watch), count(watch) - count(*)"
                            " FROM runs").fetchall() == [(1, 0)]
    assert database.execute("SELECT up, skipped FROM runs ORDER BY id DESC LIMIT 1"
                            ).fetchall() == [(1, 1)], "of all targets, whatever the batch has"
    assert database.execute("SELECT interval_ms FROM watch_intervals").fetchall() == [(5000,)] * 2
    run.finish(run.start(["history", "headgate.yml"]))
    lines = [line for line in run.stdout.splitlines() if line.endswith("(watch)")]
    assert 1 <= len(lines) <= 2, "one an hour: " + run.stdout
    run.finish(run.start(["history", "--check", "headgate.yml"]))
