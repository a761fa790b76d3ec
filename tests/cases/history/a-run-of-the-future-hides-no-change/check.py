# SPDX-License-Identifier: MIT
"""Runs of a clock that was two hours ahead: what they said was said, and the next run follows from it."""

import json
import re

import histories

HOUR_S = 3600
# hours ahead, what shop is, and what is said
RUNS = [
    (0, "up", ""),
    (2, "up", ""),
    (0, "down", "1 went down\n\nwent down   shop: connection refused by 127.0.0.1:{port}\n"),
    (0, "down", ""),
    (0, "up", "1 came back\n\ncame back   shop, was down for N s, since TIME: connection refused "
              "by 127.0.0.1:{port}\n"),
    (2, "down", "1 went down\n\nwent down   shop: connection refused by 127.0.0.1:{port}\n"),
    (0, "up", "1 came back\n\ncame back   shop, was down for N s, since TIME: connection refused "
              "by 127.0.0.1:{port}\n"),
    (0, "down", "1 went down\n\nwent down   shop: connection refused by 127.0.0.1:{port}\n"),
]


def act(run):
    port = run.places["closed_port"]
    urls = {"up": f"{run.places['fault']}/ok/{run.name}", "down": f"http://127.0.0.1:{port}/"}
    knows_future = False
    for number, (hours, shop, expected) in enumerate(RUNS):
        run.write("headgate.yml", json.dumps({
            "history": "h.db", "defaults": {"retries": 0}, "output": {"on_change": True},
            "targets": [{"name": "shop", "url": urls[shop]}]}))
        run.set_clock(hours * HOUR_S)
        run.finish(run.start(["headgate.yml"]))
        said = re.sub(r"\d+ s\b", "N s", re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", run.stdout))
        assert said == expected.format(port=port), (number, run.stdout)
        knows_future = knows_future or hours > 0
        warns = 'history "h.db" contains the future, up to 20' in run.stderr
        assert warns == (knows_future and hours == 0), (number, run.stderr)


def check(run):
    assert histories.check(run.folder / "h.db") == len(RUNS)
