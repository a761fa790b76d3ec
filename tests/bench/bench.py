#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The benchmark: headgate, two yardsticks and its peers on the same lists, side by side.

Started by ci/bench, which builds and makes the namespace (place.py). Each round runs every client
of a workload once, the order moved on by one each time, so that what changes on the machine changes
for all. A run counts only when the server's log agrees with what the client claims."""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True

import bars  # noqa: E402
import clients  # noqa: E402
import place  # noqa: E402
import report  # noqa: E402
import workloads  # noqa: E402
from measure import measure, summarise  # noqa: E402
from servers import NAME_SERVER, PORTS, Servers  # noqa: E402

SMALL = 2000  # lists up to here are given to everybody as they are
OWN_PROGRAMS = ("raw_epoll", "curl_loop", "delay_server", "stopwatch")


def read_options():
    parser = argparse.ArgumentParser(prog="ci/bench", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a first look, within three minutes")
    parser.add_argument("--only", nargs="+", metavar="WORKLOAD", choices=workloads.WORKLOADS,
                        help="these workloads: " + " ".join(workloads.WORKLOADS))
    parser.add_argument("--clients", nargs="+", metavar="CLIENT",
                        help="headgate, the yardsticks and these peers only")
    parser.add_argument("--rounds", type=int, help="in place of 5, or 2 with --quick")
    parser.add_argument("--headgate", type=Path, required=True, help="the program to measure")
    parser.add_argument("--programs", type=Path, required=True, help="where the yardsticks are")
    parser.add_argument("--json", type=Path, default="bench.json", help="file for the figures")
    parser.add_argument("--page", type=Path, help="page whose tables are to be replaced")
    parser.add_argument("--gate", action="store_true", help="exit status 1 when a bar is missed")
    return parser.parse_args()


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[0]


def describe_machine():
    models = [line.partition(":")[2].strip() for line in
              Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    names = dict(line.rstrip().split("=", 1) for line in open("/etc/os-release", encoding="utf-8")
                 if "=" in line)
    return {"processors": os.cpu_count(), "processor": models[0] if models else "unknown",
            "kernel": platform.release(), "system": names.get("PRETTY_NAME", "").strip('"'),
            "libcurl": first_line("curl", "--version").split()[1]}


def make_task(entry, client, folder, running, share):
    most = min(limit for limit in (entry.most, client.most, len(entry.urls)) if limit is not None)
    if client.is_slow and len(entry.urls) > SMALL:
        most = int(most * share)
    return clients.Task(entry.urls[:most], folder, entry.workers, entry.timeout_ms,
                        running.bundle if entry.is_secure else None, entry.options)


def run_rounds(workload, rounds, running, folder, share):
    """The samples of each entry, by its key."""
    missing = {entry.key: clients.why_missing(clients.CLIENTS[entry.client], running)
               for entry in workload.entries}
    samples = {entry.key: [] for entry in workload.entries}
    able = [entry for entry in workload.entries if missing[entry.key] is None]
    for turn in range(rounds):
        for entry in able[turn % len(able):] + able[:turn % len(able)]:
            if turn >= (entry.rounds or rounds):
                continue
            client = clients.CLIENTS[entry.client]
            task = make_task(entry, client, folder / "task", running, share)
            sample = measure(client, task, running.logs[workload.server], running)
            samples[entry.key].append(sample)
    return samples, missing


def describe_row(entry, samples, why):
    client = clients.CLIENTS[entry.client]
    problems = sorted({sample.problem for sample in samples if sample.problem is not None})
    checks = samples[0].checks if samples else len(entry.urls)
    notes = [note for note in (client.note, why, *problems) if note]
    if client.method != "HEAD":
        notes.insert(0, f"{client.method} only")
    return {"key": entry.key, "client": entry.client, "kind": client.kind,
            "method": client.method, "workers": entry.workers, "checks": checks,
            "scale": len(entry.urls) / checks, "rounds": len(samples),
            "figures": summarise(samples), "notes": notes}


def run_workload(workload, rounds, running, folder, share):
    samples, missing = run_rounds(workload, rounds, running, folder, share)
    rows = [describe_row(entry, samples[entry.key], missing[entry.key])
            for entry in workload.entries]
    figures = {row["key"]: row["figures"] for row in rows}
    return {"name": workload.name, "title": workload.title, "rows": rows,
            "bars": bars.judge(workload, figures)}


def choose_clients(workload, wanted):
    if wanted is not None:
        workload.entries = [entry for entry in workload.entries
                            if clients.CLIENTS[entry.client].kind != "peer"
                            or entry.client in wanted]
    return workload


def run_all(options, folder):
    sizes = workloads.QUICK if options.quick else workloads.FULL
    rounds = options.rounds or sizes.rounds
    document = {"schema": "headgate-bench/1", "quick": options.quick, "rounds": rounds,
                "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
                "machine": describe_machine(), "workloads": []}
    with Servers(folder, options.programs / "delay_server") as running:
        for name in options.only or workloads.WORKLOADS:
            start = time.monotonic()
            workload = choose_clients(workloads.WORKLOADS[name](sizes), options.clients)
            document["workloads"].append(run_workload(workload, rounds, running, folder, sizes.share))
            print(report.plain(document["workloads"][-1]), flush=True)
            print(f"({name} took {time.monotonic() - start:.0f} s)\n", flush=True)
    return document


def main():
    options = read_options()
    clients.PROGRAMS.update({name: options.programs / name for name in OWN_PROGRAMS},
                            headgate=options.headgate.resolve())
    with tempfile.TemporaryDirectory(prefix="headgate-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        place.prepare(folder, PORTS, NAME_SERVER)
        document = run_all(options, folder)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    if options.page is not None:
        report.write_page(options.page, document)
    missed = [bar for workload in document["workloads"] for bar in workload["bars"]
              if bar["verdict"] != "met"]
    print(f"bench: {len(missed)} bars missed or not measured; figures in {options.json}")
    return 1 if options.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
