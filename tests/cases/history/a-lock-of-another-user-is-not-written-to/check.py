# SPDX-License-Identifier: MIT

import os

from servers import Skip

NOBODY = 65534


def act(run):
    if os.geteuid() != 0:
        raise Skip("only root can make files that belong to somebody else")
    lock = run.write("h.db.lock", "theirs")
    os.chown(lock, NOBODY, NOBODY)
    run.finish(run.start())


def check(run):
    assert ('lock "h.db.lock" can\'t be used: it belongs to another user'
            in run.stderr), run.stderr
    assert run.read("h.db.lock") == "theirs"
    assert run.requests() == []
