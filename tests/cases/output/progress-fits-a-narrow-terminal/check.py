# SPDX-License-Identifier: MIT

def act(run):
    run.terminal = run.finish_on_terminal("stderr", columns=15)


def check(run):
    lines = run.terminal.decode().split("\r\x1b[K")
    assert "1/4, 0 down, a" in run.terminal.decode(), lines
    assert all(len(line) < 15 for line in lines), lines
