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
import re
import signal
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
import versus  # noqa: E402
import workloads  # noqa: E402
from measure import count_instructions, measure, spread, summarise  # noqa: E402
from servers import NAME_SERVER, PORTS, Servers  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / "build/release"
OWN_PROGRAMS = ("raw_epoll", "curl_loop", "delay_server", "stopwatch")
PACKAGES = ("nginx", "libcurl4", "libssl3", "curl", "python3-aiohttp",
            "prometheus-blackbox-exporter", "monitoring-plugins-basic", "ffuf", "hey",
            "apache2-utils", "linkchecker")
SMALL = 2000  # lists up to here are given to everybody as they are
QUICK_S = 165  # a quick benchmark begins nothing after that


def read_options():
    parser = argparse.ArgumentParser(prog="ci/bench", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a first look, within three minutes")
    parser.add_argument("--only", nargs="+", metavar="WORKLOAD", choices=workloads.WORKLOADS,
                        help="these workloads: " + " ".join(workloads.WORKLOADS))
    parser.add_argument("--clients", nargs="+", metavar="CLIENT", choices=clients.CLIENTS,
                        help="of the peers, these only: " + ", ".join(
                            name for name, client in clients.CLIENTS.items()
                            if client.kind == "peer"))
    parser.add_argument("--rounds", type=int, metavar="N",
                        help="in place of 5, or 2 when quick; with --versus of 15, or 7")
    parser.add_argument("--headgate", type=Path, metavar="PATH", help="the program to measure",
                        default=BUILT / "src/headgate")
    parser.add_argument("--versus", type=Path, metavar="PATH",
                        help="an older program: measure headgate only, both programs in each "
                        "round, and print the ratios")
    parser.add_argument("--json", type=Path, metavar="PATH", help="file for all figures, in place "
                        "of build/bench/bench.json, or versus.json with --versus")
    parser.add_argument("--page", type=Path, metavar="PATH",
                        help="page whose tables are replaced; docs/performance.md when everything "
                        "is measured")
    parser.add_argument("--gate", action="store_true",
                        help="exit with 1 when a bar is missed, or a row is slower than --versus")
    options = parser.parse_args()
    if options.versus is not None and options.page is not None:
        parser.error("--versus has no page")
    for program in (options.headgate, options.versus):
        if program is not None and not os.access(program, os.X_OK):
            parser.error(f"no program: {program}")
    if options.json is None:
        name = "bench.json" if options.versus is None else "versus.json"
        options.json = ROOT / "build/bench" / name
    if not (options.quick or options.only or options.clients or options.rounds or options.page or
            options.versus):
        options.page = ROOT / "docs/performance.md"
    return options


def find_versions():
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Version}\n", *PACKAGES],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    pairs = [line.split() for line in query.stdout.splitlines()]
    return {pair[0]: re.split("[-+]", pair[1])[0] for pair in pairs if len(pair) == 2}


def describe_machine():
    models = [line.partition(":")[2].strip() for line in
              Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {"processors": os.cpu_count(), "processor": models[0] if models else "unknown",
            "kernel": platform.release(),
            "system": platform.freedesktop_os_release().get("PRETTY_NAME", "unknown"),
            "load": os.getloadavg()[0], "versions": find_versions()}


class Bench:
    """One benchmark: how much is asked, of which servers, in which folder."""

    def __init__(self, options, running, folder):
        self.sizes = workloads.QUICK if options.quick else workloads.FULL
        rounds = self.sizes.rounds
        if options.versus is not None:
            rounds = versus.QUICK_ROUNDS if options.quick else versus.ROUNDS
        self.rounds = options.rounds or rounds
        self.peers = options.clients
        self.running = running
        self.folder = folder
        self.end = time.monotonic() + (QUICK_S if options.quick else float("inf"))

    def run(self, name):
        """A workload's rows and bars, as they are reported."""
        start = time.monotonic()
        workload = workloads.WORKLOADS[name](self.sizes)
        entries = [entry for entry in workload.entries if self.is_wanted(entry)]
        missing = {entry.key: clients.why_missing(clients.CLIENTS[entry.client], self.running)
                   for entry in entries}
        able = [entry for entry in entries if missing[entry.key] is None]
        samples = {entry.key: [] for entry in entries}
        for turn in range(self.rounds if able else 0):
            first = turn % len(able)
            for entry in able[first:] + able[:first]:
                if turn < self.count_rounds(entry) and time.monotonic() < self.end:
                    samples[entry.key].append(self.measure(entry, workload.server))
        rows = [self.describe(entry, samples[entry.key], missing[entry.key]) for entry in entries]
        for entry, row in zip(entries, rows):
            self.add_instructions(entry, row)
        figures = {row["key"]: row["figures"] for row in rows}
        return {"name": name, "title": workload.title, "rows": rows,
                "took_s": round(time.monotonic() - start, 1),
                "bars": bars.judge(workload, figures)}

    def compare(self, name):
        """The same with a second program."""
        return versus.compare(self, workloads.WORKLOADS[name](self.sizes))

    def is_wanted(self, entry):
        return self.peers is None or entry.client in self.peers or \
            clients.CLIENTS[entry.client].kind != "peer"

    @staticmethod
    def is_headgate(entry):
        return clients.CLIENTS[entry.client].kind == "headgate"

    def count_rounds(self, entry):
        return self.rounds if entry.rounds is None else min(entry.rounds, self.rounds)

    def count(self, entry):
        """How many of its addresses it is given."""
        client = clients.CLIENTS[entry.client]
        limits = (entry.most, client.most, len(entry.urls))
        most = min(limit for limit in limits if limit is not None)
        if client.is_slow and len(entry.urls) > SMALL:
            most = int(most * self.sizes.share)
        return most

    def task(self, entry, count, program="headgate"):
        authority = self.running.bundle if entry.is_secure else None
        return clients.Task(entry.urls[:count], self.folder / "task", entry.workers,
                            entry.timeout_ms, authority, entry.options, program)

    def measure(self, entry, server, program="headgate"):
        client = clients.CLIENTS[entry.client]
        return measure(client, self.task(entry, self.count(entry), program),
                       self.running.logs[server], self.running.running.get(client.server))

    def count_instructions(self, entry, count, program="headgate"):
        return count_instructions(clients.CLIENTS[entry.client], self.task(entry, count, program))

    def add_instructions(self, entry, row):
        """To a row that has figures and wants them."""
        if entry.counted is None or row["figures"] is None:
            return
        count = self.count_instructions(entry, entry.counted)
        if count is None:
            row["notes"].append("instructions can't be counted (valgrind)")
        else:
            row["figures"]["instructions"] = spread([count])
            row["notes"].append(f"{count:,.0f} instructions a check")

    def describe(self, entry, samples, why):
        client = clients.CLIENTS[entry.client]
        if why is None and not samples:
            why = f"{QUICK_S} s were over" if self.count_rounds(entry) else "not when quick"
        problems = sorted({sample.problem for sample in samples if sample.problem is not None})
        notes = [note for note in (client.note, why, *problems) if note]
        if client.method != "HEAD":
            notes.insert(0, f"{client.method} only")
        checks = self.count(entry)
        return {"key": entry.key, "client": entry.client, "kind": client.kind,
                "method": client.method, "workers": entry.workers, "checks": checks,
                "scale": len(entry.urls) / checks, "rounds": len(samples),
                "figures": summarise(samples), "notes": notes}


def run_all(options, folder):
    with Servers(folder, clients.PROGRAMS["delay_server"]) as running:
        bench = Bench(options, running, folder)
        document = {"schema": "headgate-bench/1", "quick": options.quick, "rounds": bench.rounds,
                    "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
                    "machine": describe_machine(), "workloads": []}
        for name in options.only or workloads.WORKLOADS:
            workload = bench.run(name)
            document["workloads"].append(workload)
            print(report.plain_workload(workload), flush=True)
    return document


def compare_all(options, folder):
    """Only headgate's rows, with two programs."""
    with Servers(folder, clients.PROGRAMS["delay_server"]) as running:
        bench = Bench(options, running, folder)
        compared = []
        for name in options.only or workloads.WORKLOADS:
            compared.append(bench.compare(name))
            print(report.plain_table(versus.HEADINGS, versus.table_rows(compared[-1:])), flush=True)
    return {"schema": "headgate-versus/1", "machine": describe_machine(), "workloads": compared}


def print_result(options, document):
    """The whole table or the bars; returns whether something is missed."""
    if options.versus is not None:
        print(f"headgate, as multiple of {options.versus}:")
        print(report.plain_table(versus.HEADINGS, versus.table_rows(document["workloads"])))
        return versus.is_slower(document["workloads"])
    print(report.plain_bars(document))
    missed = [bar for workload in document["workloads"] for bar in workload["bars"]
              if bar["verdict"] != "met"]
    print(f"bench: {len(missed)} bars missed or not measured; all figures are in {options.json}")
    return bool(missed)


def main():
    options = read_options()
    if options.page is not None:
        report.split_page(options.page)  # before a quarter of an hour is spent
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the servers end too
    clients.PROGRAMS.update({name: BUILT / "tests/bench" / name for name in OWN_PROGRAMS},
                            headgate=options.headgate.resolve())
    if options.versus is not None:
        clients.PROGRAMS[versus.OLD] = options.versus.resolve()
    with tempfile.TemporaryDirectory(prefix="headgate-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx and linkchecker give up being root
        place.prepare(folder, PORTS, NAME_SERVER)
        document = (run_all if options.versus is None else compare_all)(options, folder)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    if options.page is not None:
        report.write_page(options.page, document)
    is_missed = print_result(options, document)
    return 1 if options.gate and is_missed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (place.PlaceError, OSError, RuntimeError, ValueError) as error:
        sys.exit(f"bench: {error}")
