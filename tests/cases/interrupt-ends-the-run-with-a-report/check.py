# SPDX-License-Identifier: MIT

import signal


def act(run):
    process = run.start()
    run.wait_for_requests(process, 2)
    process.send_signal(signal.SIGINT)
    run.finish(process)


def check(run):
    report = run.report()["run"]
    assert report["interrupted"] is True
    assert report["exit_status"] == 130, report
    assert report["gate"] == "unknown", report
    assert run.read("report.xml").rstrip().endswith("</testsuites>")
    assert len(run.read("report.csv").splitlines()) == 4
