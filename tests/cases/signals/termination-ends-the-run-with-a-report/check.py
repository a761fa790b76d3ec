# SPDX-License-Identifier: MIT

import signal


def act(run):
    run.finish_by_signal(signal.SIGTERM, 2)


def check(run):
    report = run.report()["run"]
    assert report["interrupted"] is True
    assert report["exit_status"] == 143, report
    assert report["gate"] == "unknown", report
    assert run.read("report.xml").rstrip().endswith("</testsuites>")
    assert len(run.read("report.csv").splitlines()) == 4
