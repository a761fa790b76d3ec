# SPDX-License-Identifier: MIT
import contextlib
import sqlite3
import time

from mail_server import MailServer, configure, kept


def kill_while_sending(run):
    with MailServer(run, answers={"MESSAGE": ""}) as server:
        configure(run, server)
        process = run.start()
        end = time.monotonic() + 60
        while not server.messages:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        process.kill()
        run.finish(process)
        return server.mails()[0]["Message-ID"]


def act(run):
    killed = kill_while_sending(run)
    assert [attempts for attempts, _, _ in kept(run)] == [0]
    # For twenty minutes it may still be on its way.
    with MailServer(run) as server:
        configure(run, server, when="failure")
        run.finish(run.start())
        assert server.messages == [] and len(kept(run)) == 1
    with contextlib.closing(sqlite3.connect(run.folder / "headgate.db")) as database, database:
        database.execute("UPDATE outbox SET taken_ms = taken_ms - 1200000")
    with MailServer(run) as server:
        configure(run, server, when="failure")
        run.finish(run.start())
        assert [mail["Message-ID"] for mail in server.mails()] == [killed]
    assert kept(run) == []
