# SPDX-License-Identifier: MIT
import json


def act(run):
    url = f"{run.places['fault']}/status/200/{run.name}"
    run.write("headgate.yml", json.dumps({"history": "h.db", "targets": [
        {"name": f"t{i:03}", "url": f"{url}?{i}", "enabled": i < 1} for i in range(101)]}))
    run.finish(run.start(["check", "-q", "headgate.yml"]))
    run.finish(run.start(["report", "headgate.yml"]))
    assert "... and 1 target" in run.stdout, run.stdout
    run.finish(run.start(["report", "--full", "-o", "text=r.txt", "headgate.yml"]))
    text = run.read("r.txt")
    assert "... and " not in text and all(f"t{i:03}" in text for i in range(101)), text
    assert "there was one run only" in text, text
