# SPDX-License-Identifier: MIT

CONTENT = "these are my notes, and there are a good many of them " * 20


def prepare(run):
    run.write("h.db", CONTENT)


def check(run):
    assert run.read("h.db") == CONTENT
    assert run.report()["summary"]["up"] == 1
    assert run.report()["run"]["gate"] == "open"
    assert len(run.requests()) == 1
