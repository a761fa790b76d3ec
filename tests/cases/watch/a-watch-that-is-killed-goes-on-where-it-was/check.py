# SPDX-License-Identifier: MIT

import re
import signal
import sqlite3
import time


def prepare(run):
    run.spare_coverage()


def kill_when(run, is_time, number):
    process = run.start()
    end = time.monotonic() + 60
    while not is_time() and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(number)
    run.finish(process)


def is_sent(run):
    path = run.folder / "events"
    return path.exists() and path.read_text().endswith("\n\n")


def act(run):
    kill_when(run, lambda: is_sent(run), signal.SIGKILL)
    before = len(run.requests())
    kill_when(run, lambda: len(run.requests()) > before, signal.SIGTERM)


def check(run):
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("SELECT count(*), count(closed_ms) FROM incidents"
                            ).fetchall() == [(1, 0)]
    assert database.execute("SELECT count(DISTINCT watch) FROM runs").fetchall() == [(2,)]
    # The message may come twice, if it was killed while it was sent; the event is the same.
    ids = re.findall(r'"id":"(\w+)","event":"(\w+)"', run.read("events"))
    assert len(set(ids)) == 1 and ids[0][1] == "down", ids
    run.finish(run.start(["history", "--check", "headgate.yml"]))
    assert run.status == 0, run.stdout
