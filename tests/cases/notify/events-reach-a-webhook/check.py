# SPDX-License-Identifier: MIT
"""What goes down and comes back is posted once, with the run that found it; what stays as it is isn't."""

import sqlite3

from sink import Sink, check_now

HOOK = {"type": "webhook"}


def act(run):
    with Sink() as sink:
        channels = {"ops": {**HOOK, "url": sink.url + "/hook?key=s3cret-key"}}
        for up in ({"shop": True, "blog": False}, {"shop": False, "blog": False},
                   {"shop": False, "blog": False}, {"shop": True, "blog": True}):
            stderr = check_now(run, channels, up, location="berlin")
            assert stderr == "", stderr
        said = [[(event["event"], event["target"]) for event in message["events"]]
                for message in sink.messages()]
        assert said == [[("down", "blog")], [("down", "shop")],
                        [("recovered", "shop"), ("recovered", "blog")]], said
        first, _, last = sink.messages()
        assert first["title"] == "1 went down: blog" and first["location"] == "berlin"
        assert last["title"] == "2 came back: shop, blog", last
        assert first["events"][0]["since"] == last["events"][1]["since"]
        assert first["events"][0]["incident"] == last["events"][1]["incident"]
        assert len({event["id"] for message in sink.messages() for event in message["events"]}) == 4
        path, headers, _ = sink.posts[0]
        assert path == "/hook?key=s3cret-key" and headers["Content-Type"] == "application/json"
        assert headers["webhook-id"] == "msg_" + first["id"] and "webhook-signature" not in headers
    database = sqlite3.connect(run.folder / "h.db")
    for table in ("outbox", "events", "outbox_events"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    database.close()
    assert b"s3cret" not in (run.folder / "h.db").read_bytes()
    # So that it ends with the status of a run.
    check_now(run, channels={}, up={"shop": False})
