# SPDX-License-Identifier: MIT

def act(run):
    run.terminal = run.finish_on_terminal("stdout")


def check(run):
    assert run.terminal.count(b"\n") > 1, run.terminal
    assert (b"\x1b[" in run.terminal) is False, run.terminal
