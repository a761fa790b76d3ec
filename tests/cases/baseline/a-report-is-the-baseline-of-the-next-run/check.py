# SPDX-License-Identifier: MIT

import reports


act = reports.run_against_its_own_report


def check(run):
    report = reports.check_json(run)
    assert [target["baseline"] for target in report["targets"]] == ["known", None]
