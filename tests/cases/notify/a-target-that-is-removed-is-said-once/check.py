# SPDX-License-Identifier: MIT
"""What all configurations of a run have no longer is `removed`, and starts anew when it returns; runs of a part, and
what was named on the command line, tell nothing."""

import json
import re

from sink import Sink


def check_ended(run):
    """The incident of what is gone is over, in the history and in reports, after as long as the event says."""
    run.finish(run.start(["history", "--history", "h.db"]))
    assert re.search(r" to 20.*, when it was removed: 40 m, 1 check ", run.stdout), run.stdout
    assert "still down" not in run.stdout, run.stdout
    run.finish(run.start(["report", "--history", "h.db"]))
    assert "1 of 1 ended when it was removed from the configuration\n" in run.stdout, run.stdout
    assert "removed from the configuration while it was down\n" in run.stdout, run.stdout
    assert "still down" not in run.stdout and "down now" not in run.stdout, run.stdout


def act(run):
    urls = {True: f"{run.places['fault']}/ok/{run.name}?", False: f"http://127.0.0.1:{run.places['closed_port']}/"}
    clock = 0

    def write(name, up, **more):
        run.write(name, json.dumps({"targets": [
            {"name": target, "url": urls[is_up] + target, "tags": ["t"]} for target, is_up in up.items()], **more}))

    def check(arguments, expected):
        nonlocal clock
        clock += 600
        run.set_clock(clock)
        sink.posts.clear()
        run.finish(run.start(arguments))
        assert run.status in (0, 1) and "error" not in run.stderr, run.stderr
        said = [(event["event"], event["target"]) for message in sink.messages() for event in message["events"]]
        assert said == expected, (arguments, said)

    with Sink() as sink:
        main = {"history": "h.db", "defaults": {"retries": 0},
                "channels": {"ops": {"type": "webhook", "url": sink.url}}}
        write("a.yml", {"shop": False, "blog": True, "api": True}, **main)
        write("b.yml", {"mail": True}, history="h.db", defaults=main["defaults"], channels=main["channels"])
        files = ["a.yml", "b.yml"]
        check(files, [("down", "shop")])
        write("a.yml", {"api": True}, **main)
        check(["a.yml"], [])
        check([*files, "--tag", "t"], [])
        check([*files, urls[True] + "other"], [])
        check(["b.yml", str(run.folder / ".." / run.folder.name / "a.yml"), "--on-change"],
              [("removed", "shop"), ("removed", "blog")])
        assert run.stdout.startswith("2 removed\n\nremoved     shop, was down for "), run.stdout
        assert run.stdout.endswith("\nremoved     blog\n"), run.stdout
        removed = sink.messages()[0]
        assert removed["title"] == "2 removed: shop, blog", removed
        assert removed["events"][0]["incident"] == 1 and removed["events"][1]["incident"] is None
        assert removed["events"][0]["text"].startswith("removed: shop, was down for 40 m"), removed
        assert removed["events"][1]["text"] == "removed: blog", removed
        check_ended(run)
        check(files, [])
        write("a.yml", {"shop": False, "blog": True, "api": True}, **main)
        check(files, [("down", "shop")])
        # Nothing that was not sent is left of it but that it is gone.
        sink.answers = [500]
        write("a.yml", {"blog": False, "api": True}, **main)
        run.finish(run.start(files))
        write("a.yml", {"api": True}, **main)
        clock += 3 * 3600
        sink.answers = [200]
        check(files, [("removed", "shop"), ("removed", "blog")])
    write("a.yml", {"shop": False}, **{**main, "channels": {}})
    run.finish(run.start(["a.yml"]))
