# SPDX-License-Identifier: MIT
"""A template has fields of the message and variables, which are secret; what they say is not searched for fields again."""

import base64
import hashlib
import hmac
import json

from sink import Sink, begin_a_minute, check_now

KEY = "s3cret-${reason}-key"
SIGNING = bytes(range(32))
TEMPLATE = """{"key": "${HOOK_KEY}", "literal": "$${title}", "${event}": [${count}, ${test}, ${incident}],
 "text": "${title}\\n${text}", "target": ${target}, "group": "${group}"}
"""
HOSTILE = 'a"b\\ ${title} $${x} %s'
FORM = "payload=${title}&more=1"


def act(run):
    run.environment["HOOK_KEY"] = KEY
    with Sink() as sink, Sink() as form:
        channels = {
            "chat": {"type": "webhook", "url": sink.url, "template": TEMPLATE,
                     "secret": base64.b64encode(SIGNING).decode()},
            "form": {"type": "webhook", "url": form.url, "template": FORM,
                     "content_type": "application/x-www-form-urlencoded"},
        }
        begin_a_minute(run)
        # In the configuration "$$" is a dollar.
        assert check_now(run, channels, {HOSTILE.replace("$", "$$"): False, "blog": False}) == ""
        (_, headers, body), = sink.posts
        message = json.loads(body)
        lines = message.pop("text").split("\n")
        assert lines[0] == f"2 went down: {HOSTILE}, blog", lines
        assert lines[1].startswith("went down: 2 targets: ") and len(lines) == 2, lines
        assert lines[1].endswith(f"({HOSTILE}, blog)"), lines
        assert message == {"key": KEY, "literal": "${title}", "down": [2, False, 1],
                           "target": HOSTILE, "group": ""}, message
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
        wanted = base64.b64encode(hmac.new(SIGNING, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{wanted}", headers
        (_, headers, body), = form.posts
        assert headers["Content-Type"] == "application/x-www-form-urlencoded", headers
        assert body.startswith("payload=2%20went%20down%3A%20a%22b%5C%20%24%7Btitle%7D"), body
        assert body.endswith("%2C%20blog&more=1"), body
        run.finish(run.start(["notify", "--test", "--dry-run", "headgate.yml"]))
        assert '"key": "***"' in run.stdout and KEY not in run.stdout, run.stdout
        run.finish(run.start(["list", "-o", "json", "headgate.yml"]))
        assert '"template": "***"' in run.stdout and KEY not in run.stdout, run.stdout
        assert KEY.encode() not in (run.folder / "h.db").read_bytes()
        check_now(run, {}, {"blog": False})
