# SPDX-License-Identifier: MIT
"""What a history should say, worked out from the log of all results alone, one by one.

Nothing here knows of spans, hours, days or tables: each result speaks until the next one, at most for so long, and windows
of maintenance are taken out. Moments are microseconds."""

import bisect
import csv
import datetime
from zoneinfo import ZoneInfo

OUTCOMES = ["unknown", "up", "flaky", "degraded", "down", "skipped"]
AVAILABLE = {"up", "flaky", "degraded"}
MAINTENANCE = "maintenance"
HOUR = 3600 * 10**6


def moment(year, month, day, hour, zone):
    """Of a time that does not exist Python takes the offset before the leap, which is the moment of the leap itself."""
    local = datetime.datetime(year, month, day, hour, tzinfo=ZoneInfo(zone))
    return int(local.timestamp()) * 10**6


def planned_windows():
    windows = [(moment(2025, 8, 1, 0, "America/New_York"), moment(2025, 8, 2, 6, "America/New_York"))]
    day = datetime.date(2024, 12, 29)  # a Sunday
    while day.year < 2026:
        windows.append((moment(day.year, day.month, day.day, 2, "Europe/Berlin"),
                        moment(day.year, day.month, day.day, 4, "Europe/Berlin")))
        day += datetime.timedelta(days=7)
    return sorted(windows)


class Result:
    def __init__(self, at, outcome, cause, latency, common):
        self.at, self.outcome, self.cause, self.latency, self.common = at, outcome, cause, latency, common
        self.planned = False


class Target:
    """Results in order, with what a window made of them."""

    def __init__(self, results, windows):
        self.results = sorted(results, key=lambda result: result.at)
        self.windows = [(begin, end) for begin, end in windows if end > self.results[0].at]
        for result in self.results:
            if result.outcome not in ("unknown", "skipped") and \
                    any(begin <= result.at < end for begin, end in self.windows):
                result.planned = True
                result.outcome = "skipped"
        self.moments = [result.at for result in self.results]

    def planned_within(self, begin, end):
        return sum(max(0, min(end, b) - max(begin, a)) for a, b in self.windows)

    def timeline(self, max_gap, end):
        """(begin, end, what) without a gap, from the beginning of time to `end`."""
        valid = []
        for i, result in enumerate(self.results):
            following = self.moments[i + 1] if i + 1 < len(self.results) else end
            valid.append((result.at, min(following, result.at + max_gap, end), result.outcome))
        at, whole = -10**18, []
        for begin, until, what in valid + [(end, end, "unknown")]:
            if begin > at:
                whole.append((at, begin, "unknown"))
            if until > begin:
                whole.append((begin, until, what))
            at = max(at, until)
        return Timeline(whole, self)

    def incidents(self):
        found, current = [], None
        for result in self.results:
            if result.outcome == "down":
                if current is None:
                    current = {"opened": result.at, "closed": 0, "checks": 0, "attempts": 0, "cause": result.cause,
                               "common": result.common}
                    found.append(current)
                current["checks"] += 1
                current["attempts"] += 3  # as year.c makes for each that is down
            elif result.outcome in AVAILABLE and current is not None:
                current["closed"] = result.at
                current = None
        return found


class Timeline:
    def __init__(self, intervals, target):
        self.intervals, self.target = intervals, target
        self.begins = [begin for begin, _, _ in intervals]

    def times(self, begin, end):
        """By outcome, and of maintenance."""
        total = dict.fromkeys(OUTCOMES, 0)
        planned = 0
        i = bisect.bisect_right(self.begins, begin) - 1
        while i < len(self.intervals) and self.intervals[i][0] < end:
            a, b = max(begin, self.intervals[i][0]), min(end, self.intervals[i][1])
            if a < b:
                within = union_within(self.target.windows, a, b)
                planned += within
                total[self.intervals[i][2]] += b - a - within
            i += 1
        return [total[word] for word in OUTCOMES], planned


def union_within(windows, begin, end):
    return sum(max(0, min(end, b) - max(begin, a)) for a, b in windows)


def percentile(ordered, percent):
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else -1


def read_log(path):
    """Targets by name, and the runs as (begin, end, interrupted)."""
    results, runs = {}, {}
    with open(path, newline="", encoding="ascii") as file:
        for begin, end, interrupted, name, at, outcome, cause, latency, place in csv.reader(file):
            runs[int(begin) * 1000] = (int(begin) * 1000, int(end) * 1000, interrupted == "1")
            if interrupted == "1" and outcome == "unknown":
                continue  # without a verdict
            common = "no such name" if cause == "dns" else f"192.0.2.{place}:443"
            results.setdefault(name, []).append(
                Result(int(at) * 1000, outcome, cause, int(latency), common))
    targets = {name: Target(items, planned_windows() if name == "planned" else [])
               for name, items in results.items()}
    return targets, sorted(runs.values())


def day_begins(begin, end, zone):
    """Midnights of the zone between the two, with both."""
    tz = ZoneInfo(zone)
    day = datetime.datetime.fromtimestamp(begin / 10**6, tz).date()
    edges = [begin]
    while True:
        day += datetime.timedelta(days=1)
        midnight = moment(day.year, day.month, day.day, 0, zone)
        if midnight >= end:
            return edges + [end]
        edges.append(midnight)


def hour_begins(begin, end, zone):
    tz = ZoneInfo(zone)
    edges = []
    days = day_begins(begin, end, zone)
    for first, last in zip(days, days[1:]):
        at = first
        while at < last:
            edges.append(at)
            local = datetime.datetime.fromtimestamp(at // 10**6, tz)
            at += HOUR - (local.minute * 60 + local.second) * 10**6 - at % 10**6
    return edges + [end]


def gaps(runs, begin, end, before_begin, max_gap):
    """Times without a run, from when the results of the last one were no longer valid; with its start."""
    earlier = [run for run in runs if run[0] < before_begin][-1:]
    runs = earlier + [run for run in runs if before_begin <= run[0] < end]
    steps = sorted(b[0] - a[0] for a, b in zip(runs, runs[1:]))
    limit = max_gap or (2 * steps[(len(steps) - 1) // 2] if steps else 0)
    gaps = []
    if not runs or runs[0][0] > begin:
        gaps.append((begin, runs[0][0] if runs else end, 0))
    for i, run in enumerate(runs):
        following = runs[i + 1][0] if i + 1 < len(runs) else end
        if limit and following - run[0] > limit:
            gaps.append((run[0] + limit, following, run[0]))
    clipped = [[max(begin, a), min(end, b), last] for a, b, last in gaps]
    return [gap for gap in clipped if gap[0] < gap[1]]
