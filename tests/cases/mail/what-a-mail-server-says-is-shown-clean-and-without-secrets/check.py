# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept


def act(run):
    with MailServer(run, tls="tls", login=("nightly", "hunter22"), answers={
            "MESSAGE": "451-\x1b[31mred\r\n451-AG5pZ2h0bHkAaHVudGVyMjI=\r\n"
                       "451 hunter22\x07 " + "x" * 400}) as server:
        configure(run, server, user="nightly", password="${SMTP_PASSWORD}")
        run.finish(run.start())
    line = run.stderr.splitlines()[-1]
    assert "451 �[31mred *** ***� xxxx" in line, line
    assert "\x1b" not in line and len(line) < 500, line
    assert len(kept(run)) == 1
