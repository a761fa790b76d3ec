# SPDX-License-Identifier: MIT

def check(run):
    canaries = run.report()["run"]["canaries"]
    assert [canary["outcome"] for canary in canaries] == ["down", "up"], canaries
    assert canaries[1]["reason"] is None, canaries
