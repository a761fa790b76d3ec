# SPDX-License-Identifier: MIT
"""Each of these is checked alone, and then among the others, which have shuffled places in the list."""

import random

PATHS = ("ok", "keepalive", "status/404", "status/503", "status/408", "head-405", "head-status/404",
         "head-close", "redirect/2", "redirect-none", "redirect-two", "stale", "reset", "close",
         "half-head", "garbage", "http09", "endless-head", "final-101", "body-on-head",
         "late-body", "endless-body", "then/garbage", "then/status/408", "then/close",
         "then/half-head", "then/late-body", "then/body-on-head")
OPTIONS = (["-j", "1"], ["--per-host", "1"], ["--per-host", "2"])


def ask(run, paths, options):
    urls = [f"{run.places['fault']}/{path}?{i}" for i, path in enumerate(paths)]
    run.finish(run.start([*urls, *options, "--retries", "0", "-o", "json=report.json"]))
    return [(path, target["outcome"], target["cause"], target["http_status"], target["method"],
             len(target["attempts"])) for path, target in zip(paths, run.report()["targets"])]


def act(run):
    alone = {path: ask(run, [path], [])[0] for path in PATHS}
    assert {row[1] for row in alone.values()} == {"up", "down"}, alone
    places = random.Random(12)
    for options in OPTIONS:
        paths = [path for path in PATHS for _ in range(3)]
        places.shuffle(paths)
        wrong = [row for row in ask(run, paths, options) if row != alone[row[0]]]
        assert not wrong, (options, wrong)
