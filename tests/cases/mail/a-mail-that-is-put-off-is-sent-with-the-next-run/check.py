# SPDX-License-Identifier: MIT
"""The first one is tried again when it is due, and the others wait behind it; then all come in order."""

from mail_server import MailServer, configure, failing, kept, let_time_pass

ANSWERS = [{"MAIL": "450 4.7.1 come back"}, {"RCPT ops@example.com": "451 greylisted"},
           {"DATA": "421 closing"}, {"MESSAGE": "452 disk full"}, {"MESSAGE": None},
           {"MAIL": "530 5.7.0 login first"}]


def act(run):
    configure(run, f"127.0.0.1:{run.places['closed_port']}")
    run.finish(run.start())
    assert run.status == 0 and "connection: connection refused" in run.stderr, run.stderr
    for number, answers in enumerate(ANSWERS, 2):
        with MailServer(run, answers=answers) as server:
            configure(run, server)
            let_time_pass(run)
            run.finish(run.start())
            assert run.status == 0 and "queued for the next run" in run.stderr, run.stderr
            assert f'channel "mail": {number} messages are not sent yet' in run.stderr, run.stderr
            run.finish(run.start(["check", "-c", "headgate.yml", "--mail-when", "failure"]))
            assert server.connections == 1 and "are not sent yet" in run.stderr, run.stderr
    # The first one was tried once in each run in which it was due.
    assert [attempts for attempts, _, _ in kept(run)] == [7, 0, 0, 0, 0, 0, 0], kept(run)
    assert failing(run) == ["mail"]
    let_time_pass(run)
    with MailServer(run) as server:
        configure(run, server)
        run.finish(run.start())
        mails = server.mails()
    assert len(mails) == len(ANSWERS) + 2
    dates = [mail["Date"].datetime for mail in mails]
    assert dates == sorted(dates), dates
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    said = run.stderr
    assert failing(run) == []
    run.stderr = said
    assert run.stderr.count("was queued earlier and has now been sent") == len(ANSWERS) + 1, run.stderr
    assert kept(run) == []
