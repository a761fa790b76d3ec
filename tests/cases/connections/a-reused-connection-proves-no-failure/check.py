# SPDX-License-Identifier: MIT
"""The first request of a connection is answered, all others have trouble; alone each target is up."""

FAULTS = ("hang", "status/408", "status/421", "garbage", "half-head", "half-head-hang", "reset",
          "close", "http09", "bad-status/HTTP%2f1.1%202000%20OK", "endless-head")
# Such a connection libcurl gives up by itself, as one that has been idle for too long.
ENDED = ("reset", "close")
TARGETS = 5


def ask(run, fault):
    urls = [f"{run.places['fault']}/then/{fault}?{run.name}/{i}" for i in range(TARGETS)]
    run.finish(run.start([*urls, "-j", "1", "--retries", "0", "--timeout", "500ms",
                          "-o", "json=report.json"]))
    return [(target["outcome"], len(target["attempts"]), target["method"])
            for target in run.report()["targets"]]


def act(run):
    seen = {fault: ask(run, fault) for fault in FAULTS}
    wrong = {fault: rows for fault, rows in seen.items()
             if rows != [("up", 1, "HEAD")] * TARGETS}
    assert not wrong, wrong


def check(run):
    """At most one connection is reused (none where the first answer was slow): the host has lost this
    right in the run."""
    log = run.servers.fault.log(run.name)
    for fault in FAULTS:
        requests = [line.split()[0] for line in log if f"/then/{fault}?" in line]
        if fault not in ENDED:
            assert len(requests) <= TARGETS + 1, (fault, requests)
            assert len(set(requests)) >= len(requests) - 1, (fault, requests)
