# SPDX-License-Identifier: MIT
"""A gigabyte of copies of a text that the file has once, in each way a text can be used again."""

TEXT = "x" * 100_000
USES = {
    "tags.yml": "targets:\n- {url: https://a.example, tags: [" + "*a, " * 10_000 + "]}\n",
    "groups.yml": "targets:\n" + "".join(
        f"- {{url: https://h{i}.example, group: *a}}\n" for i in range(10_000)),
    "variables.yml": "targets:\n" + "".join(
        f"- {{url: https://h{i}.example, group: '${{LONG}}'}}\n" for i in range(10_000)),
    "merged.yml": "x-b: &b {body: *a}\ntargets:\n" + "".join(
        f"- {{<<: *b, url: https://h{i}.example}}\n" for i in range(10_000)),
}


def act(run):
    run.environment["LONG"] = TEXT
    for name, use in USES.items():
        run.write(name, f"x-a: &a {TEXT}\n{use}")
        run.finish(run.start(["validate", name]))
        assert run.status == 2, f"{name}: {run.status}"
        assert "aliases and variables expand to more than" in run.stderr, f"{name}: {run.stderr}"
