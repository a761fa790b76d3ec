# SPDX-License-Identifier: MIT
"""Three days and ten attempts, as with the messages of any channel. One that no configuration has any more stays for 31
days, as a weekly report may have a configuration of its own."""

import contextlib
import json
import sqlite3

from mail_server import configure, kept

DAY_S = 86400
DROPPED = "dropped\n"


def act(run):
    closed = f"127.0.0.1:{run.places['closed_port']}"
    configure(run, closed)
    run.finish(run.start())
    configure(run, closed, when="failure")
    for number in range(1, 9):
        run.set_clock(number * DAY_S // 2)
        run.finish(run.start())
        assert "could not be sent and was queued" in run.stderr and DROPPED not in run.stderr, run.stderr
    assert [attempts for attempts, _, _ in kept(run)] == [9], kept(run)
    # A run that is not asked to send tries nothing.
    run.set_clock(9 * DAY_S // 2)
    run.finish(run.start(["--mail=false"]))
    assert [attempts for attempts, _, _ in kept(run)] == [9], kept(run)
    run.finish(run.start())
    assert DROPPED in run.stderr and kept(run) == [], run.stderr
    configure(run, closed)
    run.finish(run.start())
    run.write("headgate.yml", json.dumps({"history": "headgate.db", "defaults": {"retries": 0}, "targets": [
        {"name": "shop", "url": f"{run.places['fault']}/ok/{run.name}"}]}))
    for days, count in ((35, 1), (37, 0)):
        run.set_clock(days * DAY_S)
        run.finish(run.start())
        assert (DROPPED in run.stderr) == (count == 0) and len(kept(run)) == count, (days, run.stderr)
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database:
        assert database.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
