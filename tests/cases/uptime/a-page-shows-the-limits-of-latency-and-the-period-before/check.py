# SPDX-License-Identifier: MIT
"""Twelve hours of each of two days are checked; the chart of the second has both, and what the configuration demands."""

import json

import uptimes

HOUR_S = 3600


def act(run):
    run.write("headgate.yml", json.dumps({
        "history": "h.db", "report": {"tz": "UTC", "since": "24h"}, "targets": [{
            "name": "shop", "url": f"{run.places['fault']}/ok/{run.name}",
            "expect": {"latency": {"warn": "7s", "fail": "9s"}}}]}))
    for hours_ago in [*range(40, 34, -1), *range(16, 10, -1)]:
        run.set_clock(-hours_ago * HOUR_S)
        run.finish(run.start(["check", "-q", "headgate.yml"]))
    run.set_clock(0)
    run.finish(run.start(["report", "-o", "page=p.html", "-o", "text", "headgate.yml"]))
    page = run.read("p.html")
    uptimes.check_html(page)
    assert page.count('<path class="p95" d="M') == 1 + 1, page  # one is the legend's
    assert page.count('<path class="was" d="M') == 1 + 1, page
    assert "degraded above 7.00\u00a0s (higher than the chart), down above 9.00\u00a0s (higher than the chart)<" in page
