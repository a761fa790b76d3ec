# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, failing, kept, let_time_pass

TO = ["gone@example.com", "Ops <ops@example.com>", "Later <later@example.com>"]


def act(run):
    with MailServer(run, answers={"RCPT gone@example.com": "550 no such user",
                                  "RCPT later@example.com": "450 try again"}) as server:
        configure(run, server, to=TO)
        run.finish(run.start())
        assert [recipients for _, recipients, _ in server.messages] == [["ops@example.com"]]
    assert ('the mail was sent to 1 of 3 recipients and was queued for the next run: '
            f'mail server {server.address}: recipients: "gone@example.com": 550 no such user, '
            '"later@example.com": 450 try again') in run.stderr, run.stderr
    assert [recipients for _, _, recipients in kept(run)] == ["Later <later@example.com>"]
    assert failing(run) == []
    let_time_pass(run)
    with MailServer(run) as server:
        configure(run, server, when="failure")
        run.finish(run.start())
        assert [recipients for _, recipients, _ in server.messages] == [["later@example.com"]]
    assert kept(run) == []
