# SPDX-License-Identifier: MIT
import names

RECORDS = {**{f"n{i}.test": ["127.0.0.1"] for i in range(1, 21)}, "empty.test": []}


def prepare(run):
    names.use_name_server(run, RECORDS)


def check(run):
    targets = {target["name"]: target for target in run.report()["targets"]}
    for name, reason in (("gone.test", "does not exist (NXDOMAIN)"), ("empty.test", "has no address")):
        target = targets.pop(f"http://{name}/ok")
        assert (target["outcome"], target["cause"], target["reason"]) == (
            "down", "dns", f"the name {name} {reason}"), target
        # That there is no such name is the libc's to say.
        assert sorted(set(names.questions(run, name, "libc"))) == ["A", "AAAA"], name
    assert {target["outcome"] for target in targets.values()} == {"up"}
