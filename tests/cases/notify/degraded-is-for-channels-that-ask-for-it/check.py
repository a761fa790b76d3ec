# SPDX-License-Identifier: MIT
"""Without `events` a channel hears of what goes down; one that asks for it, of what is degraded, and of its end."""

import json

from sink import Sink

# how shop answers, and what is said to both channels
RUNS = [
    ("/delay/50", None, "1 degraded: shop"),
    ("/delay/50", None, None),
    (None, "1 went down: shop", None),
    ("/delay/0", "1 came back: shop", "1 no longer degraded: shop"),
]


def check_at(run, channels, path):
    address = f"{run.places['fault']}{path}/{run.name}" if path else f"http://127.0.0.1:{run.places['closed_port']}/"
    warn = "10ms" if path == "/delay/50" else "10m"
    run.write("headgate.yml", json.dumps({
        "history": "h.db", "channels": channels,
        "defaults": {"retries": 0, "expect": {"latency": {"warn": warn}}},
        "targets": [{"name": "shop", "url": address}]}))
    run.finish(run.start())


def act(run):
    with Sink() as usual, Sink() as asks:
        channels = {"usual": {"type": "webhook", "url": usual.url},
                    "asks": {"type": "webhook", "url": asks.url, "events": ["degraded", "degraded_end"]}}
        for path, *expected in RUNS:
            usual.posts.clear()
            asks.posts.clear()
            check_at(run, channels, path)
            said = [" ".join(message["title"] for message in sink.messages()) or None
                    for sink in (usual, asks)]
            assert said == expected, (path, said, run.stderr)
        event = asks.messages()[0]["events"][0]
        assert event["cause"] == "latency" and event["incident"] is None, event
