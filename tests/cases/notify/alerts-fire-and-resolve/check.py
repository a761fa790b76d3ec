# SPDX-License-Identifier: MIT
"""Alertmanager has an alert for each target that is down, which ends when it is back, and says so in groups. A run that
can't reach it is no different otherwise, and nothing waits for the next one."""

import datetime
import json
import sqlite3

from alertmanager import Alertmanager
from sink import Sink, check_now

HOSTILE = "\"shop\" {a=\"b\"} <b>\u00fc\u4e2d\\n"
URLS = {True: "{fault}/ok/{name}", False: "http://127.0.0.1:{port}/"}


def check_groups(run, channels, up):
    targets = [{"name": name, "group": group,
                "url": URLS[is_up].format(fault=run.places["fault"], name=run.name,
                                          port=run.places["closed_port"])}
               for name, (group, is_up) in up.items()]
    run.write("headgate.yml", json.dumps({
        "history": "h.db", "location": "berlin", "defaults": {"retries": 0},
        "channels": channels, "targets": targets}))
    run.finish(run.start())
    assert run.status == (not all(is_up for _, is_up in up.values())), run.stderr
    return run.stderr


def lasts_s(alert):
    begin, end = (datetime.datetime.fromisoformat(alert[key].replace("Z", "+00:00"))
                  for key in ("startsAt", "endsAt"))
    return (end - begin).total_seconds()


def act(run):
    with Sink() as sink, Alertmanager(run, sink) as manager:
        channels = {"am": {"type": "alertmanager", "url": manager.url},
                    "some": {"type": "alertmanager", "url": manager.url + "/", "groups": "none"}}
        up = {HOSTILE: ("web", False), "api": ("web", False), "db": ("db", True)}
        assert check_groups(run, channels, up) == ""
        alerts = manager.alerts()
        assert set(alerts) == {HOSTILE, "api"}, alerts
        assert alerts[HOSTILE]["labels"] == {
            "alertname": "HeadgateTargetDown", "target": HOSTILE, "group": "web",
            "severity": "critical", "location": "berlin"}, alerts[HOSTILE]
        assert "refused" in alerts["api"]["annotations"]["description"], alerts["api"]
        # It is not known yet when the next run is.
        assert 86400 <= lasts_s(alerts["api"]) < 87400, alerts["api"]
        manager.until(lambda: manager.groups() == [{("firing", HOSTILE), ("firing", "api")}],
                      "the group was not reported")

        # The next run says that one is still down, that one is back, and that another one went down.
        up = {HOSTILE: ("web", True), "api": ("web", False), "db": ("db", False)}
        assert check_groups(run, channels, up) == ""
        again = manager.alerts()
        assert set(again) == {"api", "db"}, again
        assert again["api"]["fingerprint"] == alerts["api"]["fingerprint"]
        assert again["api"]["startsAt"] == alerts["api"]["startsAt"]
        manager.until(lambda: {("resolved", HOSTILE), ("firing", "api")} in manager.groups()
                      and {("firing", "db")} in manager.groups(), "the groups were not reported")

        up = {name: (group, True) for name, (group, _) in up.items()}
        assert check_groups(run, channels, up) == ""
        assert manager.alerts() == {}
        manager.until(lambda: {("resolved", "api")} in manager.groups()
                      and {("resolved", "db")} in manager.groups(), "no end was reported")

        run.finish(run.start(["notify", "--test", "--channel", "am", "headgate.yml"]))
        assert run.status == 0 and manager.alerts()["test"]["labels"]["severity"] == "none", run.stderr

    # Now nobody is there: it is told, and nothing is kept.
    up["api"] = ("web", False)
    stderr = check_groups(run, channels, up)
    assert 'channel "am": the state was not sent: 127.0.0.1' in stderr, stderr
    assert '"some"' not in stderr, stderr
    database = sqlite3.connect(run.folder / "h.db")
    for table in ("outbox", "events"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    database.close()
    run.finish(run.start(["notify", "headgate.yml"]))
    assert run.status == 0 and run.stderr == "", run.stderr

    # A sink sees it once a run: each time all that are down.
    with Sink([500, 200]) as sink:
        channels = {"am": {"type": "alertmanager", "url": sink.url}}
        assert "answered 500" in check_groups(run, channels, up)
        assert check_groups(run, channels, up) == ""
        posts = [[alert["labels"]["target"] for alert in json.loads(body)] for _, _, body in sink.posts]
        assert posts == [["api"], ["api"]], posts
        assert {path for path, _, _ in sink.posts} == {"/api/v2/alerts"}
    check_now(run, channels={}, up={"shop": False})
