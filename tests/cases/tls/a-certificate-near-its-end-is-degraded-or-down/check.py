# SPDX-License-Identifier: MIT

import reports


def check(run):
    report = reports.check_all(run)
    targets = {target["name"]: target for target in report["targets"]}
    assert targets["without"]["certificate"] is None
    assert targets["hop"]["certificate"]["days_left"] == 4
    assert targets["hop back"]["certificate"]["days_left"] == 4
    assert targets["bad hop"]["certificate"]["problem"] == "expired"
    assert targets["insecure"]["certificate"]["problem"] == "expired"
    text = run.read("report.txt")
    assert ": 4 targets: by default, share, hop, hop back" in text, text
    assert ": 2 targets: fail, worse than http" in text, text
