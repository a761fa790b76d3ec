# SPDX-License-Identifier: MIT
"""shop is reported at its second result that is down and its second that is up, blog at once."""

import json
import re

DOWN = "went down   {}: connection refused by 127.0.0.1:{{port}}\n"
BACK = "came back   {}, was down for N s, since TIME: connection refused by 127.0.0.1:{{port}}\n"
STILL = "still down  {} for N s, since TIME: connection refused by 127.0.0.1:{{port}}\n"
# what shop and blog are in each run, and what is said
RUNS = [
    ("down", "up", ""),
    ("up", "down", "1 went down\n\n" + DOWN.format("blog")),
    ("down", "down", ""),
    ("down", "up", "1 went down, 1 came back\n\n" + DOWN.format("shop") + BACK.format("blog")),
    ("up", "up", ""),
    ("down", "down", "1 went down, 1 still down\n\n" + DOWN.format("blog") + STILL.format("shop")),
    ("up", "down", ""),
    ("up", "down", "1 came back, 1 still down\n\n" + BACK.format("shop") + STILL.format("blog")),
]


def act(run):
    port = run.places["closed_port"]
    urls = {"up": f"{run.places['fault']}/ok/{run.name}", "down": f"http://127.0.0.1:{port}/"}
    for number, (shop, blog, expected) in enumerate(RUNS):
        run.write("headgate.yml", json.dumps({
            "history": "h.db", "defaults": {"retries": 0, "notify": {"after": 2, "recover": 2, "flapping": False}},
            "output": {"on_change": True},
            "targets": [{"name": "shop", "url": urls[shop]},
                        {"name": "blog", "url": urls[blog], "notify": {"after": 1, "recover": 1}}],
        }))
        run.finish(run.start())
        assert run.status == ("down" in (shop, blog)), (number, run.stderr)
        said = re.sub(r"\b\d+ s\b", "N s", re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", run.stdout))
        assert said == expected.format(port=port), (number, run.stdout)
