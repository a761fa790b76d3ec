# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept

KEPT = 6


def act(run):
    configure(run, f"127.0.0.1:{run.places['closed_port']}")
    for _ in range(KEPT):
        run.finish(run.start())
    assert len(kept(run)) == KEPT
    with MailServer(run) as server:
        configure(run, server)
        processes = [run.start() for _ in range(3)]
        for process in processes:
            run.finish(process)
            assert run.status == 0, run.stderr
        names = [mail["Message-ID"] for mail in server.mails()]
    assert len(names) == len(set(names)) == KEPT + len(processes), names
    assert kept(run) == []
