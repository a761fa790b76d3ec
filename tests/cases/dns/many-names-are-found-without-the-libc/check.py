# SPDX-License-Identifier: MIT
import names

from servers import Skip

RECORDS = {**{f"n{i}.test": ["127.0.0.1"] for i in range(1, 21)}, "six.test": ["::1"],
           "alias.test": ["n20.test"],
           "large.test": [f"127.0.0.{i}" for i in range(1, 61)]}  # too large for UDP


def prepare(run):
    if run.places["fault6"] is None:
        raise Skip("no IPv6 here")
    names.use_name_server(run, RECORDS, hosts="127.0.0.1 localhost other.test Listed.test\n")


def check(run):
    targets = {target["url"]: target for target in run.report()["targets"]}
    assert {target["outcome"] for target in targets.values()} == {"up"}, run.stdout
    assert targets["http://six.test/ok"]["remote_address"] == "[::1]:80"
    for target in targets.values():
        phases = target["phases_ms"]
        parts = sum(phases[part] or 0 for part in phases if part != "total")
        assert abs(parts - phases["total"]) < 0.5, phases  # they are rounded
    assert names.questions(run, "listed.test", "c-ares") == []
    assert names.questions(run, "listed.test", "libc") == []
    if not names.has_c_ares(run):
        return
    # The first three are tried before the run, to see whether the resolver answers.
    for name in [*(f"n{i}.test" for i in range(4, 21)), "six.test", "alias.test"]:
        assert names.questions(run, name, "libc") == [], name
        assert sorted(names.questions(run, name, "c-ares")) == ["A", "AAAA"], name
    assert names.questions(run, "large.test", "libc") == []
    assert sorted(names.questions(run, "large.test", "c-ares")) == ["A", "A", "AAAA"]
