# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept


def act(run):
    with MailServer(run) as server:
        configure(run, server, tls="starttls")
        run.finish(run.start())
        assert server.messages == []
        for word in (b"MAIL", b"AUTH", b"Subject"):
            assert word not in server.clear, server.clear
    (attempts, problem, recipients), = kept(run)
    assert attempts == 1 and recipients == "ops@example.com"
    assert "does not offer STARTTLS" in problem, problem
