# SPDX-License-Identifier: MIT
"""Holds a history against itself, without the program: what is derived must follow from the raw results."""

import sqlite3
from collections import defaultdict

UNKNOWN, UP, FLAKY, DEGRADED, DOWN, SKIPPED = range(6)
AVAILABLE = (UP, FLAKY, DEGRADED)
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
OUTCOMES = ("unknown", "up", "flaky", "degraded", "down", "skipped")


def connect(path):
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def check_runs(database):
    """Every run is there with all its results."""
    for run, total, *counts in database.execute(
            f"SELECT id, total, {', '.join(OUTCOMES)} FROM runs").fetchall():
        found = [0] * len(OUTCOMES)
        for outcome, count in database.execute(
                "SELECT outcome, count(*) FROM results WHERE run = ? GROUP BY outcome", (run,)):
            found[outcome] = count
        assert found == counts and sum(found) == total, f"run {run}: {found}, expected {counts}"
    strays = database.execute(
        "SELECT count(*) FROM results WHERE run NOT IN (SELECT id FROM runs)"
        " OR target NOT IN (SELECT id FROM targets)").fetchone()
    assert strays == (0,), f"{strays} results belong to nobody"


def read_results(database):
    """{target: [(moment, outcome, cause, attempts)]} of the results that say something, in order."""
    results = defaultdict(list)
    for target, *row in database.execute(
            "SELECT target, started_ms + after_ms AS at, outcome, cause, attempts FROM results"
            " JOIN runs ON runs.id = run WHERE NOT (interrupted AND outcome = 0)"
            " ORDER BY target, at, run"):
        results[target].append(tuple(row))
    return results


def read_spans(database):
    spans = defaultdict(list)
    for target, *span in database.execute(
            "SELECT target, begin_ms, end_ms, outcome, cause, checks FROM spans UNION ALL"
            " SELECT id, begin_ms, end_ms, outcome, cause, checks FROM targets WHERE checks > 0"
            " ORDER BY 1, 2"):
        spans[target].append(span)
    return spans


def stretches(rows):
    """Neighbours with the same outcome and cause joined: [begin, end, outcome, cause, checks]."""
    joined = []
    for begin, end, outcome, cause, checks in rows:
        if joined and joined[-1][2:4] == [outcome, cause]:
            joined[-1][1] = end
            joined[-1][4] += checks
        else:
            joined.append([begin, end, outcome, cause, checks])
    return joined


def check_spans(database, results):
    spans = read_spans(database)
    for target, rows in spans.items():
        for before, after in zip(rows, rows[1:]):
            assert before[1] < after[0], f"target {target}: {before} overlaps {after}"
    for target in results.keys() | spans.keys():
        expected = stretches([moment, moment, outcome, cause, 1]
                             for moment, outcome, cause, _ in results[target])
        found = stretches(spans[target])
        assert found == expected, f"target {target}: spans {found}, expected {expected}"


def incidents_of(rows):
    """[opened, closed or None, cause, checks, attempts]"""
    found, is_open = [], False
    for moment, outcome, cause, attempts in rows:
        if outcome == DOWN and is_open:
            found[-1][3] += 1
            found[-1][4] += attempts
        elif outcome == DOWN:
            found.append([moment, None, cause, 1, attempts])
            is_open = True
        elif outcome in AVAILABLE and is_open:
            found[-1][1] = moment
            is_open = False
    return found


def check_incidents(database, results):
    for target, rows in results.items():
        expected = incidents_of(rows)
        found = [list(row) for row in database.execute(
            "SELECT opened_ms, closed_ms, cause, checks, attempts FROM incidents WHERE target = ?"
            " ORDER BY opened_ms", (target,))]
        assert found == expected, f"target {target}: incidents {found}, expected {expected}"
        (open_id,) = database.execute("SELECT incident FROM targets WHERE id = ?", (target,)).fetchone()
        (current,) = database.execute(
            "SELECT max(id) FROM incidents WHERE target = ? AND closed_ms IS NULL", (target,)).fetchone()
        assert open_id == current, f"target {target}: incident {open_id} is open, not {current}"


def check_rollups(database, results):
    """Hours and days that are over hold what the results say, and no others are there."""
    (until,) = database.execute("SELECT value FROM meta WHERE key = 'rolled_up_ms'").fetchone()
    for table, length in (("hours", HOUR_MS), ("days", DAY_MS)):
        end = until - until % length
        expected = defaultdict(lambda: [0] * len(OUTCOMES))
        for target, rows in results.items():
            for moment, outcome, _, _ in rows:
                if moment < end:
                    expected[target, moment - moment % length][outcome] += 1
        found = {(target, begin): counts for target, begin, *counts in database.execute(
            f"SELECT target, begin_ms, {', '.join(OUTCOMES)} FROM {table}")}
        assert found == expected, f"{table}: {found}, expected {dict(expected)}"


def check(path):
    """Of a history that still has all raw results. The number of its runs."""
    database = connect(path)
    integrity = database.execute("PRAGMA integrity_check").fetchall()
    assert integrity == [("ok",)], integrity
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'runs'").fetchone()
    if tables == 0:
        return 0
    check_runs(database)
    results = read_results(database)
    check_spans(database, results)
    check_incidents(database, results)
    if results:
        check_rollups(database, results)
    (count,) = database.execute("SELECT count(*) FROM runs").fetchone()
    database.close()
    return count
