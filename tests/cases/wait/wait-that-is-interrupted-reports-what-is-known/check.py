# SPDX-License-Identifier: MIT
import signal


def act(run):
    run.finish_by_signal(signal.SIGINT, requests=6)


def check(run):
    assert run.report()["run"]["interrupted"] is True
    assert run.report()["run"]["exit_status"] == 130
