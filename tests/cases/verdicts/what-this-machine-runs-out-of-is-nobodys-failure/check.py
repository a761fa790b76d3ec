# SPDX-License-Identifier: MIT
"""From some call on poll(2) has no memory, no socket can be opened, or no thread started: whatever was not asked is
unknown, also where no answer is expected. tests/torture/faults.py tries single calls."""

import json

from servers import Skip


def targets(run):
    places = run.places
    return [{"name": "plain", "url": f"{places['fault']}/ok/{run.name}"},
            {"name": "named", "url": f"http://localhost:{places['fault_port']}/ok/{run.name}"},
            {"name": "expect down", "url": f"http://127.0.0.1:{places['closed_port']}/", "expect": {"down": True}},
            {"name": "expect down by name", "url": f"http://localhost:{places['closed_port']}/",
             "expect": {"down": True}}]


def counts(run):
    run.preload("faults", HEADGATE_TEST_COUNTS=str(run.folder / "counts"))
    run.finish(run.start())
    assert run.status == 0, run.stdout + run.stderr
    found = dict(line.split() for line in run.read("counts").splitlines())
    del run.environment["HEADGATE_TEST_COUNTS"]
    if int(found["poll"]) == 0:
        raise Skip("the library of tests/preload does not come first")
    return {call: int(count) for call, count in found.items()}


def act(run):
    run.write("headgate.yml", json.dumps({
        "defaults": {"retries": 0}, "reports": {"json": "report.json"}, "targets": targets(run)}))
    unknown = 0
    for call, count in counts(run).items():
        if call not in ("poll", "socket", "pthread_create"):
            continue
        for number in sorted({1, 2, 3, count // 2, count}):
            (run.folder / "report.json").unlink(missing_ok=True)
            run.preload("faults", HEADGATE_TEST_FAULT=f"{call}:{number}+")
            run.finish(run.start())
            shown = f"{call}:{number}: {run.stdout}{run.stderr}"
            assert run.status in (0, 3), shown
            if not (run.folder / "report.json").exists():
                continue
            for target in run.report()["targets"]:
                assert target["outcome"] in ("up", "unknown"), shown
                if target["name"].startswith("expect down") and target["outcome"] == "up":
                    assert "connection refused" in target["reason"], shown
                if target["outcome"] == "unknown":
                    assert target["cause"] == "local", shown
                    unknown += 1
    assert unknown > 0
    del run.environment["HEADGATE_TEST_FAULT"]
    run.finish(run.start())


def check(run):
    assert run.report()["summary"]["up"] == 4
