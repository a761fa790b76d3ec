# SPDX-License-Identifier: MIT
"""Hourly runs under a clock that ticks unevenly: 22 hours down, two of them in maintenance, and then up again. What tells
of it tells the same, also where two results in a row are waited for."""

import datetime
import json
import re

import uptimes

HOUR_S = 3600
FIRST, LAST = 30, 1     # hours ago
DOWN_FROM, UP_FROM = 25, 3


def clock(hours_ago):
    """Some seconds early or late."""
    return -hours_ago * HOUR_S + (hours_ago * 7) % 5 - 2


def moment(hours_ago):
    at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=hours_ago)
    return at.strftime("%Y-%m-%d %H:%M")


def act(run):
    urls = {True: f"http://127.0.0.1:{run.places['closed_port']}/", False: f"{run.places['fault']}/ok/{run.name}"}
    for hours_ago in range(FIRST, LAST - 1, -1):
        run.write("headgate.yml", json.dumps({
            "history": "h.db", "output": {"on_change": True}, "report": {"tz": "UTC", "since": "28h"},
            "targets": [{"name": "shop", "url": urls[UP_FROM < hours_ago <= DOWN_FROM], "retries": 0,
                         "notify": {"after": 2, "recover": 2},
                         "maintenance": f"{moment(14.5)}..{moment(12.5)} UTC"}]}))
        run.set_clock(clock(hours_ago))
        run.finish(run.start(["headgate.yml"]))
        said = run.stdout
        if hours_ago == DOWN_FROM - 5:
            check_open(run, "5 h")
        if hours_ago == 12:  # the first run after the window
            check_open(run, "13 h")
        if hours_ago == UP_FROM - 1:  # the second result that is up is waited for, and the first one is the end
            assert re.search(r"^came back   shop, was down for 22 h, since ", said, re.M), said
    run.set_clock(0)
    run.finish(run.start(["history", "headgate.yml"]))
    assert re.search(r"^    20.* to 20.*: 22 h, 20 checks ", run.stdout, re.M), run.stdout
    run.finish(run.start(["history", "-o", "json", "headgate.yml"]))
    listed, = json.loads(run.stdout)["incidents"]
    run.finish(run.start(["report", "-o", "json", "headgate.yml"]))
    report = uptimes.check_json(run.stdout)
    (incident,), = (outage["incidents"] for outage in report["outages"])
    target, = report["targets"]
    assert listed["duration_ms"] == incident["duration_ms"] == target["longest_incident_ms"] == target["time_to_repair_ms"]
    assert target["since"] == incident["closed_at"]
    assert abs(incident["maintenance_ms"] - 2 * HOUR_S * 1000) < 1000, incident
    # The last result in maintenance is valid for half an hour after it.
    assert abs(target["uptime"]["time_ms"]["down"] - 19.5 * HOUR_S * 1000) < 120_000, target["uptime"]
    for name, check in (("html", uptimes.check_mail_html), ("page", uptimes.check_html), ("text", uptimes.check_text)):
        run.finish(run.start(["report", "-o", name, "headgate.yml"]))
        check(run.stdout)
    assert re.search(r"was down 22 h$", run.stdout, re.M), run.stdout
    assert re.search(r"over, lasted 22 h$", run.stdout, re.M), run.stdout
    assert "\n  2 h of it in maintenance, which is not counted as down\n" in run.stdout, run.stdout


def check_open(run, lasted):
    """While it is down: in the report as in the history."""
    run.finish(run.start(["report", "headgate.yml"]))
    assert re.search(rf"down, for {lasted}$", run.stdout, re.M), run.stdout
    assert re.search(rf"still down, lasted {lasted}$", run.stdout, re.M), run.stdout
    run.finish(run.start(["history", "headgate.yml"]))
    assert re.search(rf"now, still down: {lasted}, ", run.stdout, re.M), run.stdout
