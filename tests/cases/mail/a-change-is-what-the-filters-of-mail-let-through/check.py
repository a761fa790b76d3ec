# SPDX-License-Identifier: MIT
"""Filters are those of channels, and hold for `when: change` only."""

from mail_server import MailServer, configure

# settings, and whether a mail is sent when shop goes down and when it comes back
ROWS = [
    ({"when": "change"}, [1, 1]),
    ({"when": "change", "events": "recovered"}, [0, 1]),
    ({"when": "change", "events": ["down", "reminder"]}, [1, 0]),
    ({"when": "change", "groups": "web"}, [1, 1]),
    ({"when": "change", "groups": ["batch", "default"]}, [0, 0]),
    ({"when": "change", "tags": ["eu", "us"]}, [1, 1]),
    ({"when": "change", "tags": "us"}, [0, 0]),
    ({"when": "change", "groups": "web", "tags": "eu", "events": "down"}, [1, 0]),
    ({"when": "failure", "events": "recovered"}, [1, 0]),
    ({"when": "always", "tags": "us"}, [1, 1]),
]


def act(run):
    urls = [f"http://127.0.0.1:{run.places['closed_port']}/", f"{run.places['fault']}/ok/{run.name}"]
    for settings, expected in ROWS:
        (run.folder / "headgate.db").unlink(missing_ok=True)
        with MailServer(run) as server:
            counts = []
            for url in urls:
                configure(run, server, [{"name": "shop", "url": url, "group": "web", "tags": ["eu", "x"]}], **settings)
                run.finish(run.start(["-q"]))
                counts.append(len(server.messages))
                server.messages.clear()
            assert counts == expected, (settings, counts, run.stderr)
    configure(run, server, events="went down")
    run.finish(run.start(["validate"]))
    assert run.status == 2 and "mail.events" in run.stderr, run.stderr
    run.status = 0
