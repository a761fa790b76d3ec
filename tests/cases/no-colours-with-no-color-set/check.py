# SPDX-License-Identifier: MIT

import os
import pty


def act(run):
    leader, follower = pty.openpty()
    process = run.start(stdout=follower)
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
    assert run.terminal.count(b"\n") > 1, run.terminal
    assert (b"\x1b[" in run.terminal) is False, run.terminal
