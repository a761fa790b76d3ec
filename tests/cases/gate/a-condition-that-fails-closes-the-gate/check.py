# SPDX-License-Identifier: MIT

import reports


def check(run):
    report = reports.check_json(run)["run"]
    assert [condition["holds"] for condition in report["conditions"]] == [False, True, False]
    assert report["conditions"][0]["value"] == 1
    assert report["gate"] == "closed"
    assert report["gate_reason"].startswith("down(critical) == 0 does not hold: 1; max >= 1h does"), \
        report["gate_reason"]
    reports.check_junit(run, reports.check_json(run))
    assert 'name="down(critical) == 0"' in run.read("report.xml")
