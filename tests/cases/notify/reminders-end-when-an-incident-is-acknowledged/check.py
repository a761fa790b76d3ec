# SPDX-License-Identifier: MIT
"""A reminder an hour after the last one; none after `headgate note --ack`, until the target goes down again."""

import uptimes
from sink import Sink, check_now

HOUR_S = 3600
# hours, whether shop is up, and what is said
RUNS = [
    (0, False, "1 went down: shop"),
    (0.5, False, None),
    (1.1, False, "1 still down: shop"),
    (2, False, None),
    (2.2, False, "1 still down: shop"),
    ("ack", None, None),
    (4, False, None),
    (5, True, "1 came back: shop"),
    (6, False, "1 went down: shop"),
    (7.1, False, "1 still down: shop"),
]
# With recover: 2 an incident that came back for one result only is still the one that was reported.
REOPENED = [(0, False, "1 went down: shop"), (0.5, True, None), (0.9, False, None), ("ack 2", None, None),
            (2.5, False, None), (3, True, None), (4, True, "1 came back: shop"), ("late 2", None, None),
            ("late 1", None, None)]
LATE = "headgate: error: incident {} is over, and has no reminders that could end; add the note without --ack\n"


def note(run, incident):
    run.finish(run.start(["note", "--ack", "--history", "h.db", incident, "Ann is on it"]))


def check_reopened(run):
    (run.folder / "h.db").unlink()
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        for hours, is_up, expected in REOPENED:
            sink.posts.clear()
            if is_up is None:
                word, incident = hours.split()
                note(run, incident)
                assert (run.status, run.stderr) == ((0, "") if word == "ack" else (2, LATE.format(incident))), hours
                continue
            run.set_clock(hours * HOUR_S)
            check_now(run, channels, {"shop": is_up}, defaults={"retries": 0, "notify": {"remind": "1h", "recover": 2}})
            assert [message["title"] for message in sink.messages()] == ([expected] if expected else []), hours


def act(run):
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        for hours, is_up, expected in RUNS:
            sink.posts.clear()
            if hours == "ack":
                note(run, "1")
                assert (run.status, run.stderr) == (0, ""), run.stderr
                check_shown(run, 4)
                continue
            run.set_clock(hours * HOUR_S)
            check_now(run, channels, {"shop": is_up},
                      defaults={"retries": 0, "notify": {"remind": "1h"}})
            assert [message["title"] for message in sink.messages()] == ([expected] if expected else []), hours
            if expected and "still" in expected:
                text = sink.messages()[0]["events"][0]["text"]
                assert text.startswith("still down: shop, for "), text
    check_shown(run, 0)  # of the incident that is over
    check_reopened(run)
    check_shown(run, 0)


def check_shown(run, count):
    """In the history, in a report as text and as JSON, and in what explains the target."""
    shown = 0
    for command in (["history"], ["report"], ["explain", "shop"]):
        run.finish(run.start([command[0], "--history", "h.db", *command[1:]]))
        assert run.status == 0, run.stderr
        shown += run.stdout.count("acknowledged: no reminders until it has recovered\n")
    run.finish(run.start(["report", "--history", "h.db", "-o", "json"]))
    incidents = [incident for outage in uptimes.check_json(run.stdout)["outages"] for incident in outage["incidents"]]
    shown += sum(incident.get("acknowledged", False) for incident in incidents)
    assert shown == count, shown
