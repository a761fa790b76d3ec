# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure


def act(run):
    with MailServer(run, tls="tls") as server:
        configure(run, server)
        run.finish(run.start())
        assert len(server.mails()) == 1, run.stderr
        assert server.clear == b"", server.clear
