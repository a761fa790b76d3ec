# SPDX-License-Identifier: MIT
"""One allocation fails while the first target is asked. What our reader of heads and the dates of a certificate decide
later in the same process counts: only what OpenSSL itself reports may be for lack of what it could not keep."""

import json

from servers import Skip


def targets(run):
    places = run.places
    return [{"name": "first", "url": f"{places['nginx_https']}/"},
            {"name": "status", "url": f"{places['fault']}/bad-status/HTTP/1.1%20101%20Switching"},
            {"name": "version", "url": f"{places['fault']}/bad-status/HTTP/2%20200%20OK"},
            {"name": "expired", "url": f"{places['nginx_https_expired']}/"},
            {"name": "wrong host", "url": f"{places['nginx_https_wrong_host']}/"}]


def count(run):
    """Allocations of a run with the first target only."""
    run.write("headgate.yml", json.dumps(configuration(run, targets(run)[:1])))
    run.preload("faults", HEADGATE_TEST_COUNTS=str(run.folder / "counts"))
    run.finish(run.start())
    assert run.status == 0, run.stdout + run.stderr
    del run.environment["HEADGATE_TEST_COUNTS"]
    found = dict(line.split() for line in run.read("counts").splitlines())
    if int(found["malloc"]) == 0:
        raise Skip("the library of tests/preload does not come first")
    return int(found["malloc"])


def configuration(run, chosen):
    return {"defaults": {"retries": 0, "tls": {"ca": run.places["ca"]}}, "reports": {"json": "report.json"},
            "targets": chosen}


def act(run):
    total = count(run)
    run.write("headgate.yml", json.dumps(configuration(run, targets(run))))
    run.arguments = ["-j", "1", "--per-host", "1"]
    down = {"status", "version", "expired", "wrong host"}
    seen = set()
    # OpenSSL leaves behind what it had when its allocation failed.
    checks = run.environment["ASAN_OPTIONS"]
    run.environment["ASAN_OPTIONS"] += ":detect_leaks=0"
    for part in range(24, 64):
        (run.folder / "report.json").unlink(missing_ok=True)
        run.preload("faults", HEADGATE_TEST_FAULT=f"malloc:{total * part // 64}")
        run.finish(run.start())
        if not (run.folder / "report.json").exists():
            continue
        found = {target["name"]: target["outcome"] for target in run.report()["targets"]}
        if found["first"] != "unknown":
            continue
        # No TLS is needed for these.
        assert found["status"] == found["version"] == "down", (part, run.stdout)
        seen |= {name for name in found if found[name] == "down"}
        if seen == down:
            break
    assert seen == down, seen
    del run.environment["HEADGATE_TEST_FAULT"]
    run.environment["ASAN_OPTIONS"] = checks
    run.finish(run.start())


def check(run):
    assert run.report()["summary"]["down"] == 4, run.stdout
