# SPDX-License-Identifier: MIT
"""The process is killed while the channel has the message and has not answered. Ten minutes later it is sent again, with
the same ids."""

import time

from sink import Sink, check_now, configure

MINUTE_S = 60


def act(run):
    with Sink(["hang"]) as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        configure(run, channels, {"shop": False})
        run.spare_coverage()
        process = run.start()
        end = time.monotonic() + 60
        while not sink.posts:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        process.kill()
        run.finish(process)
        first, = sink.messages()
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        # It may still be on its way, and the next message waits behind it.
        stderr = check_now(run, channels, {"shop": False, "blog": False})
        assert "2 messages are not sent yet" in stderr and sink.posts == [], stderr
        run.set_clock(21 * MINUTE_S)
        assert check_now(run, channels, {"shop": False, "blog": False}) == ""
        again, second = sink.messages()
        assert again == first, (again, first)
        assert [event["target"] for event in second["events"]] == ["blog"]
