# SPDX-License-Identifier: MIT

def check(run):
    canaries = run.report()["run"]["canaries"]
    assert [canary["outcome"] for canary in canaries] == ["down", "down"], canaries
    assert canaries[1]["reason"] == "could not resolve canary.invalid", canaries
    assert "✗ shop" not in run.stdout, run.stdout
