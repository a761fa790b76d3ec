# SPDX-License-Identifier: MIT


def prepare(run):
    lo, case = run.places["lo_port"], run.name
    silent = [f"http://127.4.0.{n}:{lo}/hang/{case}\n" for n in range(1, 5)]
    others = [f"http://127.4.1.{n}:{lo}/ok/{case}\n" for n in range(1, 41)]
    run.write("list.txt", "".join(silent + others))


def check(run):
    marks = [line.split("/")[3] for line in run.stdout.splitlines() if "/hang/" in line or "/ok/" in line]
    assert marks[:44] == ["ok"] * 40 + ["hang"] * 4, run.stdout
