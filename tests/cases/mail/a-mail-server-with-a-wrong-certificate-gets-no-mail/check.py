# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept

WAYS = [("starttls", "wrong_host", {}), ("tls", "wrong_host", {}), ("tls", "expired", {}),
        ("starttls", "self_signed", {}), ("starttls", "good", {"ca": None})]


def act(run):
    for number, (tls, certificate, settings) in enumerate(WAYS):
        with MailServer(run, tls=tls, certificate=certificate, login=("a", "b")) as server:
            configure(run, server, user="a", password="hunter2", **settings)
            run.finish(run.start())
            assert server.messages == [] and server.logins == [], (tls, certificate)
            assert "the server's certificate is not trusted" in run.stderr, run.stderr
        assert len(kept(run)) == number + 1
