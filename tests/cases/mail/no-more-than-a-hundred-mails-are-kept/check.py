# SPDX-License-Identifier: MIT
import contextlib
import sqlite3

from mail_server import configure, kept


def act(run):
    configure(run, f"127.0.0.1:{run.places['closed_port']}")
    run.finish(run.start())
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database, database:
        database.execute("UPDATE mails SET recipients = 'oldest@example.com'")
        for _ in range(99):
            database.execute(
                "INSERT INTO mails (at_ms, sender, recipients, message, attempts, problem) "
                "SELECT at_ms, sender, 'ops@example.com', message, 0, '' FROM mails LIMIT 1")
    run.finish(run.start())
    assert len(kept(run)) == 100
    assert "oldest@example.com" not in [recipients for _, _, recipients in kept(run)]
    # A server that takes no mail at all is not asked again for each of them.
    assert sum(attempts for attempts, _, _ in kept(run)) == 2, kept(run)
