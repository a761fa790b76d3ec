# SPDX-License-Identifier: MIT

import reports


def check(run):
    report = reports.check_all(run)
    assert report["run"]["gate"] == "open"
    assert [condition["holds"] for condition in report["run"]["conditions"]] == [True] * 6
    assert report["run"]["conditions"][2] == {
        "text": "down_percent <= 50", "holds": True, "value": 50, "unit": "percent"}
    reports.check_jenkins(run)
