# SPDX-License-Identifier: MIT
"""`to` in defaults, of a group and of a target, beside the channel's own filters; and of reports by mail."""

import json

from mail_server import MailServer
from sink import Sink


def act(run):
    down = f"http://127.0.0.1:{run.places['closed_port']}/"

    def check_now(targets, **more):
        run.write("headgate.yml", json.dumps({
            "history": "h.db", "defaults": {"retries": 0, "notify": {"to": "ops"}},
            "group_notify": {"shop": {"to": ["shop", "quiet"]}},
            "targets": [{"name": name, "url": down + name, **own} for name, own in targets.items()],
            **more}))
        run.finish(run.start())
        assert run.status == 1, run.stderr

    with Sink() as sink, MailServer(run) as mails:
        hooks = {name: {"type": "webhook", "url": f"{sink.url}/{name}"}
                 for name in ("ops", "shop", "night", "quiet")}
        hooks["quiet"]["events"] = "recovered"
        settings = {"channels": hooks,
                    "mail": {"server": mails.address, "tls": "none", "from": "a@example.org",
                             "to": "b@example.org", "send": True, "when": "change"}}
        targets = {"own": {"group": "shop", "notify": {"to": ["night", "ops"]}},
                   "checkout": {"group": "shop"}, "blog": {}}
        check_now(targets, **settings)
        said = {path: [event["target"] for event in json.loads(body)["events"]]
                for path, _, body in sink.posts}
        assert said == {"/ops": ["own", "blog"], "/shop": ["checkout"], "/night": ["own"]}, said
        assert mails.messages == []
        sink.posts.clear()
        targets["api"] = {"notify": {"to": "mail"}}
        check_now(targets, **settings)
        assert sink.posts == [] and len(mails.messages) == 1, (sink.posts, mails.messages)
