# SPDX-License-Identifier: MIT
"""One case: reads its folder, runs headgate, compares what came with what is expected."""

import difflib
import importlib.util
import json
import os
import pty
import re
import subprocess
import termios
import time
import traceback

import normal
from servers import Skip, sanitizer_options

GUARD_S = 120  # a program that takes so long hangs
EXPECTATIONS = ("stdout", "stderr", "stdout.contains", "stderr.contains", "results", "requests",
                "absent", "secrets", "files", "check.py")
INPUTS = ("args", "env", "stdin", "headgate.yml", "urls.txt", "input", "status")


class CaseError(Exception):
    """The folder is not a case that could fail."""


class Run:
    """What check.py gets: the program, its folder and, once it has ended, what came."""

    def __init__(self, name, headgate, folder, arguments, environment, stdin, servers):
        self.name = name
        self.headgate = headgate
        self.folder = folder
        self.arguments = arguments
        self.environment = environment
        self.stdin = stdin
        self.servers = servers
        self.places = {**servers.places, "case": name, "tmp": str(folder)}
        self.status = None
        self.stdout = self.stderr = ""

    def start(self, arguments=None, **options):
        """Start headgate with these arguments or the case's; the options are Popen's."""
        options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE,
                   "stderr": subprocess.PIPE, **options}
        return subprocess.Popen(
            [self.headgate, *(self.arguments if arguments is None else arguments)],
            cwd=self.folder, env=self.environment, start_new_session=True, **options)

    def finish(self, process):
        """Wait for the end and keep status, stdout and stderr."""
        try:
            out, err = process.communicate(
                self.stdin if process.stdin is not None else None, timeout=GUARD_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise AssertionError(f"still running after {GUARD_S} s")
        self.status = process.returncode
        self.stdout = (out or b"").decode("utf-8", "surrogateescape")
        self.stderr = (err or b"").decode("utf-8", "surrogateescape")

    def preload(self, name, **variables):
        """Have the program run with a library of tests/preload, and with these variables for it."""
        library = self.servers.preload / f"libtest_{name}.so"
        if not library.exists():
            raise Skip(f"{library} is not built")
        self.environment |= {"LD_PRELOAD": str(library), **variables}
        # The leak sanitizer does not know what the loader allocates through it.
        self.environment["ASAN_OPTIONS"] += ":verify_asan_link_order=0:detect_leaks=0"

    def set_clock(self, seconds):
        """From now on the wall clock of the program is ahead by so many seconds."""
        self.preload("clock", HEADGATE_TEST_CLOCK_S=str(int(seconds)))

    def spare_coverage(self):
        """For a program that is killed or can't write files: what it leaves of what it has executed
        (ci/coverage) would spoil what others have left, so it goes where nobody reads it."""
        folder = self.folder.parent / "coverage"
        folder.mkdir()
        folder.chmod(0o777)
        self.environment |= {"GCOV_PREFIX": str(folder), "GCOV_ERROR_FILE": "/dev/null"}

    def finish_on_terminal(self, stream, columns=0):
        """Run with the stream ("stdout" or "stderr") on a terminal, of unknown width or of so many
        columns; what it showed, as bytes."""
        leader, follower = pty.openpty()
        termios.tcsetwinsize(follower, (24, columns))
        process = self.start(**{stream: follower})
        os.close(follower)
        shown = b""
        try:
            while chunk := os.read(leader, 65536):
                shown += chunk
        except OSError:  # the other end is closed
            pass
        os.close(leader)
        self.finish(process)
        return shown

    def finish_by_signal(self, number, requests=1):
        """Run until so many requests have arrived, then send the signal."""
        process = self.start()
        self.wait_for_requests(process, requests)
        process.send_signal(number)
        self.finish(process)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def read(self, name):
        path = self.folder / name
        assert path.exists(), f"{name} was not written"
        return path.read_bytes().decode("utf-8")

    def report(self, name="report.json"):
        return json.loads(self.read(name))

    def requests(self):
        """What the fault servers were asked for by targets with the case's name in them."""
        return [line for server in (self.servers.fault, self.servers.lo) if server.port
                for line in server.requests(self.name)]

    def wait_for_requests(self, process, count=1):
        """Until so many requests have arrived, so that something can happen in the middle."""
        end = time.monotonic() + GUARD_S
        while len(self.requests()) < count:
            assert process.poll() is None, f"it ended before {count} requests had arrived"
            assert time.monotonic() < end, f"fewer than {count} requests arrived"
            time.sleep(0.02)


def result_line(target):
    """name | outcome | cause | http_status | method | attempts | reason"""
    shown = [target["name"], target["outcome"], target["cause"], target["http_status"],
             target["method"], len(target["attempts"]), target["reason"]]
    return " | ".join("-" if item is None else str(item) for item in shown)


class Case:
    def __init__(self, folder):
        self.folder = folder
        self.name = folder.name
        self.title = f"{folder.parent.name}/{folder.name}"
        self.module = None

    def load(self, servers):
        self.servers = servers
        names = {path.name for path in self.folder.iterdir()} - {"__pycache__"}
        unknown = names - set(EXPECTATIONS) - set(INPUTS)
        if unknown:
            raise CaseError(f"unknown files: {', '.join(sorted(unknown))}")
        if "status" not in names or not names & set(EXPECTATIONS):
            raise CaseError("nothing is expected beside the status: it could not fail"
                            if "status" in names else "no status is expected")
        if "check.py" in names:
            place = importlib.util.spec_from_file_location(self.name, self.folder / "check.py")
            self.module = importlib.util.module_from_spec(place)
            place.loader.exec_module(self.module)

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def fill(self, text, places):
        """Replace the places' names in braces."""
        def place(match):
            if places[match[1]] is None:
                raise Skip(f"{match[0]} is not available here")
            return places[match[1]]
        return re.sub(r"(?<!\$)\{(" + "|".join(places) + r")\}", place, text)

    def prepare(self, headgate, scratch):
        folder = scratch / self.name
        work = folder / "run"
        work.mkdir(parents=True)
        places = {**self.servers.places, "case": self.name, "tmp": str(work)}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder)
            if name.parts[0] == "input":
                name = name.relative_to("input")
            elif str(name) not in ("headgate.yml", "urls.txt"):
                continue
            if path.is_dir():
                (work / name).mkdir(exist_ok=True)
                continue
            content = path.read_bytes().decode("utf-8", "surrogateescape")
            (work / name).write_bytes(
                self.fill(content, places).encode("utf-8", "surrogateescape"))
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(work), "LC_ALL": "C.UTF-8",
                       "TZ": "UTC", **sanitizer_options(folder / "sanitizer")}
        self.environment_lines(environment, places)
        arguments = self.lines("args", places) if (self.folder / "args").exists() else []
        stdin = self.fill(self.read("stdin"), places) if (self.folder / "stdin").exists() else ""
        return Run(self.name, headgate, work, arguments, environment, stdin.encode(),
                   self.servers)

    def environment_lines(self, environment, places):
        if (self.folder / "env").exists():
            for line in self.lines("env", places):
                name, _, value = line.partition("=")
                environment[name] = value

    def lines(self, name, places):
        return [self.fill(line, places) for line in self.read(name).splitlines()]

    def call(self, name, run):
        function = getattr(self.module, name, None)
        if function is not None:
            function(run)
        return function is not None

    def run(self, headgate, scratch, accept):
        """The problems found, as texts."""
        run = self.prepare(headgate, scratch)
        problems = []
        try:
            self.call("prepare", run)
            if not self.call("act", run):
                run.finish(run.start())
            problems += self.compare(run, accept)
            self.call("check", run)
        except AssertionError as error:
            problems.append(self.describe(error))
        except Skip:
            raise
        except Exception as error:  # whatever a check stumbles over is its result
            problems.append("".join(traceback.format_exception(error)))
        problems += [path.read_text(errors="replace")
                     for path in run.folder.parent.glob("sanitizer*")]
        if problems:
            problems.append(f"status {run.status}; stderr:\n{run.stderr[-3000:]}")
        return problems

    def describe(self, error):
        line = traceback.extract_tb(error.__traceback__)[-1]
        return f"{os.path.basename(line.filename)}:{line.lineno}: {line.line}: {error}"

    def compare(self, run, accept):
        readers = {
            "status": lambda: f"{run.status}\n",
            "stdout": lambda: normal.text(run.stdout, run.places),
            "stderr": lambda: normal.text(run.stderr, run.places),
            "results": lambda: normal.text("".join(
                result_line(target) + "\n" for target in run.report()["targets"]), run.places),
            "requests": lambda: "".join(line + "\n" for line in run.requests()),
        }
        for path in sorted(self.folder.glob("files/**/*")):
            name = path.relative_to(self.folder / "files")
            if path.is_file():
                readers[f"files/{name}"] = lambda path=path, name=name: normal.file_text(
                    path, run.read(name), run.places)
        for name, reader in readers.items():
            if (self.folder / name).exists():
                yield from self.difference(name, reader, accept)
        yield from self.contained(run)
        yield from self.left_over(run)

    def difference(self, name, reader, accept):
        expected = self.read(name)
        try:
            text = reader()
        except AssertionError as error:
            yield str(error)
            return
        if accept:
            (self.folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")
        if text != expected:
            yield "".join(line if line.endswith("\n") else line + "\n(no newline)\n"
                          for line in difflib.unified_diff(
                              expected.splitlines(True), text.splitlines(True),
                              f"expected {name}", f"{name}"))

    def contained(self, run):
        for name in ("stdout", "stderr"):
            if not (self.folder / f"{name}.contains").exists():
                continue
            text = normal.text(getattr(run, name), run.places)
            for line in self.read(f"{name}.contains").splitlines():
                if line not in text:
                    yield f"{name} lacks {line!r}:\n{text}"

    def left_over(self, run):
        if (self.folder / "absent").exists():
            for name in self.read("absent").splitlines():
                if list(run.folder.glob(name)):
                    yield f"{name} is there"
        if (self.folder / "secrets").exists():
            outputs = {"stdout": run.stdout, "stderr": run.stderr}
            inputs = {path.name for path in self.folder.glob("*.*")}
            for path in run.folder.rglob("*"):
                if path.is_file() and path.name not in inputs:
                    outputs[path.name] = path.read_bytes().decode("utf-8", "replace")
            for secret in self.read("secrets").splitlines():
                for name, text in outputs.items():
                    if secret in text:
                        yield f"{name} shows {secret!r}:\n{text}"
