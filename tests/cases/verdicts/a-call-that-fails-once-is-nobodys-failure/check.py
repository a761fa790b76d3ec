# SPDX-License-Identifier: MIT
"""One call of poll(2), recv(2) or send(2) has no memory, and all others have: no target that lives is down, and none is
down as expected."""

import json

from servers import Skip


def act(run):
    places = run.places
    run.write("headgate.yml", json.dumps({
        "defaults": {"retries": 0, "tls": {"ca": places["ca"]}}, "reports": {"json": "report.json"}, "targets": [
            {"name": "alive", "url": f"{places['fault']}/ok/{run.name}"},
            {"name": "alive and retired", "url": f"{places['fault']}/ok/{run.name}/2", "expect": {"down": True}},
            {"name": "body", "url": f"{places['fault']}/ok/{run.name}/3", "expect": {"body": {"max_size": "1MiB"}}}]}))
    run.preload("faults", HEADGATE_TEST_COUNTS=str(run.folder / "counts"))
    run.finish(run.start())
    found = dict(line.split() for line in run.read("counts").splitlines())
    del run.environment["HEADGATE_TEST_COUNTS"]
    if int(found["poll"]) == 0:
        raise Skip("the library of tests/preload does not come first")
    unknown = 0
    for call in ("poll", "recv", "send"):
        for number in range(1, min(int(found[call]), 16) + 1):
            run.preload("faults", HEADGATE_TEST_FAULT=f"{call}:{number}")
            run.finish(run.start())
            for target in run.report()["targets"]:
                shown = f"{call}:{number}: {target}"
                right = ("down", "status") if target["name"] == "alive and retired" else ("up", "none")
                verdict = (target["outcome"], target.get("cause") or "none")
                assert verdict in (right, ("unknown", "local")), shown
                unknown += verdict[0] == "unknown"
    assert unknown > 0
    del run.environment["HEADGATE_TEST_FAULT"]
    run.finish(run.start())


def check(run):
    assert run.report()["summary"]["up"] == 2
