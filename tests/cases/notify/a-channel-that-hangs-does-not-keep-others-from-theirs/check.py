# SPDX-License-Identifier: MIT
"""One channel hangs; the other two have theirs, also those that had to wait, and the run ends after notify.wait."""

import time

from sink import Sink, check_now


def act(run):
    with Sink(["hang"]) as silent, Sink() as sink:
        channels = {
            "first": {"type": "webhook", "url": silent.url, "timeout": "60s"},
            "second": {"type": "webhook", "url": sink.url, "events": "recovered"},
            "third": {"type": "webhook", "url": sink.url + "/third"},
        }
        began = time.monotonic()
        stderr = check_now(run, channels, {"shop": False}, notify={"wait": "2s"})
        assert time.monotonic() - began < 30
        assert 'channel "first": 1 message is not sent yet' in stderr, stderr
        assert "second" not in stderr and "third" not in stderr, stderr
        assert [path for path, _, _ in sink.posts] == ["/third"]
        # A backlog and the message of this run, all beside the channel that hangs. What went down and came back meanwhile is one.
        channels = {"first": channels["first"], "third": channels["third"]}
        for hours, is_up, answer in ((1, True, 500), (2, False, 500), (3, True, 500), (10, False, 200)):
            sink.answers = [answer]
            sink.posts.clear()
            run.set_clock(hours * 3600)
            check_now(run, channels, {"shop": is_up}, notify={"wait": "2s"})
        assert len(sink.posts) == 3, sink.posts
