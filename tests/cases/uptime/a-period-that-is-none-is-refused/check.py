# SPDX-License-Identifier: MIT


def act(run):
    run.finish(run.start(["--history", "h.db", "--quiet", f"{run.places['fault']}/status/200/{run.name}"]))
    assert run.status == 0, run.stderr
    run.finish(run.start())
