# SPDX-License-Identifier: MIT
"""Runs one client on one task, and records what it cost and what the server's log says of it."""

import os
import re
import shutil
import signal
import statistics
import subprocess
from dataclasses import dataclass, replace

from clients import PROGRAMS

LIMIT_S = 600
# Counts the instructions of all threads in user space. For the same program they differ by 0.3 % on
# A, by 1.6 % on M, however busy the machine is; the processor's own counters are often missing on
# virtual machines.
VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
            "--trace-children=yes")
SLOW_TIMEOUT_MS = 60000  # everything takes some fifty times as long
SLOW_OPTIONS = ("--connect-timeout", "60s")


@dataclass
class Cost:
    """Of one run; the processor's time is user and system time."""
    status: int
    wall_s: float
    cpu_s: float
    peak_kb: int


@dataclass
class Sample:
    """One run of one client."""
    figures: dict  # by name
    problem: str | None  # why it does not count


def environment(folder):
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run_command(command, task):
    """The cost of the command and its children; None when it had to be ended."""
    figures = task.folder / "figures"
    with open(task.folder / "words", "wb") as words:
        process = subprocess.Popen(
            [PROGRAMS["stopwatch"], figures, *map(str, command)], cwd=task.folder,
            env=environment(task.folder), stdin=subprocess.DEVNULL, stdout=words, stderr=words,
            start_new_session=True)
        try:
            process.wait(timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            return None
        finally:  # also when the benchmark is stopped
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    status, wall_s, user_s, system_s, peak_kb = figures.read_text().split()
    return Cost(int(status), float(wall_s), float(user_s) + float(system_s), int(peak_kb))


def judge(client, task, cost, seen):
    """What contradicts the client's claim, or None."""
    answering = sum("/never" not in url for url in task.urls)
    targets = 1 if client.asks_one else len(task.urls)
    claimed = client.claim(task)
    if claimed != answering:
        words = (task.folder / "words").read_text(errors="replace").split("\n")[0][:120]
        return f"it says {claimed} of {answering} are up (status {cost.status}) {words}".strip()
    if seen.requests != len(task.urls):
        return f"it made {seen.requests} requests for {len(task.urls)} addresses"
    if seen.targets != targets:
        return f"it asked {seen.targets} of {targets} addresses"
    if set(seen.methods) != {client.method}:
        return f"it asked with {dict(seen.methods)}, not {client.method}"
    return None


def describe(count, cost, seen):
    """The figures of a run that checked so many."""
    return {"wall_s": cost.wall_s, "rate": count / cost.wall_s, "cpu_s": cost.cpu_s,
            "cpu_10k": cost.cpu_s * 10000 / count, "peak_mb": cost.peak_kb / 1024,
            "connections": seen.connections, "resumed": seen.resumed / count,
            "answering_s": seen.answering_s}


def measure(client, task, log, server):
    """A sample. The task's folder is made here and removed; `server`, unless None, is what does the
    client's work, and its processor's time and memory count in place of the command's."""
    task.folder.mkdir(parents=True)
    task.write_list()
    command = client.command(task)
    before_s = server.cpu_s() if server is not None else 0
    log.mark()
    cost = run_command(command, task)
    if cost is None:
        sample = Sample({}, f"not done within {LIMIT_S} s")
    else:
        if server is not None:
            cost.cpu_s, cost.peak_kb = server.cpu_s() - before_s, server.peak_kb()
        seen = log.read(len(task.urls))
        sample = Sample(describe(len(task.urls), cost, seen), judge(client, task, cost, seen))
    shutil.rmtree(task.folder)
    return sample


def count_instructions(client, task):
    """The instructions that one check of headgate takes in user space, in all processes of the
    command; None when they can't be counted here, or not all addresses answer."""
    if shutil.which(VALGRIND[0]) is None or any("/never" in url for url in task.urls):
        return None
    options = task.options if SLOW_OPTIONS[0] in task.options else (*task.options, *SLOW_OPTIONS)
    task = replace(task, timeout_ms=SLOW_TIMEOUT_MS, options=options)
    task.folder.mkdir(parents=True)
    task.write_list()
    log = task.folder / "valgrind.%p"
    cost = run_command([*VALGRIND, f"--log-file={log}", *client.command(task)], task)
    is_valid = cost is not None and client.claim(task) == len(task.urls)
    counts = [re.search(r"I +refs: +([0-9,]+)", path.read_text(errors="replace"))
              for path in task.folder.glob("valgrind.*")]
    shutil.rmtree(task.folder)
    total = sum(int(found[1].replace(",", "")) for found in counts if found)
    return total / len(task.urls) if is_valid else None


def spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def summarise(samples):
    """Median, least and most of each figure over the samples that count; None without any."""
    good = [sample.figures for sample in samples if sample.problem is None]
    if not good:
        return None
    return {name: spread([figures[name] for figures in good]) for name in good[0]}
