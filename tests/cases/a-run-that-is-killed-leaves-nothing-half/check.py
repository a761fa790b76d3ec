# SPDX-License-Identifier: MIT

import random
import time

import histories

KILLS = 20


def act(run):
    moments = random.Random(20261121)
    run.finish(run.start())
    began = time.monotonic()
    run.finish(run.start())
    length = time.monotonic() - began
    added = 2
    for _ in range(KILLS):
        process = run.start()
        time.sleep(moments.uniform(0.2, 1.1) * length)
        process.kill()
        process.communicate()
        before, added = added, histories.check(run.folder / "h.db")
        assert before <= added <= before + 1, f"{added} runs after {before}"
    # Whoever comes next finds nothing in the way.
    run.finish(run.start())
    assert histories.check(run.folder / "h.db") == added + 1
