# SPDX-License-Identifier: MIT
"""Of a mail that arrives, one that waits in the history, and what the server says of it."""
import urllib.parse

from mail_server import MailServer, configure, kept, let_time_pass
from secret_forms import find_in_bytes, find_in_folder, find_in_mail

KEY = "Zq7/w9&p+X=é<"
PASSWORD = "pass word+22"


def act(run):
    run.environment |= {"API_KEY": KEY, "SMTP_PASSWORD": PASSWORD}
    fault = run.places["fault"]
    targets = [{"url": f"{fault}/status/503/{run.name}?key=${{API_KEY}}"},
               {"name": "echo", "url": f"{fault}/echo", "headers": {"X-Own": "${API_KEY}"},
                "expect": {"header": {"X-Seen-X-Own": "^nothing$"}}}]
    said = f"451 {PASSWORD} {urllib.parse.quote(PASSWORD)} {urllib.parse.quote(KEY)}\x07 later"
    with MailServer(run, tls="starttls", login=("nightly", PASSWORD), answers={"MESSAGE": said}) as server:
        configure(run, server, targets, user="nightly", password="${SMTP_PASSWORD}", csv=True)
        run.finish(run.start())
        assert kept(run), run.stderr
        run.first = run.stderr
        server.answers = {}
        let_time_pass(run)
        run.finish(run.start())
        run.server = server


def check(run):
    values = [KEY, PASSWORD]
    assert "451 *** *** ***" in run.first, run.first
    assert len(run.server.messages) >= 2, run.server.messages
    for _, _, content in run.server.messages:
        assert not find_in_mail(values, content), content
        assert b"key=***" in content.replace(b"=3D", b"="), content
    output = (run.first + run.stdout + run.stderr).encode()
    assert not find_in_bytes(values, output), output
    assert not find_in_folder(values, run.folder, ["headgate.yml"])
