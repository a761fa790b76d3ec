# SPDX-License-Identifier: MIT
"""Whoever claims a message sends it: processes that empty one outbox, and checks that add to it meanwhile."""

from sink import Sink, check_now, configure

HOUR_S = 3600
WAITING = 5


def act(run):
    up = {}
    with Sink([500]) as broken:
        channels = {"ops": {"type": "webhook", "url": broken.url}}
        for number in range(WAITING):
            up[f"shop {number}"] = False
            run.set_clock(number * 2 * HOUR_S)
            check_now(run, channels, up)
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        run.set_clock(WAITING * 2 * HOUR_S)
        up["blog"] = False
        configure(run, channels, up)
        processes = [run.start() for _ in range(3)]
        processes += [run.start(["notify", "headgate.yml"]) for _ in range(3)]
        for process in processes:
            run.finish(process)
            assert run.status in (0, 1, 3), run.stderr
        # What a process left to another one that was sending already.
        assert check_now(run, channels, up) == ""
        messages = sink.messages()
    said = [event["target"] for message in messages for event in message["events"]]
    assert said == list(up), said
    assert len({message["id"] for message in messages}) == len(messages)
