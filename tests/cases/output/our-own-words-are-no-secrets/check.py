# SPDX-License-Identifier: MIT


def check(run):
    assert '"outcome":"degraded"' in run.read("report.json").replace(" ", "")
    assert '"http_status"' in run.read("report.json") and "***" in run.read("report.json")
    assert "http_status" in run.read("report.csv").splitlines()[0], run.read("report.csv")
