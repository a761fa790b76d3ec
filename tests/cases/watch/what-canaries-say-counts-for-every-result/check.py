# SPDX-License-Identifier: MIT
"""A target that is not reached is judged once the canaries were asked, each time anew."""

import json
import signal
import time


def watch(run, canary, line):
    closed = f"http://127.0.0.1:{run.places['closed_port']}/"
    run.write("headgate.yml", json.dumps({
        "defaults": {"interval": "5s", "retries": 0},
        "canaries": [canary or closed],
        "targets": [{"name": "shop", "url": closed}]}))
    log = open(run.folder / "log", "wb+")
    process = run.start(stdout=log)
    end = time.monotonic() + 60
    while line not in run.read("log"):
        assert time.monotonic() < end, run.read("log")
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    run.finish(process)
    log.close()


def act(run):
    watch(run, f"{run.places['fault']}/ok/{run.name}", "  down      shop: connection refused")
    asked = len(run.requests())
    assert asked >= 1, "the canary was asked"
    watch(run, None, "  unknown   shop: this machine appears to be offline; the check reported: ")
    assert len(run.requests()) == asked
