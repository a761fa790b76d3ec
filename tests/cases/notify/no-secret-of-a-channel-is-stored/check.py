# SPDX-License-Identifier: MIT
"""URLs, keys and what a service says: while messages wait, after they were rejected, and in reports."""

import base64
import json

from secret_forms import find_in_bytes, find_in_folder
from sink import Sink, configure

PATH = "s3cret-path-of-ours"
TOKEN = "Zq7/w9&p+X=é<"
KEY = base64.b64encode(bytes(range(100, 132))).decode()
VALUES = [PATH, TOKEN, KEY]


def act(run):
    run.environment["HOOK_TOKEN"] = TOKEN
    run.write("keys/key.txt", KEY + "\n")
    for number, answer in enumerate((500, 301, 404, "reset", 429)):
        given = (answer, {"Location": f"/{PATH}/elsewhere"}) if answer == 301 else answer
        with Sink([given]) as sink:
            url = f"{sink.url}/{PATH}?key=${{HOOK_TOKEN}}"
            channels = {kind: {"type": kind, "url": url} for kind in ("webhook", "slack", "discord", "teams")}
            channels["webhook"]["secret_file"] = "keys/key.txt"
            configure(run, channels, {"shop": False}, history=f"{number}.db",
                      reports={"json": "r.json", "text": "r.txt", "junit": "r.xml"})
            for _ in range(2):
                run.finish(run.start())
                assert run.status == 1, run.stderr
                assert not find_in_bytes(VALUES, (run.stdout + run.stderr).encode()), run.stderr
            assert len(sink.posts) == len(channels), sink.posts
        run.finish(run.start(["report", "headgate.yml", "--since", "1h", "-o", "json"]))
        assert len(json.loads(run.stdout)["failing_channels"]) == len(channels), run.stdout
        assert not find_in_bytes(VALUES, run.stdout.encode()), run.stdout
        run.finish(run.start(["notify", "--dry-run", "headgate.yml"]))
        assert not find_in_bytes(VALUES, run.stdout.encode()), run.stdout
    # Also what SQLite keeps beside a history, and pages that are free.
    assert not find_in_folder(VALUES, run.folder, ["headgate.yml", "key.txt"])
    configure(run, {}, {"shop": False})
    run.finish(run.start())
