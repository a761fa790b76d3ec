# SPDX-License-Identifier: MIT

def act(run):
    run.terminal = run.finish_on_terminal("stderr")


def check(run):
    assert b"12" in run.terminal, run.terminal
    assert b"\r" in run.terminal, run.terminal
    assert "\r" not in run.stdout
