# SPDX-License-Identifier: MIT
"""Inside nothing is said; after it what is down then, and a recovery with the first result after it."""

import json

from sink import Sink

# (whether it is inside, what is up, what is said)
STORIES = {
    "down at the end": [(False, True, []), (True, False, []), (True, False, []), (False, False, ["down"])],
    "up at the end": [(False, True, []), (True, False, []), (True, True, []), (False, True, [])],
    "recovered inside": [(False, False, ["down"]), (True, True, []), (True, True, []), (False, True, ["recovered"]),
                         (False, True, [])],
    "up and down again inside": [(False, False, ["down"]), (True, True, []), (True, False, []), (False, False, [])],
    "first seen inside": [(True, False, []), (False, False, ["down"]), (True, False, []), (False, False, [])],
}


def act(run):
    urls = {True: f"{run.places['fault']}/ok/{run.name}", False: f"http://127.0.0.1:{run.places['closed_port']}/"}
    inside = {"maintenance": {"maintenance": "2020-01-01 00:00..8999-12-31 24:00 UTC"},
              "waiver": {"waive": {"until": "8999-12-31", "reason": "move"}}}
    for kind, keys in inside.items():
        for number, (story, steps) in enumerate(STORIES.items()):
            with Sink() as sink:
                for is_inside, is_up, expected in steps:
                    sink.posts.clear()
                    run.write("headgate.yml", json.dumps({
                        "history": f"{kind}-{number}.db", "channels": {"ops": {"type": "webhook", "url": sink.url}},
                        "defaults": {"retries": 0, "notify": {"remind": "1m"}},
                        "targets": [{"name": "shop", "url": urls[is_up], **(keys if is_inside else {})}]}))
                    run.finish(run.start())
                    said = [event["event"] for message in sink.messages() for event in message["events"]]
                    assert said == expected, (kind, story, is_inside, is_up, said, run.stderr)
