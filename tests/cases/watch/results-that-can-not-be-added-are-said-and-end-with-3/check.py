# SPDX-License-Identifier: MIT

import signal


def act(run):
    process = run.start()
    run.wait_for_requests(process)
    (run.folder / "h.db").rename(run.folder / "moved.db")
    (run.folder / "h.db").write_bytes(b"")
    before = len(run.requests())
    run.wait_for_requests(process, before + 1)
    process.send_signal(signal.SIGTERM)
    run.finish(process)


def check(run):
    assert run.stderr.count("results are kept in memory") == 1, run.stderr
    assert "could not be added to the history\n" in run.stderr, run.stderr
