# SPDX-License-Identifier: MIT

import reports


def check(run):
    report = reports.check_all(run)
    broken, fine, over, _, _ = report["targets"]
    assert broken["attempts"][0]["outcome"] == "down" and broken["http_status"] == 404
    assert fine["attempts"][0]["outcome"] == "up"
    assert broken["in_maintenance"] and fine["in_maintenance"] and not over["in_maintenance"]
    assert over["outcome"] == "up" and over["note"] is None
    assert '<skipped message="in maintenance until 9000-01-01 00:00: down:' \
        in run.read("report.xml")
