# SPDX-License-Identifier: MIT

import re
import sqlite3


def act(run):
    earlier = run.start()
    run.wait_for_requests(earlier)
    run.finish(run.start())
    words = rf"headgate: error: another run holds the lock: process {earlier.pid}, since "
    refusal = (run.status, run.stderr)
    assert re.fullmatch(words + r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n", run.stderr), run.stderr
    assert len(run.requests()) == 1, "nothing was checked"
    # Killed, it gives the lock back, though its file is still there.
    earlier.kill()
    earlier.communicate()
    assert (run.folder / "h.db.lock").exists()
    later = run.start()
    run.wait_for_requests(later, 2)
    later.terminate()
    run.finish(later)
    assert run.status == 143, run.stderr
    run.status, run.stderr = refusal


def check(run):
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("SELECT interrupted, unknown FROM runs").fetchall() == [(1, 1)]
    assert database.execute("SELECT checks FROM targets").fetchall() == [(None,)]
