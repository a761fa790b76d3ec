# SPDX-License-Identifier: MIT
"""Whoever claims a mail sends it; a run that finds the first one claimed leaves its own to that run."""

from mail_server import MailServer, configure, kept, let_time_pass

KEPT = 6


def act(run):
    configure(run, f"127.0.0.1:{run.places['closed_port']}")
    for _ in range(KEPT):
        run.finish(run.start())
    assert len(kept(run)) == KEPT
    let_time_pass(run)
    with MailServer(run) as server:
        configure(run, server)
        processes = [run.start() for _ in range(3)]
        for process in processes:
            run.finish(process)
            assert run.status == 0, run.stderr
        names = [mail["Message-ID"] for mail in server.mails()]
    assert len(names) == len(set(names)) == KEPT + len(processes), names
    assert kept(run) == []
