# SPDX-License-Identifier: MIT
"""A certificate that reaches its warning is mailed, once, with `when: change`, though the target is available."""

import re

from mail_server import MailServer, configure
from servers import Skip


def act(run):
    site = run.places["nginx_https"]
    if site is None:
        raise Skip("nginx is not here")
    with MailServer(run) as server:
        for warn in ("1d", "40d", "40d"):
            configure(run, server, when="change", targets=[
                {"name": "shop", "url": f"{site}/status/200?shop", "tls": {"ca": run.places["ca"]},
                 "expect": {"certificate": {"warn": warn}}}])
            run.finish(run.start(["-q"]))
        mail, = server.mails()
    assert ": CERTIFICATE: shop · 1 up" in mail["Subject"], mail["Subject"]
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    first = text.split("What changed")[1].split("Uptime")[0]
    assert "! shop " in first and re.search(r"expires in (29|30) days", first), first
