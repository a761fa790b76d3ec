# SPDX-License-Identifier: MIT
"""input/old.sql is what three runs of an earlier version (7d62333) have left: shop is down, and three mails wait. They are
tried from now on, and sent in their order as they were made; that shop is down was said, and that it is back is news."""

import contextlib
import re
import sqlite3
import time

from mail_server import MailServer, configure, kept
from sink import Sink

DAY_MS = 86_400_000
LAST_MS = 1_796_077_256_550
APPLICATION, VERSION = 1_751_605_620, 2


def make_history(run):
    """As if it had been left between one and two days ago."""
    shift = (int(time.time() * 1000) - LAST_MS) // DAY_MS * DAY_MS - DAY_MS
    sql = re.sub(r"\b179[56]\d{9}\b", lambda match: str(int(match[0]) + shift), run.read("old.sql"))
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database:
        database.executescript(sql)
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {VERSION}")


def act(run):
    make_history(run)
    configure(run, f"127.0.0.1:{run.places['closed_port']}",
              [{"name": "shop", "url": f"http://127.0.0.1:{run.places['closed_port']}/"}], when="change")
    run.finish(run.start(["--on-change"]))
    # It is still down, and nothing is said of it.
    assert run.status == 1 and run.stdout == "", (run.status, run.stdout)
    assert [attempts for attempts, _, _ in kept(run)] == [1, 0, 0], kept(run)
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database, database:
        assert database.execute("SELECT count(*) FROM mails").fetchone() == (0,)
        database.execute("UPDATE outbox SET next_ms = NULL")
    with MailServer(run) as server, Sink() as sink:
        configure(run, server, when="change")
        text = run.read("headgate.yml")
        run.write("headgate.yml", text[:-1] + f', "channels": {{"ops": {{"type": "webhook", "url": "{sink.url}"}}}}}}')
        run.finish(run.start())
        assert run.status == 0, run.stderr
        names = [mail["Message-ID"] for mail in server.mails()]
        assert names[:3] == [f"<{number}.7d62333@host.example>" for number in (1, 2, 3)] and len(names) == 4, names
        assert all(recipients == ["ops@example.com", "ann@example.com"] for _, recipients, _ in server.messages[:3])
        message, = sink.messages()
        assert message["title"] == "1 came back: shop", message
    assert kept(run) == []
