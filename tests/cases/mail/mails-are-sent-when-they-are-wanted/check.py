# SPDX-License-Identifier: MIT
from mail_server import MailServer, configure

# what the target is in each run, and what is mailed
RUNS = {
    "always": [("up", 1), ("down", 1), ("down", 1), ("up", 1)],
    "change": [("up", 0), ("down", 1), ("down", 0), ("up", 1), ("up", 0)],
    "failure": [("up", 0), ("down", 1), ("down", 1), ("up", 0)],
}


def act(run):
    urls = {"up": f"{run.places['fault']}/ok/{run.name}",
            "down": f"http://127.0.0.1:{run.places['closed_port']}/"}
    for when, runs in RUNS.items():
        (run.folder / "headgate.db").unlink(missing_ok=True)
        with MailServer(run) as server:
            for number, (state, count) in enumerate(runs):
                configure(run, server, [{"name": "shop", "url": urls[state]}], when=when)
                run.finish(run.start(["-q"]))
                assert run.status == (state == "down"), run.stderr
                assert run.stderr == "", run.stderr
                sent = len(server.messages)
                assert sent == count, (when, number, sent)
                server.messages.clear()
    assert run.stdout == "", run.stdout
