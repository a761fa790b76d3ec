# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept

ANSWERS = [({"MAIL": "550 5.1.8 who are you"}, "sender: 550 5.1.8 who are you"),
           ({"RCPT ops@example.com": "550 5.1.1 no such user"},
            'recipients: "ops@example.com": 550 5.1.1 no such user'),
           ({"DATA": "554 5.5.1 no"}, "message: 554 5.5.1 no"),
           ({"MESSAGE": "554 5.7.1 spam"}, "message: 554 5.7.1 spam")]


def act(run):
    for answers, words in ANSWERS:
        with MailServer(run, answers=answers) as server:
            configure(run, server)
            run.finish(run.start())
        assert run.status == 0
        assert f"was rejected permanently and not queued: mail server {server.address}: {words}" \
            in run.stderr, run.stderr
        assert kept(run) == []
