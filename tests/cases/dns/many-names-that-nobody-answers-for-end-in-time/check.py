# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_name_server(run, {f"n{i}.test": ["127.0.0.1"] for i in range(1, 19)},
                          silent=["silent1.test", "silent2.test"], patience_s=20)


def check(run):
    targets = {target["name"]: target for target in run.report()["targets"]}
    for name in ("silent1.test", "silent2.test"):
        target = targets.pop(f"http://{name}/ok")
        assert (target["outcome"], target["cause"], target["reason"]) == (
            "down", "dns", f"the name servers answer, but not for {name}"), target
        assert target["phases_ms"]["resolve"] is None, target
        assert names.questions(run, name, "libc") != [], name
    assert {target["outcome"] for target in targets.values()} == {"up"}
