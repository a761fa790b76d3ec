# SPDX-License-Identifier: MIT
"""Who checks: headgate, the two yardsticks of our own, and the peers that Debian has.

A client is a command for a task, and a way to read from its output how many addresses it found up.
All ask with HEAD unless `method` says otherwise, and write a result for each address to a file."""

import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import servers

HERE = Path(__file__).resolve().parent
PROGRAMS = {}  # name: path of what was built, set by bench.py
AIOHTTP = "/usr/lib/python3/dist-packages/aiohttp"
CHECK_HTTP = "/usr/lib/nagios/plugins/check_http"


@dataclass
class Task:
    """One client's piece of work."""
    urls: list
    folder: Path  # of its own: the list is in it, and what the client writes
    workers: int = 50
    timeout_ms: int = 5000
    ca_file: Path | None = None
    options: tuple = ()  # further arguments for this client
    program: str = "headgate"  # which headgate: a key of PROGRAMS

    @property
    def list(self):
        return self.folder / "urls.txt"

    @property
    def output(self):
        return self.folder / "output"

    def write_list(self, name="urls.txt", line="{}\n"):
        path = self.folder / name
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(line.format(url) for url in self.urls)
        return path


@dataclass(frozen=True)
class Client:
    name: str
    kind: str  # headgate, yardstick or peer
    command: Callable
    claim: Callable  # how many addresses it says are up
    method: str = "HEAD"
    program: str | None = None  # that must be installed
    most: int | None = None  # addresses that it is given at most; its figures are scaled
    is_slow: bool = False  # a quick benchmark gives it a part only
    asks_one: bool = False  # the first address again and again
    server: str | None = None  # that does the work: its time counts, not the command's
    note: str = ""


def count_lines(pattern):
    """Lines of the output that the pattern matches at their beginning."""
    matcher = re.compile(pattern)

    def count(task):
        if not task.output.exists():
            return 0
        with open(task.output, encoding="utf-8", errors="replace") as file:
            return sum(matcher.match(line) is not None for line in file)
    return count


def number_after(pattern):
    """The number that the pattern's group finds in the beginning of the output."""
    def find(task):
        if not task.output.exists():
            return 0
        with open(task.output, encoding="utf-8", errors="replace") as file:
            found = re.search(pattern, file.read(65536))
        return int(found[1]) if found else 0
    return find


def shell(command, task):
    """Through a shell, with its output in the task's."""
    return ["sh", "-c", f"{command} >{shlex.quote(str(task.output))}"]


def headgate_without_report(task):
    authority = ("--ca-file", task.ca_file) if task.ca_file is not None else ()
    return [PROGRAMS[task.program], "check", "-q", "-f", task.list, "-j", str(task.workers),
            "--timeout", f"{task.timeout_ms}ms", *authority,
            *(option.format(output=task.output) for option in task.options)]


def headgate(task):
    """The JSON report is the least that is written."""
    report = () if "json={output}" in task.options else ("-o", f"json={task.output}")
    return [*headgate_without_report(task), *report]


def headgate_to_pipe(task):
    """JSON Lines to a program that reads them."""
    command = shlex.join(map(str, [*headgate_without_report(task), "-o", "jsonl"]))
    return shell(f"{command} | grep -c '\"outcome\": *\"up\"'", task)


def all_when_silent(task):
    """Without any output the exit status is the claim: 0 says that all are up."""
    status = (task.folder / "figures").read_text().split()[0]
    return len(task.urls) if status == "0" else 0


def yardstick(name):
    def command(task):
        options = ("--ca-file", task.ca_file) if task.ca_file is not None else ()
        return [PROGRAMS[name], "--workers", str(task.workers), "--timeout",
                str(task.timeout_ms), "--output", task.output, *options, *task.options, task.list]
    return command


def curl_parallel(task):
    config = task.write_list("curl.conf", 'url = "{}"\noutput = /dev/null\n')
    authority = f"--cacert {shlex.quote(str(task.ca_file))}" if task.ca_file is not None else ""
    return shell(f"curl -q -s -I -Z --parallel-max {task.workers} -m {task.timeout_ms / 1000} "
                 f"{authority} -w '%{{http_code}} %{{url}}\\n' -K {shlex.quote(str(config))}", task)


def aiohttp(form):
    def command(task):
        return [sys.executable, "-B", HERE / "peers" / f"aiohttp_{form}.py", task.list,
                str(task.workers), str(task.timeout_ms), task.output]
    return command


def ffuf(task):
    return shell(f"ffuf -s -t {task.workers} -timeout {max(1, task.timeout_ms // 1000)} -X HEAD "
                 f"-mc 200 -u FUZZ -w {shlex.quote(str(task.list))}", task)


def hey(task):
    return shell(f"hey -m HEAD -c {task.workers} -n {len(task.urls)} {task.urls[0]}", task)


def apache_bench(task):
    return shell(f"ab -q -k -i -c {task.workers} -n {len(task.urls)} {task.urls[0]}", task)


def check_http(task):
    """One process for each address, as monitoring systems run it."""
    fields = (url.removeprefix("http://").partition("/") for url in task.urls)
    arguments = task.folder / "check_http.txt"
    arguments.write_text("".join(
        f"-I {place.partition(':')[0]} -p {place.partition(':')[2]} -H {place} -u /{path}\n"
        for place, _, path in fields))
    return shell(f"xargs -P {task.workers} -L 1 {CHECK_HTTP} -j HEAD "
                 f"-t {max(1, task.timeout_ms // 1000)} <{shlex.quote(str(arguments))}", task)


def linkchecker(task):
    settings = task.folder / "linkcheckerrc"
    settings.write_text(f"[checking]\nthreads={task.workers}\nrecursionlevel=0\nrobotstxt=0\n"
                        f"timeout={max(1, task.timeout_ms // 1000)}\n"
                        "maxrequestspersecond=1000000\n")
    return shell(f"linkchecker -f {shlex.quote(str(settings))} --no-status --no-warnings -v -o csv "
                 f"--stdin <{shlex.quote(str(task.list))}", task)


def blackbox(task):
    """Asked as Prometheus does, by as many at once as there are workers."""
    place = f"http://127.0.0.1:{servers.BLACKBOX}/probe?module=head&target="
    probes = task.write_list("probes.txt", place + "{}\n")
    return [PROGRAMS["curl_loop"], "--get", "--workers", str(task.workers), "--output",
            task.output, probes]


STATUS_200 = count_lines("200 ")
CLIENTS = {client.name: client for client in (
    Client("headgate", "headgate", headgate, number_after(r'"up":\s*(\d+)')),
    Client("headgate without report", "headgate", headgate_without_report, all_when_silent,
           note="the exit status is its claim"),
    Client("headgate to a pipe", "headgate", headgate_to_pipe, number_after(r"(\d+)"),
           note="with grep, which reads it"),
    Client("curl_loop", "yardstick", yardstick("curl_loop"), STATUS_200),
    Client("raw_epoll", "yardstick", yardstick("raw_epoll"), STATUS_200),
    Client("curl -Z", "peer", curl_parallel, STATUS_200, program="curl"),
    Client("aiohttp sequential", "peer", aiohttp("sequential"), STATUS_200,
           program=AIOHTTP, is_slow=True, note="one at a time"),
    Client("aiohttp gather", "peer", aiohttp("gather"), STATUS_200,
           program=AIOHTTP, is_slow=True),
    Client("aiohttp as_completed", "peer", aiohttp("as_completed"), STATUS_200,
           program=AIOHTTP, is_slow=True),
    Client("blackbox_exporter", "peer", blackbox, STATUS_200, server="blackbox", most=2000,
           is_slow=True, program="prometheus-blackbox-exporter", note="without who asks it"),
    Client("check_http", "peer", check_http, count_lines("HTTP OK"), program=CHECK_HTTP, most=500,
           is_slow=True, note="xargs -P, a process for each"),
    Client("linkchecker", "peer", linkchecker, count_lines(".*;200 OK;"), method="GET",
           program="linkchecker", most=1000, is_slow=True),
    Client("ffuf", "peer", ffuf, count_lines("http"), program="ffuf"),
    Client("hey", "peer", hey, number_after(r"\[200\]\s+(\d+) responses"), program="hey",
           asks_one=True, note="one address again and again"),
    Client("ab", "peer", apache_bench, number_after(r"Complete requests:\s+(\d+)"), program="ab",
           asks_one=True, note="one address again and again"),
)}


def why_missing(client, running):
    """Why the client can't run here, or None."""
    if client.server is not None and client.server not in running.running:
        return running.missing.get(client.server, f"{client.server} does not run")
    if client.program is None or servers.find_program(client.program) or \
            Path(client.program).is_dir():
        return None
    return f"{client.program} is not installed"
