# SPDX-License-Identifier: MIT
"""Some runs under a clock that is 400 days ahead of the others: with 90 days of results kept, all would be dropped."""

import histories

DAY_S = 86400


def results(run):
    return histories.connect(run.folder / "h.db").execute("SELECT count(*) FROM results").fetchone()[0]


def act(run):
    for _ in range(12):
        run.finish(run.start())
    run.set_clock(400 * DAY_S)
    for _ in range(3):
        run.finish(run.start())
    assert results(run) == 15, results(run)
    run.set_clock(0)
    run.finish(run.start())
    assert results(run) == 16, results(run)
    assert 'history "h.db" contains the future' in run.stderr, run.stderr


def check(run):
    assert histories.check(run.folder / "h.db") == 16
