# SPDX-License-Identifier: MIT

import signal


def act(run):
    first = run.start()
    run.wait_for_requests(first)
    run.finish(run.start())
    assert run.status == 3, run.stderr
    assert f"another run holds the lock: process {first.pid}, since" in run.stderr, run.stderr
    first.send_signal(signal.SIGINT)
    run.finish(first)


def check(run):
    assert len(run.requests()) == 1, "the second checked nothing"
