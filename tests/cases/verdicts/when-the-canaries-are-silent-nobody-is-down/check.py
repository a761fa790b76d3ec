# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_no_resolver(run)


def check(run):
    canaries = run.report()["run"]["canaries"]
    assert [canary["outcome"] for canary in canaries] == ["down", "down"], canaries
    assert canaries[1]["reason"] == "the name canary.invalid was not found", canaries
    assert "✗ shop" not in run.stdout, run.stdout
