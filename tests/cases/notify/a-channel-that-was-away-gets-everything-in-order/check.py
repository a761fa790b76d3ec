# SPDX-License-Identifier: MIT
"""The channel answers 500 during three runs. Then everything comes once, in order; what went down and came back
meanwhile is one event."""

from sink import Sink, check_now

HOUR_S = 3600
RUNS = [
    {"shop": False, "blog": True, "api": True},
    {"shop": True, "blog": False, "api": True},
    {"shop": True, "blog": False, "api": False},
]
LAST = {"shop": True, "blog": False, "api": True}


def act(run):
    with Sink([500]) as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        for number, up in enumerate(RUNS):
            run.set_clock(number * HOUR_S * 3)
            stderr = check_now(run, channels, up)
            assert 'channel "ops": ' in stderr and "not sent yet" in stderr, stderr
            assert f"127.0.0.1:{sink.server.server_port} answered 500" in stderr, stderr
        failed = sink.messages()
        # The first message waits in front of the others; when shop had come back nothing of it was left.
        assert [message["title"] for message in failed] == [
            "1 went down: shop", "1 went down, 1 came back: shop, blog",
            "1 went down, 1 came back: shop, blog"], failed
        assert failed[1]["id"] == failed[2]["id"] != failed[0]["id"]
        sink.answers = [200]
        sink.posts.clear()
        run.set_clock(9 * HOUR_S)
        assert check_now(run, channels, LAST) == ""
        messages = sink.messages()
        said = [[(event["event"], event["target"]) for event in message["events"]]
                for message in messages]
        assert said == [[("recovered", "shop"), ("down", "blog")], [("recovered", "api")]], said
        assert messages[0]["id"] == failed[1]["id"]
        shop, = [event for event in messages[0]["events"] if event["target"] == "shop"]
        assert shop["since"] < shop["at"] and "refused" in shop["reason"], shop
        # Nothing is left.
        run.set_clock(12 * HOUR_S)
        assert check_now(run, channels, LAST) == "" and len(sink.posts) == 2
