# SPDX-License-Identifier: MIT


def act(run):
    run.finish(run.start(["check", "--quiet"]))
    (run.folder / "headgate.yml").unlink()
    run.finish(run.start())


def check(run):
    assert run.stdout.startswith("1 up"), run.stdout
    assert "one" in run.stdout and "two" not in run.stdout
