# SPDX-License-Identifier: MIT


def check(run):
    target = run.report()["targets"][0]
    assert target["note"].startswith("https gave no answer"), target["note"]
    assert target["note"].endswith("http did"), target["note"]
