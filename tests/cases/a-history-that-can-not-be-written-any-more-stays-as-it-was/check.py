# SPDX-License-Identifier: MIT

import resource
import sqlite3

KIB = 1024


def act(run):
    run.finish(run.start())
    size = (run.folder / "h.db").stat().st_size
    limit = size + 2 * KIB
    (run.folder / "report.json").unlink()
    # As much as a full disk: nothing may grow beyond that.
    run.finish(run.start(preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_FSIZE, (limit // 8, limit // 8))))


def check(run):
    assert "headgate: error: history \"h.db\": " in run.stderr, run.stderr
    assert run.report()["summary"]["up"] == 1
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("SELECT count(*) FROM runs").fetchone() == (1,)
