# SPDX-License-Identifier: MIT
import names

RECORDS = {name: ["127.0.0.1"] for name in ("next.test", *(f"n{i}.test" for i in range(1, 20)))}


def prepare(run):
    names.use_name_server(run, RECORDS)


def check(run):
    outcomes = [target["outcome"] for target in run.report()["targets"]]
    assert outcomes == ["up"] * 19 + ["flaky"], outcomes
    if not names.has_c_ares(run):
        return
    # Once in the trip, though its two targets lead to and fro.
    for name in ("n18.test", "next.test"):
        assert names.questions(run, name, "libc") == [], name
        assert sorted(names.questions(run, name, "c-ares")) == ["A", "AAAA"], name
    # A retry is made in the libc's way, and looks up anew.
    assert sorted(names.questions(run, "n19.test", "c-ares")) == ["A", "AAAA"]
    assert "A" in names.questions(run, "n19.test", "libc")
