# SPDX-License-Identifier: MIT
"""Two targets with one certificate that ends soon are one message, and so is the next certificate."""

import json

from servers import Skip
from sink import Sink


def check_at(run, channels, site, warn):
    expect = {"certificate": {"warn": warn}}
    run.write("headgate.yml", json.dumps({
        "history": "h.db", "channels": channels,
        "defaults": {"retries": 0, "tls": {"ca": run.places["ca"]}, "expect": expect},
        "targets": [{"name": name, "url": f"{site}/status/200?{name}"} for name in ("shop", "blog")]}))
    run.finish(run.start())


def act(run):
    site, other = run.places["nginx_https"], run.places["nginx_https_revoked"]
    if site is None:
        raise Skip("nginx is not here")
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        check_at(run, channels, site, "1d")
        assert sink.posts == [], sink.posts
        for _ in range(2):
            check_at(run, channels, site, "40d")
        assert [message["title"] for message in sink.messages()] == ["1 certificate: shop"], sink.posts
        event = sink.messages()[0]["events"][0]
        assert (event["event"], event["cause"]) == ("certificate", "certificate"), event
        assert "localhost" in event["reason"] and "29 days" in event["reason"], event
        sink.posts.clear()
        for _ in range(2):
            check_at(run, channels, other, "1d")
        said = [event["reason"] for message in sink.messages() for event in message["events"]]
        assert len(said) == 1 and said[0].startswith("renewed: localhost, until 2"), (said, run.stderr)
