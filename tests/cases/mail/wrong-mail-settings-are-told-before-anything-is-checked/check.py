# SPDX-License-Identifier: MIT


def check(run):
    assert run.requests() == []
