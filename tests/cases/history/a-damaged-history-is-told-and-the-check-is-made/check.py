# SPDX-License-Identifier: MIT

import sqlite3

PAGE = 4096


def act(run):
    run.finish(run.start())
    assert run.status == 0
    path = run.folder / "h.db"
    database = sqlite3.connect(path)
    pages = [page for (page,) in database.execute(
        "SELECT rootpage FROM sqlite_master WHERE name IN ('targets', 'results')")]
    database.close()
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE:page * PAGE] = b"\xff" * PAGE
    path.write_bytes(content)
    (run.folder / "report.json").unlink()
    run.finish(run.start())


def check(run):
    assert "history \"h.db\": it is damaged" in run.stderr, run.stderr
    assert run.report()["summary"]["up"] == 1
