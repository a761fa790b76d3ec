# SPDX-License-Identifier: MIT

import reports


def check(run):
    report = reports.check_all(run)
    assert [target["baseline"] for target in report["targets"]] == \
        ["known", "new", "recovered", "moved", "slower", None, None], report["targets"]
    assert report["run"]["gate_reason"] == "1 down (1 more known from the baseline), " \
        "at most 0 allowed; 1 slower than in the baseline; 1 at another URL than in the baseline", report["run"]
    text = run.read("report.txt")
    for section in ("slower (1)", "moved (1)", "known (1)", "recovered (1)"):
        assert f"\n{section}: " in text, text
    junit = run.read("report.xml")
    assert 'type="moved"' in junit and 'type="slower"' in junit
    assert '<skipped message="known from the baseline: expected status 200-299' in junit
