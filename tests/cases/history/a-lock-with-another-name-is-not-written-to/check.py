# SPDX-License-Identifier: MIT

import os


def act(run):
    (run.folder / "precious").write_text("precious")
    os.link(run.folder / "precious", run.folder / "h.db.lock")
    run.finish(run.start())


def check(run):
    assert ('lock "h.db.lock" can\'t be used: it has another name (a hard link)'
            in run.stderr), run.stderr
    assert (run.folder / "precious").read_text() == "precious"
    assert run.requests() == []
