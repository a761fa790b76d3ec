# SPDX-License-Identifier: MIT
"""A file of that name is a list, as any other file; the command of exactly that name stays one."""


def act(run):
    run.write("lists", "{fault}/ok\n".replace("{fault}", run.places["fault"]))
    run.finish(run.start(["lists"]))
    assert run.status == 0, run.stderr
    assert "1 up" in run.stdout, run.stdout
