# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept


def act(run):
    with MailServer(run, tls="starttls", login=("nightly", "right"), unknown_login=True) as server:
        configure(run, server, user="nightly", password="right")
        run.finish(run.start())
        assert server.logins == [] and server.messages == []
    assert len(kept(run)) == 1
