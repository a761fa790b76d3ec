# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept


def act(run):
    with MailServer(run, tls="starttls", login=("nightly", "right")) as server:
        configure(run, server, user="nightly", password="${SMTP_PASSWORD}")
        run.finish(run.start(["-v"]))
        assert server.logins == [("PLAIN", "nightly", "hunter2")]
        assert server.messages == []
    assert len(kept(run)) == 1
