# SPDX-License-Identifier: MIT

import json


def act(run):
    with open(run.folder / "out", "wb") as out:
        run.finish(run.start(stdout=out))


def check(run):
    assert json.loads(run.read("out"))["summary"]["up"] == 1
