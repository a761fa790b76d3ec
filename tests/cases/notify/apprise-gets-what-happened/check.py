# SPDX-License-Identifier: MIT
"""apprise as a command, as docs/notify.md writes it, which posts to a service of its own."""

import json
import shutil

from servers import Skip
from sink import Sink, begin_a_minute, check_now

SCRIPT = 'exec apprise -t "$HEADGATE_TITLE" -b "$HEADGATE_TEXT" "$@"'


def act(run):
    if shutil.which("apprise", path="/usr/bin:/bin") is None:
        raise Skip("apprise is not installed")
    with Sink() as sink, Sink([500]) as broken:
        service = sink.url.replace("http:", "json:") + "/s3cret-path"
        channels = {"ops": {"type": "command", "command": ["sh", "-c", SCRIPT, "apprise", service]}}
        begin_a_minute(run)
        assert check_now(run, channels, {"shop": False, "-b <b>": False}) == ""
        (path, _, body), = sink.posts
        message = json.loads(body)
        assert path == "/s3cret-path", path
        assert message["title"] == "2 went down: shop, -b <b>", message
        text = message["message"]
        assert text.startswith("went down: 2 targets: ") and text.endswith("(shop, -b <b>)"), text
        # Without a shell: the text comes by standard input.
        sink.posts.clear()
        begin_a_minute(run)
        channels = {"ops": {"type": "command", "command": ["apprise", "-t", "headgate", service],
                            "template": "${text}", "content_type": "text/plain"}}
        assert check_now(run, channels, {"shop": False, "-b <b>": False}, history="2.db") == ""
        (_, _, body), = sink.posts
        assert json.loads(body)["title"] == "headgate", body
        assert json.loads(body)["message"] == text, body
        service = broken.url.replace("http:", "json:") + "/s3cret-path"
        channels = {"ops": {"type": "command", "command": ["sh", "-c", SCRIPT, "apprise", service]}}
        stderr = check_now(run, channels, {"shop": False, "blog": False})
        assert "sh ended with status 1" in stderr and "s3cret-path" not in stderr, stderr
        assert len(broken.posts) == 1, broken.posts
