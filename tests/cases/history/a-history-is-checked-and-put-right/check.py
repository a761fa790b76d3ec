# SPDX-License-Identifier: MIT
"""What is wrong with a history is found, and the command that is shown for it puts it right."""

import contextlib
import shlex
import shutil
import sqlite3

import histories

HOUR_S = 3600


def add_run(run, hours_ahead=0):
    run.set_clock(hours_ahead * HOUR_S)
    run.finish(run.start([f"{run.places['fault']}/ok/{run.name}", "--history", "h.db", "-q"]))
    assert run.status == 0, run.stderr


def look(run, file="h.db"):
    run.set_clock(0)
    run.finish(run.start(["history", "--check", "--history", file]))
    return run.status, run.stdout


def obey(run, said):
    """Do as the command says, without sqlite3(1)."""
    command = shlex.split(next(line for line in said.splitlines() if "sqlite3" in line))
    assert command[:2] == ["sqlite3", "h.db"] and len(command) == 3, command
    change(run, command[2])


def change(run, sql, file="h.db"):
    database = sqlite3.connect(run.folder / file)
    database.executescript(sql)
    database.close()


def assert_right(run, runs):
    status, said = look(run)
    assert (status, said) == (0, f"{runs} runs, 1 target: nothing is wrong\n"), said
    assert histories.check(run.folder / "h.db") == runs


def replace(run, source, target):
    """Readers of Python leave a log behind, which belongs to what was there before."""
    shutil.copy(run.folder / source, run.folder / target)
    for end in ("-wal", "-shm"):
        (run.folder / f"{target}{end}").unlink(missing_ok=True)


def assert_found(run, words, sql):
    """Change the file, have it found and put right, and undo it."""
    replace(run, "h.db", "kept.db")
    change(run, sql)
    status, said = look(run)
    assert status == 3, (sql, said)
    assert words in said, (sql, said)
    obey(run, said)
    add_run(run)
    with contextlib.closing(histories.connect(run.folder / "h.db")) as database:
        (runs,) = database.execute("SELECT count(*) FROM runs").fetchone()
    assert_right(run, runs)
    replace(run, "kept.db", "h.db")


def check_rollups(run):
    assert_found(run, "wrong: 3 hours are not what the results say, the first one of \"",
                 "UPDATE hours SET up = up + 1 WHERE begin_ms = (SELECT max(begin_ms) FROM hours);"
                 "DELETE FROM hours WHERE begin_ms = (SELECT min(begin_ms) FROM hours);"
                 "INSERT INTO hours SELECT target, begin_ms - 5 * 3600000, up, flaky, degraded, down, unknown,"
                 " skipped, maintenance, latencies FROM hours ORDER BY begin_ms LIMIT 1")
    change(run, "UPDATE days SET down = 7; INSERT OR REPLACE INTO meta VALUES ('raw_ms', 2000000000000)")
    status, said = look(run)
    assert status == 3 and "restore the file from a backup" in said and "sqlite3" not in said, said
    replace(run, "kept.db", "h.db")


def check_future(run):
    for hours in (2, 9000):
        add_run(run, hours)
    status, said = look(run)
    assert status == 3, said
    assert "future: 2 runs are later than now, up to 2" in said, said
    assert "wrong:" not in said, said


def check_damage(run):
    content = bytearray((run.folder / "h.db").read_bytes())
    for page in range(4096 * 3, len(content), 4096):
        content[page:page + 200] = b"\xff" * 200
    (run.folder / "broken.db").write_bytes(content)
    status, said = look(run, "broken.db")
    assert status == 3, said
    assert ".recover" in said + run.stderr, said + run.stderr


def act(run):
    hours = (-53, -52, -2, 0)
    for number in hours:
        add_run(run, number)
    assert_right(run, len(hours))
    check_rollups(run)
    check_damage(run)
    check_future(run)
    replace(run, "kept.db", "h.db")
    run.finish(run.start(["history", "--check", "--history", "h.db", "-o", "json"]))
    assert run.status == 2 and "leave out -o json" in run.stderr, run.stderr
    run.finish(run.start(["report", "--check", "--history", "h.db"]))
    assert run.status == 2, run.stderr
    look(run)


def check(run):
    assert run.stdout == "4 runs, 1 target: nothing is wrong\n", run.stdout
