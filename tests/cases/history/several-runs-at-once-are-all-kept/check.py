# SPDX-License-Identifier: MIT

import histories

AT_ONCE, ROUNDS = 6, 3


def act(run):
    statuses = []
    for _ in range(ROUNDS):
        processes = [run.start() for _ in range(AT_ONCE)]
        for process in processes:
            run.finish(process)
            statuses.append((run.status, run.stderr))
    assert statuses == [(1, "")] * (AT_ONCE * ROUNDS), statuses


def check(run):
    assert histories.check(run.folder / "h.db") == AT_ONCE * ROUNDS
