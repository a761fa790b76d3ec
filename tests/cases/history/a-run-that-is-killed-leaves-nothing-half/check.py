# SPDX-License-Identifier: MIT

import os
import random
import time

import histories

KILLS = int(os.environ.get("HEADGATE_KILLS", "20"))  # ci/torture asks for more


def size_of(path):
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def wait_until_it_writes(run, process):
    """Until the log beside the history grows, or the process has ended."""
    log = run.folder / "h.db-wal"
    before = size_of(log)
    while process.poll() is None and size_of(log) <= before:
        time.sleep(0.0002)


def act(run):
    # Whoever is killed while leaks are looked for would leave a complaint about that.
    run.environment["ASAN_OPTIONS"] += ":detect_leaks=0"
    run.spare_coverage()
    moments = random.Random(20261121)
    run.finish(run.start())
    began = time.monotonic()
    run.finish(run.start())
    length = time.monotonic() - began
    added = 2
    for number in range(KILLS):
        process = run.start()
        if number % 2:
            wait_until_it_writes(run, process)
            time.sleep(moments.uniform(0, 0.05) * length)
        else:
            time.sleep(moments.uniform(0.2, 1.1) * length)
        process.kill()
        process.communicate()
        before, added = added, histories.check(run.folder / "h.db")
        assert before <= added <= before + 1, f"{added} runs after {before}"
    # Whoever comes next finds nothing in the way.
    run.finish(run.start())
    assert histories.check(run.folder / "h.db") == added + 1
    if KILLS > 20:
        print(f"{added - 2} of {KILLS} runs were added before they were killed")
