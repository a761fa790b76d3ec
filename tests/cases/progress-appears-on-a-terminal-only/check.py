# SPDX-License-Identifier: MIT

import os
import pty


def act(run):
    leader, follower = pty.openpty()
    process = run.start(stderr=follower)
    os.close(follower)
    run.terminal = b""
    try:
        while chunk := os.read(leader, 65536):
            run.terminal += chunk
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    run.finish(process)


def check(run):
    assert b"12" in run.terminal, run.terminal
    assert b"\r" in run.terminal, run.terminal
    assert "\r" not in run.stdout
