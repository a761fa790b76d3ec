# SPDX-License-Identifier: MIT
"""The key may stand behind whsec_, alone, or in a file; it is in no output and not in the history."""

import base64
import hashlib
import hmac

from sink import Sink, check_now

KEY = bytes(range(200, 232))
TEXT = base64.b64encode(KEY).decode()


def act(run):
    run.write("key.txt", f"whsec_{TEXT}\n")
    for number, secret in enumerate(({"secret": f"whsec_{TEXT}"}, {"secret": TEXT},
                                     {"secret_file": "key.txt"})):
        with Sink() as sink:
            channels = {"ops": {"type": "webhook", "url": sink.url, **secret}}
            assert check_now(run, channels, {"shop": False}, history=f"{number}.db") == ""
            _, headers, body = sink.posts[0]
            signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
            wanted = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
            assert headers["webhook-signature"] == f"v1,{wanted}", headers
            assert TEXT not in run.stdout + run.stderr
            assert TEXT.encode() not in (run.folder / f"{number}.db").read_bytes()
    run.finish(run.start(["list", "-o", "json", "headgate.yml"]))
    assert TEXT not in run.stdout and '"secret": "***"' in run.stdout, run.stdout
    assert '"url": "***"' in run.stdout
    check_now(run, {}, {"shop": False})
