# SPDX-License-Identifier: MIT
"""What all configurations of a run have no longer is `removed`, and starts anew when it returns; runs of a part, and
what was named on the command line, tell nothing."""

import json

from sink import Sink


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
