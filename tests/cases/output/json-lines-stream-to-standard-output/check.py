# SPDX-License-Identifier: MIT

import json
import signal


def act(run):
    process = run.start()
    lines = [json.loads(process.stdout.readline()) for _ in range(2)]
    run.early = [line["type"] for line in lines]
    process.send_signal(signal.SIGINT)
    run.finish(process)


def check(run):
    assert run.early == ["run", "target"], run.early
    assert [json.loads(line)["type"] for line in run.stdout.splitlines()] == \
        ["target", "summary"], run.stdout
