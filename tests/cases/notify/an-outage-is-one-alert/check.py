# SPDX-License-Identifier: MIT
"""Targets that go down alike are one alert, which is resolved when the last of them is back. Of several alerts each is sent
once, also where the service takes only some of them at a time; and what it rejects is told, without the key."""

import json

from sink import Sink, check_now

KEY = "r0utingkeyr0utingkeyr0utingkey32"
HOUR_S = 3600
HOSTILE = "\"<!channel> {}\\ \u00fc"
ALL_DOWN = {"shop": False, HOSTILE: False, "blog": True}


def said(sink):
    return [(body["event_action"], body["dedup_key"]) for body in map(json.loads, (
        body for _, _, body in sink.posts))]


def act(run):
    with Sink([202]) as sink:
        channels = {"pager": {"type": "pagerduty", "url": sink.url + "/v2/enqueue",
                              "routing_key": KEY}}
        for up in (ALL_DOWN, {**ALL_DOWN, "shop": True}, {**ALL_DOWN, "shop": True},
                   {name: True for name in ALL_DOWN}):
            assert check_now(run, channels, up) == ""
        (first, key), (last, same) = said(sink)
        assert (first, last) == ("trigger", "resolve") and key == same, said(sink)
        body = json.loads(sink.posts[0][2])
        assert sink.posts[0][0] == "/v2/enqueue" and body["routing_key"] == KEY
        payload = body["payload"]
        names = [target["target"] for target in payload["custom_details"]["targets"]]
        assert names == ["shop", HOSTILE], names
        assert payload["severity"] == "critical" and payload["class"] == "connect", payload
        assert payload["summary"].startswith("2 went down: shop, "), payload
        assert KEY.encode() not in (run.folder / "h.db").read_bytes()

        run.finish(run.start(["notify", "--test", "headgate.yml"]))
        assert run.status == 0, run.stderr
        assert [action for action, _ in said(sink)] == ["trigger", "resolve"] * 2, said(sink)

    # Of two alerts the service takes one, then none, then the rest: none is sent twice.
    answers = [202, (429, {"Retry-After": "60"}), 500, 202]
    targets = [{"name": name, "url": f"http://127.0.0.1:{port}/"} for name, port in
               (("a", run.places["closed_port"]), ("b", 1))]
    with Sink(answers) as sink:
        channels["pager"]["url"] = sink.url
        for number in range(3):
            run.set_clock(number * 3 * HOUR_S)
            run.write("headgate.yml", json.dumps({
                "history": "parts.db", "defaults": {"retries": 0}, "channels": channels,
                "targets": targets}))
            run.finish(run.start())
            assert run.status == 1 and KEY not in run.stderr, run.stderr
            assert ("not sent yet" in run.stderr) == (number < 2), run.stderr
        keys = [key for _, key in said(sink)]
        assert keys[1] == keys[2] == keys[3] != keys[0] and len(keys) == 4, keys

    # The first alert is rejected: the second one is sent nevertheless.
    with Sink([400, 202]) as sink:
        channels["pager"]["url"] = sink.url
        run.write("headgate.yml", json.dumps({
            "history": "rejected.db", "defaults": {"retries": 0}, "channels": channels,
            "targets": targets}))
        run.finish(run.start())
        assert "a part of a message was rejected permanently and is dropped: 127.0.0.1" in run.stderr
        assert "answered 400" in run.stderr and len(sink.posts) == 2, run.stderr
    check_now(run, channels={}, up={"shop": False})
