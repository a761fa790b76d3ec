# SPDX-License-Identifier: MIT
"""`report.since` is a period that is over: a mail after a check is about now all the same, and begins with what changed."""

from mail_server import MailServer, configure


def act(run):
    urls = {"up": f"{run.places['fault']}/ok/{run.name}",
            "down": f"http://127.0.0.1:{run.places['closed_port']}/"}
    with MailServer(run) as server:
        for state in ("up", "down", "up"):
            configure(run, server, [{"name": "shop", "url": urls[state]},
                                    {"name": "it's", "url": urls["down"]}], when="change")
            config = run.read("headgate.yml")
            run.write("headgate.yml", config.rstrip()[:-1] + ', "report": {"since": "yesterday"}}')
            run.finish(run.start(["-q"]))
        first, second, third = server.mails()
    assert first["Subject"].endswith(": DOWN: it's (connect) · 1 of 2 down now"), first["Subject"]
    assert ": DOWN: shop (connect) · 2 of 2 down now" in second["Subject"], second["Subject"]
    assert ": UP: shop · 1 of 2 down now, 1 recovered in this period" in third["Subject"], third["Subject"]
    text = second.get_body(("plain",)).get_content()
    page = second.get_body(("html",)).get_content()
    assert text.startswith("DOWN: shop (connect) · "), text
    assert "last 24 hours" in text and "yesterday" not in text
    for body in (text, page):
        assert body.index("What changed") < body.index("Checks up"), body
        assert "connection refused by 127.0.0.1:" in body
    assert "✗ shop " in text and "went down, since 20" in text
    assert "\n  headgate explain --history 'headgate.db' 'shop'" in text, text
    assert "explain" not in first.get_body(("plain",)).get_content().split("Outages")[0]
    run.finish(run.start(["report", "-q"]))
    assert "What changed" not in run.stdout and "yesterday" not in run.stdout.splitlines()[0]
