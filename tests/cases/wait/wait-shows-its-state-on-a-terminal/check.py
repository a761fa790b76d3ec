# SPDX-License-Identifier: MIT

def act(run):
    run.terminal = run.finish_on_terminal("stderr").decode()


def check(run):
    assert "\r\x1b[Kround 1, 1 of 1 not up, 1m left; last: http://127.0.0.1" in run.terminal or \
        "\r\x1b[Kround 1, 1 of 1 not up, 60s left; last: http://127.0.0.1" in run.terminal, run.terminal
    assert "\r\x1b[Kround 3, 1 of 1 not up, " in run.terminal, run.terminal
    assert "headgate: round" not in run.terminal, run.terminal
    assert run.terminal.endswith(", in round 4\r\n"), run.terminal
