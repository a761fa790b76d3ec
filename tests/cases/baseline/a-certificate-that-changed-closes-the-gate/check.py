# SPDX-License-Identifier: MIT

import reports


def check(run):
    report = reports.check_all(run)
    assert [target["baseline"] for target in report["targets"]] == ["certificate", None]
    assert report["run"]["gate_reason"] == "1 with another certificate than in the baseline"
    condition = report["run"]["conditions"][0]
    assert condition["holds"] is True and condition["unit"] == "days", condition
    assert condition["value"] == report["targets"][0]["certificate"]["days_left"], condition
    assert "\ncertificate (1): not the one of the baseline" in run.read("report.txt")
    assert 'type="certificate"' in run.read("report.xml")
