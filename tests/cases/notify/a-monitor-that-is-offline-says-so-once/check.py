# SPDX-License-Identifier: MIT
"""While the canaries are silent nothing is said of targets, but once that this machine is offline, and once that it is
online again; also to channels that are for some targets only."""

import json

from mail_server import MailServer
from sink import Sink


def act(run):
    nobody = f"http://127.0.0.1:{run.places['closed_port']}/"
    there = f"{run.places['fault']}/ok/{run.name}"

    def check(url, canary, proxy=None):
        run.write("headgate.yml", json.dumps({
            "history": "h.db", "channels": channels, "location": "berlin",
            "mail": {"server": mails.address, "tls": "none", "from": "a@example.org", "to": "b@example.org",
                     "send": True, "when": "change"},
            "defaults": {"retries": 0, **({"proxy": proxy} if proxy else {})}, "canaries": [canary],
            "targets": [{"name": "shop", "url": url}]}))
        for sink in (all_of_it, shops):
            sink.posts.clear()
        run.finish(run.start(["--on-change"]))
        said = [[event["event"] for message in sink.messages() for event in message["events"]]
                for sink in (all_of_it, shops)]
        assert said[1] == [word for word in said[0] if word in ("offline", "online")], said
        return said[0]

    with Sink() as all_of_it, Sink() as shops, MailServer(run) as mails:
        channels = {"ops": {"type": "webhook", "url": all_of_it.url},
                    "shop": {"type": "webhook", "url": shops.url, "groups": "other", "tags": "eu"}}
        assert check(there, there) == []
        assert check(nobody, nobody) == ["offline"] and run.status == 3, run.stderr
        assert run.stdout == ("offline\n\noffline     this machine appears to be offline: 0 of 1 canary answered, "
                              "1 required\n"), run.stdout
        message, = all_of_it.messages()
        event, = message["events"]
        assert event["target"] is None and event["url"] is None and event["incident"] is None, event
        assert message["title"] == "offline" and message["location"] == "berlin", message
        assert len(mails.messages) == 1
        assert check(nobody, nobody) == [] and len(mails.messages) == 1
        assert check(nobody, there) == ["online", "down"], run.stdout
        assert all_of_it.messages()[0]["title"] == "1 went down, online again: shop", all_of_it.posts
        assert run.stdout.startswith("online, 1 went down\n\nonline      was offline for "), run.stdout
        # By our own failure, without a word of the canaries.
        assert check(there, there, proxy=nobody) == ["offline"], run.stdout
        assert "no target could be judged: " in all_of_it.messages()[0]["events"][0]["reason"], all_of_it.posts
        # What was not said while it was offline is one event.
        assert check(there, there) == ["online", "recovered"], run.stdout
        all_of_it.answers = shops.answers = [500]
        check(nobody, nobody)
        run.set_clock(3 * 3600)
        all_of_it.answers = shops.answers = [200]
        assert check(there, there) == ["online"], run.stdout
