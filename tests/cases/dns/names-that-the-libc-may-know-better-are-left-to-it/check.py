# SPDX-License-Identifier: MIT
import names

LEFT = ("printer.local", "single", "absolute.test")


def prepare(run):
    records = {name: ["127.0.0.1"] for name in (*LEFT, *(f"n{i}.test" for i in range(1, 21)))}
    names.use_name_server(run, records,
                          services="files myhostname mdns4_minimal [NOTFOUND=return] dns")


def check(run):
    assert {target["outcome"] for target in run.report()["targets"]} == {"up"}
    for name in LEFT:
        assert names.questions(run, name, "c-ares") == [], name
        assert "A" in names.questions(run, name, "libc"), name
    if names.has_c_ares(run):
        assert names.questions(run, "n20.test", "libc") == []
