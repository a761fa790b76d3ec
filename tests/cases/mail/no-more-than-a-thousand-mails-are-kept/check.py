# SPDX-License-Identifier: MIT
import contextlib
import sqlite3

from mail_server import configure, kept, let_time_pass


def act(run):
    configure(run, f"127.0.0.1:{run.places['closed_port']}")
    run.finish(run.start())
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database, database:
        database.execute("UPDATE outbox SET envelope = 'a@example.com\noldest@example.com'")
        database.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
            " INSERT INTO outbox (channel, message_id, at_ms, since_ms, envelope, message, attempts,"
            " problem) SELECT channel, i, at_ms, since_ms, 'a@example.com\nops@example.com', 'x', 0, ''"
            " FROM outbox, n")
    let_time_pass(run)
    run.finish(run.start())
    assert len(kept(run)) == 1000
    assert "oldest@example.com" not in [recipients for _, _, recipients in kept(run)]
    # A server that takes no mail at all is not asked again for each of them.
    assert sum(attempts for attempts, _, _ in kept(run)) == 1, kept(run)
