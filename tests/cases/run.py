#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the cases: SUBJECT/WHAT-HAPPENS/ beside this file is one. Its name is the last part, and no
other case has it.

A case folder holds
  args                what headgate gets, one argument a line
  env                 NAME=value lines added to the environment
  stdin               what it reads from standard input
  headgate.yml, urls.txt, input/...   files for the folder that it runs in
and what is expected of it:
  status              the exit status (required), and at least one of
  stdout, stderr      the whole text, normalised (normal.py)
  stdout.contains, stderr.contains   texts that occur in it, one a line
  results             report.json, a line for each target (case.py)
  requests            what the fault server was asked for by this case, a line for each request
  files/NAME          a file that was written, normalised
  absent              names of files that must not be there, one a line
  secrets             texts that occur in no output and no file, one a line
  check.py            prepare(run), act(run), check(run): what needs more than data

{fault}, {nginx_https}, {ca}, {case}, ... stand for addresses and places (servers.py); they are
replaced in all files of a case. Everything is run in a fresh folder and an empty environment.
"""

import argparse
import collections
import concurrent.futures
import os
import signal
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import case  # noqa: E402
from servers import Servers, Skip  # noqa: E402

HERE = Path(__file__).resolve().parent


def read_options():
    parser = argparse.ArgumentParser(description="Runs the cases of this folder.")
    parser.add_argument("--headgate", required=True, type=Path, help="the program to test")
    parser.add_argument("--fault-server", required=True, type=Path, help="fault_server")
    parser.add_argument("--jobs", type=int, default=3 * (os.cpu_count() or 1))
    parser.add_argument("--accept", action="store_true",
                        help="write what came into the expectations that exist; look at the diff")
    parser.add_argument("--guard", type=int, default=case.GUARD_S, metavar="SECONDS",
                        help="after which a program that still runs hangs (default: %(default)s)")
    parser.add_argument("--stop", action="store_true", help="start no more after the first failure")
    parser.add_argument("names", nargs="*",
                        help="cases and subjects to run; all when none is named")
    return parser.parse_args()


def find_cases(names):
    folders = sorted(path for path in HERE.glob("*/*")
                     if path.is_dir() and not path.parent.name.startswith(("_", ".")))
    repeated = [name for name, count in collections.Counter(
        folder.name for folder in folders).items() if count > 1]
    if repeated:
        sys.exit(f"run.py: several cases have one name: {', '.join(repeated)}")
    wanted = [folder for folder in folders
              if not names or {folder.name, folder.parent.name} & set(names)]
    unknown = set(names) - {name for folder in wanted for name in (folder.name, folder.parent.name)}
    if unknown:
        sys.exit(f"run.py: no such case or subject: {', '.join(sorted(unknown))}")
    return [case.Case(folder) for folder in wanted]


def run_case(one, options, servers, scratch):
    """The problems of the case as text, "" when it passes, and why it was skipped, or None."""
    try:
        one.load(servers)
        return "\n".join(one.run(options.headgate.resolve(), scratch, options.accept)), None
    except Skip as skip:
        return "", str(skip)
    except case.CaseError as error:
        return str(error), None


def stop_ignoring_signals():
    """What is started here is ended by signals as in a terminal, also where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def main():
    stop_ignoring_signals()
    options = read_options()
    case.GUARD_S = options.guard
    cases = find_cases(options.names)
    passed = failed = skipped = 0
    with tempfile.TemporaryDirectory(prefix="headgate-cases-") as scratch, \
            Servers(options.fault_server.resolve(), Path(scratch)) as servers, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = {pool.submit(run_case, one, options, servers, Path(scratch)): one
                for one in cases}
        for done in concurrent.futures.as_completed(runs):
            problems, reason = done.result()
            if reason is not None:
                skipped += 1
                print(f"skipped: {runs[done].title}: {reason}", flush=True)
            elif problems:
                failed += 1
                print(f"FAILED: {runs[done].title}\n{problems}\n", flush=True)
                if options.stop:
                    pool.shutdown(wait=True, cancel_futures=True)
                    break
            else:
                passed += 1
        for problem in servers.stop():
            failed += 1
            print(f"FAILED: {problem}")
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not cases else 0)


if __name__ == "__main__":
    main()
