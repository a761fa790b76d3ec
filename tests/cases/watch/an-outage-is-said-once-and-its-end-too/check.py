# SPDX-License-Identifier: MIT

import re
import signal
import time


def act(run):
    process = run.start()
    run.wait_for_requests(process, 3)
    end = time.monotonic() + 60
    while "recovered" not in events(run) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    run.finish(process)


def events(run):
    path = run.folder / "events"
    return path.read_text() if path.exists() else ""


def check(run):
    kinds = re.findall(r'"event":"(\w+)"', events(run))
    assert kinds == ["down", "recovered"], events(run)
    lines = [line.split("  ", 1)[1] for line in run.stdout.splitlines()]
    assert lines == ["down      shop: expected status 200-299, got 503", "1 target: 1 down",
                     "up        shop"], run.stdout
