#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Has calls of the C library fail in a small run, one at a time: every malloc, write, fsync, rename, socket,
pthread_create and poll, or as many of each as --most says, spread over the run.

Whatever fails: the program does not crash, a report is whole or not there and no temporary file is left, the history
holds against itself, and no target is down, since all of them are up. tests/preload/faults.c makes the calls fail.
"""

import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cases"))

import histories  # noqa: E402
from servers import Servers, sanitizer_options  # noqa: E402

GUARD_S = 120
# Poll comes last: from one call on it fails for good, as it does on a machine without memory.
CALLS = {"malloc": "", "write": "", "fsync": "", "rename": "", "socket": "", "pthread_create": "", "poll": "+",
         "recv": "", "send": ""}
# A report that could not be written before the run is a wrong path; whatever else fails is this machine's trouble.
STATUSES = (0, 2, 3)
# No retry hides a failure, but over HTTP/2: nghttp2's allocator is not ours to set, and what it hides looks like a
# connection that was cut.
CONFIG = """\
defaults: {{retries: 0, retry_delay: 1ms, tls: {{ca: "{ca}"}}}}
history: h.db
reports: {{json: report.json, junit: report.xml, csv: report.csv, jsonl: report.jsonl}}
targets:
  - {{name: plain, url: "{fault}/ok/faults"}}
  - {{name: named, url: "http://localhost:{nginx_http_port}/status/200"}}
  - {{name: secure, url: "{nginx_https}/status/200", retries: 1}}
  - {{name: read, url: "{nginx_https}/status/200", retries: 1, expect: {{body: {{max_size: 1MiB}}}}}}
  - {{name: redirected, url: "http://127.0.0.1:{nginx_http_port}/to-https", retries: 1}}
"""


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--headgate", required=True, type=Path)
    parser.add_argument("--fault-server", required=True, type=Path)
    parser.add_argument("--most", type=int, default=0, metavar="COUNT",
                        help="calls of each function that fail, the first and the last among them; 0: all")
    parser.add_argument("--only", action="append", choices=CALLS, help="these functions only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


class Torture:
    def __init__(self, options, servers, scratch):
        self.program = options.headgate.resolve()
        self.library = servers.preload / "libtest_faults.so"
        self.scratch = scratch
        self.places = servers.places

    def run(self, name, **variables):
        folder = self.scratch / name.replace(":", "-")
        folder.mkdir()
        (folder / "headgate.yml").write_text(CONFIG.format(**self.places))
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(folder),
                       "LD_PRELOAD": str(self.library), **sanitizer_options(folder / "sanitizer"), **variables}
        environment["ASAN_OPTIONS"] += ":verify_asan_link_order=0:detect_leaks=0"
        # Where memory runs out the program ends at once, and joins no threads.
        environment["TSAN_OPTIONS"] += ":report_thread_leaks=0"
        done = subprocess.run([self.program, "headgate.yml"], cwd=folder, env=environment, timeout=GUARD_S,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        return folder, done

    def count(self):
        """How often each function is called."""
        folder, done = self.run("counts", HEADGATE_TEST_COUNTS=str(self.scratch / "counts.txt"))
        if done.returncode != 0:
            sys.exit(f"faults.py: without a fault the run ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        problems = check_files(folder, 0)
        if problems:
            sys.exit(f"faults.py: without a fault: {problems}")
        lines = (self.scratch / "counts.txt").read_text().split("\n")
        return {name: int(count) for name, count in (line.split() for line in lines if line)}

    def try_fault(self, fault):
        """What went wrong, or ""."""
        try:
            folder, done = self.run(fault, HEADGATE_TEST_FAULT=fault)
        except subprocess.TimeoutExpired:
            return f"{fault}: still running after {GUARD_S} s"
        problems = []
        if done.returncode not in STATUSES:
            problems.append(f"status {done.returncode}")
        if "✗" in done.stdout:
            problems.append("a target is down")
        problems += [path.read_text(errors="replace") for path in folder.glob("sanitizer*")]
        problems += check_files(folder, done.returncode)
        if not problems:
            return ""
        return f"{fault}: {'; '.join(problems)}\n{done.stdout}{done.stderr}"


def check_report(path):
    if path.suffix == ".json":
        targets = json.loads(path.read_text())["targets"]
    elif path.suffix == ".jsonl":
        *targets, end = [json.loads(line) for line in path.read_text().splitlines()]
        targets = [target for target in targets if "outcome" in target]
        assert end, "the last line is empty"
    elif path.suffix == ".xml":
        return xml.etree.ElementTree.parse(path)
    else:
        lines = path.read_text().splitlines()
        assert len(lines) == 6, f"{path.name} has {len(lines)} lines"
        return None
    assert len(targets) == 5, f"{path.name} has {len(targets)} targets"
    down = [target["name"] for target in targets if target["outcome"] == "down"]
    assert not down, f"{path.name}: {down} down"
    return None


def check_files(folder, status):
    problems = []
    try:
        for path in sorted(folder.glob("report.*")):
            check_report(path)
        if status == 0:
            missing = {"report.json", "report.xml", "report.csv", "report.jsonl"} - {path.name for path in
                                                                                     folder.iterdir()}
            assert not missing, f"{missing} missing, and the status says nothing of it"
        left = [path.name for path in folder.iterdir() if "headgate-" in path.name]
        assert not left, f"{left} left behind"
        if (folder / "h.db").exists() and (folder / "h.db").stat().st_size > 0:
            runs = histories.check(folder / "h.db")
            assert status != 0 or runs == 1, "the run is not in the history, and the status says nothing of it"
    except Exception as error:  # whatever a check stumbles over is its result
        problems.append(f"{type(error).__name__}: {error}")
    return problems


def choose(count, most):
    if most == 0 or count <= most:
        return list(range(1, count + 1))
    return sorted({1 + i * (count - 1) // (most - 1) for i in range(most)})


def main():
    options = read_options()
    failed = tried = 0
    with tempfile.TemporaryDirectory(prefix="headgate-faults-") as scratch, \
            Servers(options.fault_server.resolve(), Path(scratch)) as servers, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        torture = Torture(options, servers, Path(scratch))
        counts = torture.count()
        faults = [f"{call}:{number}{CALLS[call]}" for call in options.only or CALLS
                  for number in choose(counts[call], options.most)]
        for problem in pool.map(torture.try_fault, faults):
            tried += 1
            if problem:
                failed += 1
                print(f"FAILED: {problem}\n", flush=True)
    print(f"{', '.join(f'{count} {call}' for call, count in counts.items())}: {tried} failed calls tried, "
          f"{failed} with a wrong end")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
