# SPDX-License-Identifier: MIT

TOTAL = 2000


def prepare(run):
    port = run.places["lo_port"]
    run.write("targets.txt", "".join(
        f"http://127.1.{n // 250}.{n % 250 + 1}:{port}/{'hang' if n % 10 == 0 else 'ok'}\n"
        for n in range(TOTAL)))


def check(run):
    summary = run.report()["summary"]
    assert summary["total"] == TOTAL
    assert (summary["up"], summary["down"]) == (1800, 200), summary
    assert summary["causes"] == {"timeout": 200}, summary
    assert len(run.read("report.csv").splitlines()) == TOTAL + 1
