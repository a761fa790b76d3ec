# SPDX-License-Identifier: MIT

import json


def check(run):
    # Four requests, three intervals; the waiting is not part of a target's time.
    with open(run.folder / "report.json", encoding="utf-8") as file:
        report = json.load(file)
    assert report["run"]["duration_ms"] >= 6000, report["run"]
    for target in report["targets"]:
        assert target["phases_ms"]["total"] < 1500, target
