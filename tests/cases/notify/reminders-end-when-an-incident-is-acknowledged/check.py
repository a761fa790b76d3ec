# SPDX-License-Identifier: MIT
"""A reminder an hour after the last one; none after `headgate note --ack`, until the target goes down again."""

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


def act(run):
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        for hours, is_up, expected in RUNS:
            sink.posts.clear()
            if hours == "ack":
                run.finish(run.start(["note", "--ack", "--history", "h.db", "1", "Ann is on it"]))
                assert (run.status, run.stderr) == (0, ""), run.stderr
                continue
            run.set_clock(hours * HOUR_S)
            check_now(run, channels, {"shop": is_up},
                      defaults={"retries": 0, "notify": {"remind": "1h"}})
            assert [message["title"] for message in sink.messages()] == ([expected] if expected else []), hours
            if expected and "still" in expected:
                text = sink.messages()[0]["events"][0]["text"]
                assert text.startswith("still down: shop, for "), text
