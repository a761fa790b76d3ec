# SPDX-License-Identifier: MIT

import collections

PROBLEMS = ["expired"] * 3 + [None] * 3 + ["wrong_host"] * 2 + ["self_signed"] * 2


def check(run):
    targets = run.report()["targets"]
    certificates = [target["certificate"] for target in targets]
    assert [certificate["problem"] for certificate in certificates] == PROBLEMS, certificates
    prints = collections.Counter(certificate["fingerprint"] for certificate in certificates)
    assert sorted(prints.values()) == [2, 2, 3, 3], prints
    assert any(target["phases_ms"]["tls"] in (None, 0) for target in targets), "none was reused"
