# SPDX-License-Identifier: MIT
"""Each kind of chat gets what went down and came back as one text, in the JSON of its service."""

import json
import re

from sink import Sink, begin_a_minute, check_now

HOSTILE = "<!channel> <@everyone>"


def slack(body):
    assert set(body) == {"text"}, body
    return body["text"].replace("\u200b", "").replace("&lt;", "<").replace("&gt;", ">")


def discord(body):
    assert body["allowed_mentions"] == {"parse": []}, body
    return re.sub(r"\\(.)", r"\1", body["content"])


def teams(body):
    card = body["attachments"][0]["content"]
    assert card["type"] == "AdaptiveCard", body
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert {run["type"] for run in runs} == {"TextRun"}, body
    return "\n".join(run["text"] for run in runs)


def ntfy(body):
    assert body["topic"] == "hook" and body["priority"] in (3, 4), body
    lines = body["message"]
    return f"{body['title']}\n{lines}" if "\n" in lines else lines


# By kind: what reads the text from its body.
KINDS = {"slack": slack, "discord": discord, "teams": teams, "ntfy": ntfy}
# Nothing is markup there.
PLAIN = ("teams", "ntfy")


def act(run):
    for kind, read in KINDS.items():
        with Sink() as sink:
            channels = {"chat": {"type": kind, "url": sink.url + "/hook"}}
            history = kind + ".db"
            for up in ({HOSTILE: False, "blog": False}, {HOSTILE: False, "blog": False},
                       {HOSTILE: True, "blog": False}):
                begin_a_minute(run)
                stderr = check_now(run, channels, up, history=history)
                assert stderr == "", stderr
            assert len(sink.posts) == 2, sink.posts
            for path, headers, body in sink.posts:
                assert path == ("/" if kind == "ntfy" else "/hook"), path
                assert headers["Content-Type"] == "application/json", headers
                assert kind in PLAIN or not any(word in body for word in HOSTILE.split()), body
            first, last = (read(json.loads(body)).split("\n") for _, _, body in sink.posts)
            # One outage is one line.
            assert len(first) == 1 and first[0].startswith("went down: 2 targets: "), first
            assert first[0].endswith(f" ({HOSTILE}, blog)"), first
            assert len(last) == 1 and last[0].startswith(f"came back: {HOSTILE}"), last
