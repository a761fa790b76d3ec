# SPDX-License-Identifier: MIT
"""Runs one client on one task, and takes down what it cost and what the server saw of it."""

import os
import shutil
import statistics
import subprocess
from dataclasses import dataclass

from clients import PROGRAMS

LIMIT_S = 600


@dataclass
class Sample:
    """One run of one client."""
    checks: int
    wall_s: float
    cpu_s: float
    peak_kb: int
    connections: int
    resumed: int
    problem: str | None  # why it does not count

    def scaled(self, name):
        """The figure as tables show it."""
        return {"wall_s": self.wall_s, "rate": self.checks / self.wall_s,
                "cpu_10k": self.cpu_s * 10000 / self.checks, "cpu_s": self.cpu_s,
                "peak_mb": self.peak_kb / 1024, "connections": self.connections,
                "resumed": self.resumed / self.checks}[name]


FIGURES = ("wall_s", "rate", "cpu_10k", "cpu_s", "peak_mb", "connections", "resumed")


def environment(folder):
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run_command(command, task):
    """Status, wall, processor's seconds and peak memory of the command and its children."""
    figures = task.folder / "figures"
    with open(task.folder / "words", "wb") as words:
        process = subprocess.Popen(
            [PROGRAMS["stopwatch"], figures, *map(str, command)], cwd=task.folder,
            env=environment(task.folder), stdin=subprocess.DEVNULL, stdout=words, stderr=words,
            start_new_session=True)
        try:
            process.wait(timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return None
    status, wall_s, user_s, system_s, peak_kb = figures.read_text().split()
    return int(status), float(wall_s), float(user_s) + float(system_s), int(peak_kb)


def judge(client, task, status, seen):
    """What contradicts the client's claim, or None."""
    answering = sum("/never" not in url for url in task.urls)
    targets = 1 if client.asks_one else len(task.urls)
    claimed = client.claim(task)
    words = (task.folder / "words").read_text(errors="replace").strip()[-300:]
    if claimed != answering:
        return f"it says {claimed} of {answering} are up (status {status}) {words}".strip()
    if seen.requests != len(task.urls):
        return f"it made {seen.requests} requests for {len(task.urls)} addresses"
    if seen.targets != targets:
        return f"it asked {seen.targets} of {targets} addresses"
    if set(seen.methods) != {client.method}:
        return f"it asked with {dict(seen.methods)}, not {client.method}"
    return None


def measure(client, task, log, running):
    """A sample; the task's folder is made and removed."""
    task.folder.mkdir(parents=True)
    task.write_list()
    command = client.command(task)
    server = running.running.get(client.server) if client.server is not None else None
    before_s = server.cpu_s() if server is not None else 0
    log.mark()
    figures = run_command(command, task)
    if figures is None:
        shutil.rmtree(task.folder)
        return Sample(len(task.urls), LIMIT_S, 0, 0, 0, 0, f"not done within {LIMIT_S} s")
    status, wall_s, cpu_s, peak_kb = figures
    if server is not None:
        cpu_s, peak_kb = server.cpu_s() - before_s, server.peak_kb()
    seen = log.read(len(task.urls))
    problem = judge(client, task, status, seen)
    shutil.rmtree(task.folder)
    return Sample(len(task.urls), wall_s, cpu_s, peak_kb, seen.connections, seen.resumed, problem)


def summarise(samples):
    """Median, least and most of each figure over the samples that count."""
    good = [sample for sample in samples if sample.problem is None]
    if not good:
        return None
    figures = {}
    for name in FIGURES:
        values = [sample.scaled(name) for sample in good]
        figures[name] = {"median": statistics.median(values), "min": min(values),
                         "max": max(values)}
    return figures
