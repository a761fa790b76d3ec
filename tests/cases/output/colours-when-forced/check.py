# SPDX-License-Identifier: MIT

def check(run):
    assert "up" in run.stdout
    assert ("\x1b[" in run.stdout) is True, run.stdout
