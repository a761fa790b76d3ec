# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure, kept

NAMES = ["shop", "<script>alert(1)</script>", "Bücher & Söhne", "a, b; \"c\" <x@example.com>",
         "Subject: injected", ".", "=?utf-8?q?x?=", "x" * 300]


def act(run):
    targets = [{"name": name, "url": f"{run.places['fault']}/ok/{number}/{run.name}"}
               for number, name in enumerate(NAMES)]
    targets.append({"name": "payment", "url": f"{run.places['fault']}/status/500/{run.name}"})
    with MailServer(run, tls="starttls", login=("nightly", "hunter2 ü")) as server:
        configure(run, server, targets, user="nightly", password="${SMTP_PASSWORD}", csv=True,
                  to=["Büro, Berlin <büro@example.com>".replace("büro@", "buero@"),
                      "ops@bücher.example"])
        run.finish(run.start())
        run.server = server


def check(run):
    server = run.server
    assert server.logins == [("PLAIN", "nightly", "hunter2 ü")], server.logins
    (sender, recipients, content), = server.messages
    assert sender == "nightly@example.com"
    assert recipients == ["buero@example.com", "ops@xn--bcher-kva.example"], recipients
    assert b"MAIL" not in server.clear and b"AUTH" not in server.clear, server.clear
    assert all(len(line) <= 998 and b"\r" not in line for line in content.split(b"\r\n"))
    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    mail, = server.mails()
    assert ": DOWN: " in mail["Subject"] and " · 1 of " in mail["Subject"], mail["Subject"]
    assert "injected" not in mail["Subject"]
    assert str(mail["From"]) == "Nightly <nightly@example.com>", mail["From"]
    assert [address.addr_spec for address in mail["To"].addresses] == recipients
    assert mail["To"].addresses[0].display_name == "Büro, Berlin"
    assert mail["Auto-Submitted"] == "auto-generated"
    for name in ("Date", "Message-ID", "MIME-Version"):
        assert len(mail.get_all(name)) == 1, name
    types = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert types == ["text/plain", "text/html", "text/csv"], types
    text, html, csv = (part.get_content() for part in mail.walk() if not part.is_multipart())
    assert "payment" in text and "Bücher & Söhne" in text
    assert "<script>alert" not in html and "Bücher &amp; Söhne" in html
    assert "payment" in csv
    assert kept(run) == []
