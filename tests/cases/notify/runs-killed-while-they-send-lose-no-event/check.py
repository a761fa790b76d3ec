# SPDX-License-Identifier: MIT
"""In each run one more target goes down, and the run is killed while the channel has a message and has not answered, or as
soon as the message is in the history. Nothing is lost, and what comes twice has the same ids and the same contents."""

import contextlib
import os
import sqlite3
import time

from sink import Sink, check_now, configure

ROUNDS = int(os.environ.get("HEADGATE_KILLS", "20"))
MINUTE_S = 60


def wait_for(process, is_there):
    end = time.monotonic() + 60
    while not is_there():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)


def count_messages(run):
    if not (run.folder / "h.db").exists():
        return 0
    with contextlib.closing(sqlite3.connect(run.folder / "h.db", timeout=30)) as database:
        try:
            return database.execute("SELECT count(*) FROM outbox").fetchone()[0]
        except sqlite3.OperationalError:  # the tables are being made
            return 0


def act(run):
    run.spare_coverage()
    up = {}
    with Sink(["hang"]) as silent:
        channels = {"ops": {"type": "webhook", "url": silent.url}}
        for number in range(ROUNDS):
            up[f"shop {number}"] = False
            # What the run before held is free again.
            run.set_clock(number * 21 * MINUTE_S)
            configure(run, channels, up)
            posts = len(silent.posts)
            process = run.start()
            wait_for(process, lambda: count_messages(run) > number)
            # It may be that of the run before, which was killed as it sent it.
            if number % 2 == 0:
                wait_for(process, lambda: len(silent.posts) > posts)
            process.kill()
            run.finish(process)
        assert count_messages(run) == ROUNDS
        tried = silent.messages()
    with Sink() as sink:
        channels = {"ops": {"type": "webhook", "url": sink.url}}
        run.set_clock(ROUNDS * 21 * MINUTE_S)
        assert check_now(run, channels, up) == ""
        sent = sink.messages()
    said = [event["target"] for message in sent for event in message["events"]]
    assert said == list(up), said
    assert len({event["id"] for message in sent for event in message["events"]}) == ROUNDS
    by_id = {message["id"]: message for message in sent}
    assert len(by_id) == ROUNDS and tried and all(by_id[message["id"]] == message for message in tried), tried
