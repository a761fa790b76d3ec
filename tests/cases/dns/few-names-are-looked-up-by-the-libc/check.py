# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_name_server(run, {f"n{i}.test": ["127.0.0.1"] for i in range(1, 17)})


def check(run):
    assert {target["outcome"] for target in run.report()["targets"]} == {"up"}
    for i in range(1, 17):
        assert names.questions(run, f"n{i}.test", "c-ares") == []
        assert "A" in names.questions(run, f"n{i}.test", "libc")
