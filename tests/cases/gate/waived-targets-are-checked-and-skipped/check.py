# SPDX-License-Identifier: MIT

import reports


def check(run):
    report = reports.check_all(run)
    broken, _, again, plain, _ = report["targets"]
    assert broken["waived_until"] == "9999-12-31" and broken["http_status"] == 404
    assert broken["attempts"][0]["outcome"] == "down"
    assert again["waived_until"] is None and "no longer needed" in again["note"]
    assert plain["waived_until"] is None and plain["note"] is None
    assert '<skipped message="waived until 9999-12-31 (vendor migration, OPS-12): down:' \
        in run.read("report.xml")
