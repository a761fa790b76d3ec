# SPDX-License-Identifier: MIT

import signal
import time


def act(run):
    process = run.start()
    end = time.monotonic() + 60
    while not (run.folder / "status.xml").exists() and time.monotonic() < end:
        time.sleep(0.02)
    early = run.report("status.json")
    assert [t["outcome"] for t in early["targets"]] == ["up", "down", "skipped"], early
    (run.folder / "status.xml").unlink()
    process.send_signal(signal.SIGTERM)
    run.finish(process)


def check(run):
    report = run.report("status.json")
    assert report["run"]["gate"] == "closed", report["run"]
    assert report["run"]["interrupted"] is False, report["run"]
    assert run.read("status.xml").rstrip().endswith("</testsuites>"), "they are written at the end"
    assert not list(run.folder.glob("*.db"))
    assert "on 1 host, without a history\n" in run.stderr, run.stderr
