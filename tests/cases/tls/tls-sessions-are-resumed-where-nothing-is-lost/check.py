# SPDX-License-Identifier: MIT


def check(run):
    certificates = [target["certificate"] for target in run.report()["targets"]]
    assert len({certificate["fingerprint"] for certificate in certificates}) == 1, certificates
    problems = [certificate["problem"] for certificate in certificates]
    assert problems[:7] == [None] * 7 and problems[9:] == [None] * 16, problems
