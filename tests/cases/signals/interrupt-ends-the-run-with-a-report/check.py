# SPDX-License-Identifier: MIT

import signal


def act(run):
    run.finish_by_signal(signal.SIGINT, 2)


def check(run):
    report = run.report()["run"]
    assert report["interrupted"] is True
    assert report["exit_status"] == 130, report
    assert report["gate"] == "unknown", report
    assert run.read("report.xml").rstrip().endswith("</testsuites>")
    assert len(run.read("report.csv").splitlines()) == 4
