# SPDX-License-Identifier: MIT

import reports


def act(run):
    run.finish(run.start(["-o", "json=report.json", "headgate.yml"]))
    assert run.status == 1, run.stderr
    assert run.report()["targets"][0]["baseline"] is None
    run.finish(run.start(["--baseline", "report.json", "-o", "json=report.json", "headgate.yml"]))


def check(run):
    report = reports.check_json(run)
    assert [target["baseline"] for target in report["targets"]] == ["known", "known"]
