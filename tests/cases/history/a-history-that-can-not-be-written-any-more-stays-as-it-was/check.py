# SPDX-License-Identifier: MIT

import resource

import histories

KIB = 1024


def act(run):
    run.finish(run.start())
    run.spare_coverage()
    refusals = []
    # As much as a full disk: no file may grow beyond that. The run fails earlier and later on its way.
    for limit in (0, 1, 4, 8, 16, 24, 32, 40, 48):
        (run.folder / "report.json").unlink(missing_ok=True)
        before = histories.check(run.folder / "h.db")
        # The signal stays ignored: the thread sanitizer writes a file of its own when it starts.
        run.finish(run.start(restore_signals=False, preexec_fn=lambda limit=limit: resource.setrlimit(
            resource.RLIMIT_FSIZE, (limit * KIB, limit * KIB))))
        after = histories.check(run.folder / "h.db")
        assert (run.status, after) in ((3, before), (0, before + 1)), (limit, run.status, after)
        if run.status == 3 and limit >= 4:
            refusals.append(run.stderr)
            assert run.report()["summary"]["up"] == 1
    run.status = 3
    assert all(refusal.startswith('headgate: error: history "h.db": ') for refusal in refusals), refusals
    # What the system says of it is repeated, where SQLite knows it.
    assert any(refusal.endswith(": file too large\n") for refusal in refusals), refusals
