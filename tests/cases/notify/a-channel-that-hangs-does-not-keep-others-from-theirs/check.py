# SPDX-License-Identifier: MIT
"""One channel hangs; the other two have theirs, and the run ends after notify.wait."""

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
