# SPDX-License-Identifier: MIT

import signal
import sqlite3
import time


def wait_for(is_so):
    end = time.monotonic() + 60
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)


def act(run):
    process = run.start()
    wait_for(lambda: (run.folder / "status.json").exists())
    text = run.read("headgate.yml")
    lines = text.splitlines()
    lines[-1] = lines[-1].replace("old", "new")
    run.write("headgate.yml", "\n".join(lines) + "\n")
    process.send_signal(signal.SIGHUP)
    wait_for(lambda: any("/new" in line for line in run.requests()))
    wait_for(lambda: len(run.report("status.json")["targets"]) == 2 and
             run.report("status.json")["targets"][1]["outcome"] == "up")
    process.send_signal(signal.SIGTERM)
    run.finish(process)


def check(run):
    assert run.stderr.count("headgate: watching 2 targets on 1 host\n") == 2, run.stderr
    targets = run.report("status.json")["targets"]
    assert [(t["name"], t["outcome"]) for t in targets] == [("shop", "down"), ("new", "up")]
    assert run.stdout.count("  down      shop") == 1, "it is the same outage: " + run.stdout
    database = sqlite3.connect(run.folder / "h.db")
    assert database.execute("SELECT count(DISTINCT watch) FROM runs").fetchall() == [(1,)]
    assert database.execute("SELECT count(*) FROM incidents").fetchall() == [(1,)]
    moments = [row[0] for row in database.execute(
        "SELECT started_ms + after_ms FROM results JOIN runs ON runs.id = run"
        " JOIN targets ON targets.id = target WHERE targets.name = 'shop' ORDER BY 1")]
    phases = [moment % 5000 for moment in moments]
    assert max(phases) - min(phases) < 2500, ("moments stay", moments)
