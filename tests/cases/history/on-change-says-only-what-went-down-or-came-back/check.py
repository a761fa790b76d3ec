# SPDX-License-Identifier: MIT
import json
import re


# what shop and blog are in each run, and what is said
RUNS = [
    ("up", "up", ""),
    ("down", "up", "1 went down\n\n"
                   "went down   shop: connection refused by 127.0.0.1:{port}\n"),
    ("down", "up", ""),
    ("down", "down", "1 went down, 1 still down\n\n"
                     "went down   blog: connection refused by 127.0.0.1:{port}\n"
                     "still down  shop for N s, since TIME: connection refused by "
                     "127.0.0.1:{port}\n"),
    ("up", "down", "1 came back, 1 still down\n\n"
                   "came back   shop, was down for N s, since TIME: connection refused by "
                   "127.0.0.1:{port}\n"
                   "still down  blog for N s, since TIME: connection refused by "
                   "127.0.0.1:{port}\n"),
    ("up", "down", ""),
    ("up", "up", "1 came back\n\n"
                 "came back   blog, was down for N s, since TIME: connection refused by "
                 "127.0.0.1:{port}\n"),
    ("up", "up", ""),
]


def act(run):
    port = run.places["closed_port"]
    urls = {"up": f"{run.places['fault']}/ok/{run.name}", "down": f"http://127.0.0.1:{port}/"}
    for number, (shop, blog, expected) in enumerate(RUNS):
        run.write("headgate.yml", json.dumps({
            "history": "headgate.db", "defaults": {"retries": 0}, "output": {"on_change": True},
            "targets": [{"name": "shop", "url": urls[shop]}, {"name": "blog", "url": urls[blog]}],
        }))
        run.finish(run.start())
        assert run.status == ("down" in (shop, blog)), (number, run.stderr)
        assert run.stderr == "", run.stderr
        said = re.sub(r"\d+ s\b", "N s", re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", run.stdout))
        assert said == expected.format(port=port), (number, run.stdout)
    # A report on standard output stands alone.
    run.write("headgate.yml", run.read("headgate.yml").replace(urls["up"], urls["down"]))
    run.finish(run.start(["-o", "json"]))
    assert json.loads(run.stdout)["summary"]["down"] == 2
    run.finish(run.start(["-o", "json=report.json"]))
