# SPDX-License-Identifier: MIT


def act(run):
    (run.folder / "precious").write_text("precious")
    (run.folder / "h.db.lock").symlink_to("precious")
    run.finish(run.start())


def check(run):
    assert (run.folder / "precious").read_text() == "precious"
    assert 'lock "h.db.lock" can\'t be used: it is a link: remove it' in run.stderr, run.stderr
