# SPDX-License-Identifier: MIT

def check(run):
    assert len(run.requests()) == 3
