# SPDX-License-Identifier: MIT
"""Where max_gap is set, a run says that none began for longer; to who asks for it, and not on standard output."""

from sink import Sink, check_now


def act(run):
    with Sink() as usual, Sink() as asks:
        channels = {"usual": {"type": "webhook", "url": usual.url},
                    "asks": {"type": "webhook", "url": asks.url, "events": "gap"}}
        for minute, more in ((0, {"max_gap": "10m"}), (5, {"max_gap": "10m"}), (60, {}), (120, {"max_gap": "10m"})):
            run.set_clock(minute * 60)
            check_now(run, channels, {"shop": True}, output={"on_change": True}, **more)
            assert run.stdout == "" and usual.posts == [], (run.stdout, usual.posts)
            assert len(asks.posts) == (minute == 120), (minute, asks.posts)
        event, = asks.messages()[0]["events"]
        assert event["event"] == "gap" and event["target"] is None and event["reason"] == "", event
        assert event["text"].startswith("checks were missing, for ") and event["since"] < event["at"], event
