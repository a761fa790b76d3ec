# SPDX-License-Identifier: MIT
"""Each channel gets one message, valid and below its limit, in which they are one line."""

import json
import sqlite3

from sink import Sink, begin_a_minute, check_now

COUNT = 3000
KINDS = {"webhook": 20000, "slack": 4000, "discord": 2000, "teams": 28000, "ntfy": 4096}
WHOLE = ("webhook", "teams", "ntfy")  # the limit is one of the whole body


def longest_text(body):
    return max((len(value) for value in json.loads(body).values() if isinstance(value, str)), default=0)


def act(run):
    up = {f"shop {number}": False for number in range(COUNT)}
    with Sink() as sink:
        channels = {kind: {"type": kind, "url": f"{sink.url}/{kind}"} for kind in KINDS}
        begin_a_minute(run)
        stderr = check_now(run, channels, up)
        assert stderr == "", stderr
        # ntfy posts to the root.
        posts = {path[1:] or "ntfy": body for path, _, body in sink.posts}
        assert len(sink.posts) == len(posts) == len(KINDS), [path for path, _, _ in sink.posts]
        for kind, body in posts.items():
            assert "3000 targets" in body and "shop 4 and 2995 more" in body, body
            assert (len(body) if kind in WHOLE else longest_text(body)) <= KINDS[kind], (kind, len(body))
            assert kind in WHOLE or "\\n" not in body, body
        message = json.loads(posts["webhook"])
        outage, = message["outages"]
        assert (outage["event"], outage["count"], len(outage["targets"])) == ("down", COUNT, 5), outage
        assert len(message["events"]) + message["more"] == COUNT, message["more"]
        # So do they come back.
        sink.posts.clear()
        assert check_now(run, channels, dict.fromkeys(up, True)) == ""
        assert len(sink.posts) == len(KINDS)
        assert all("3000 targets, were down for " in body for _, _, body in sink.posts), sink.posts
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("SELECT count(*) FROM events").fetchone() == (0,)
    database.close()
    check_now(run, {}, {"shop": False})
