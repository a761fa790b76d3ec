# SPDX-License-Identifier: MIT

def check(run):
    assert run.report()["run"]["canaries"] == [], run.report()["run"]
