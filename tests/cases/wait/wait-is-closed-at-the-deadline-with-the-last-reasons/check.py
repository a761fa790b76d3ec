# SPDX-License-Identifier: MIT

def check(run):
    assert run.report()["run"]["exit_status"] == 1
    assert run.stderr.count("\n") == 2, run.stderr
