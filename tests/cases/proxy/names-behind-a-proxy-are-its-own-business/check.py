# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_name_server(run, {})


def check(run):
    assert {target["outcome"] for target in run.report()["targets"]} == {"up"}
    for i in range(1, 21):
        assert names.questions(run, f"n{i}.test", "c-ares") == []
        assert names.questions(run, f"n{i}.test", "libc") == []
