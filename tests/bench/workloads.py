# SPDX-License-Identifier: MIT
"""What is asked: each workload is a list (or some), and who checks it in which way. What each must
show is in bars.py, which finds the rows by their keys."""

from dataclasses import dataclass, field

import lists
from servers import DELAY, HTTP, HTTPS, HTTPS_CLOSING, NAME_COUNT

PEERS = ("curl -Z", "aiohttp gather", "aiohttp as_completed", "aiohttp sequential",
         "blackbox_exporter", "check_http", "linkchecker", "ffuf")
START = 1000  # URLs that need all workers, and nearly no memory of their own
THREE_REPORTS = ("-o", "json={output}", "-o", "csv=report.csv", "-o", "junit=report.xml")


@dataclass
class Entry:
    """One row of a workload's table."""
    key: str  # its name in the tables and the bars
    client: str
    urls: list
    workers: int = 50
    options: tuple = ()
    timeout_ms: int = 5000
    is_secure: bool = False  # the bundle with our authority is given
    most: int | None = None  # less than the list, scaled
    rounds: int | None = None  # fewer than the benchmark's
    counted: int | None = None  # of the addresses, for which instructions are counted, too


@dataclass
class Workload:
    name: str
    title: str
    entries: list
    server: str = "nginx"
    facts: dict = field(default_factory=dict)  # what bars need to know of the lists


@dataclass
class Sizes:
    """How much is asked, and how often."""
    rounds: int
    peer_rounds: int  # of peers, which are slower and need less certainty
    slow_rounds: int  # of what waits more than it works
    reference_rounds: int  # of slow rows that no bar needs
    share: float  # of the slow clients' addresses
    growth: int
    memory: int
    counted: int  # checks whose instructions are counted


FULL = Sizes(rounds=5, peer_rounds=3, slow_rounds=3, reference_rounds=3, share=1, growth=100000,
             memory=1000000, counted=20000)
QUICK = Sizes(rounds=2, peer_rounds=1, slow_rounds=1, reference_rounds=0, share=0.2, growth=30000,
              memory=50000, counted=5000)


def peers(sizes, urls, names=PEERS, **options):
    return [Entry(name, name, urls, rounds=sizes.peer_rounds, **options) for name in names]


def one_host(sizes):
    urls = lists.one_host(10000, HTTP)
    return Workload("A", "10,000 URLs of one host, 50 at once", [
        Entry("headgate", "headgate", urls, options=("--per-host", "50")),
        Entry("curl_loop", "curl_loop", urls),
        Entry("raw_epoll", "raw_epoll", urls),
        *peers(sizes, urls, (*PEERS, "hey", "ab")),
    ])


def distinct_hosts(sizes):
    urls = lists.distinct_hosts(10000, HTTP)
    return Workload("B", "10,000 distinct hosts, 50 at once", [
        Entry("headgate", "headgate", urls),
        Entry("curl_loop, tuned", "curl_loop", urls, options=("--tuned",)),
        Entry("raw_epoll", "raw_epoll", urls),
        *peers(sizes, urls),
    ])


def growth(sizes):
    few = lists.distinct_hosts(10000, HTTP)
    many = lists.distinct_hosts(sizes.growth, HTTP)
    return Workload("growth", f"{sizes.growth:,} distinct hosts against 10,000, 50 at once", [
        Entry("headgate", "headgate", many, rounds=sizes.slow_rounds),
        Entry("headgate, 10,000", "headgate", few),
        Entry("curl_loop, tuned", "curl_loop", many, options=("--tuned",),
              rounds=sizes.reference_rounds),
        Entry("curl_loop, tuned, 10,000", "curl_loop", few, options=("--tuned",),
              rounds=sizes.reference_rounds),
    ])


def mixed(sizes):
    urls = lists.mixed(10000, 500, HTTP)
    return Workload("M", "10,000 URLs over 500 hosts, shuffled, 50 at once", [
        Entry("headgate", "headgate", urls, options=("--per-host", "2")),
        Entry("headgate, per_host 1", "headgate", urls, options=("--per-host", "1")),
        Entry("curl_loop", "curl_loop", urls),
        Entry("raw_epoll", "raw_epoll", urls),
        *peers(sizes, urls, ("curl -Z", "aiohttp gather", "ffuf")),
    ], facts={"hosts": 500})


def https_new(sizes):
    urls = lists.one_host(2000, HTTPS_CLOSING, scheme="https")
    few = int(200 * sizes.share)
    return Workload("https", "2,000 new TLS connections, verified, 50 at once", [
        Entry("headgate", "headgate", urls, options=("--per-host", "50"), is_secure=True),
        Entry("curl_loop", "curl_loop", urls, is_secure=True, most=few, timeout_ms=60000,
              rounds=sizes.slow_rounds),
        *peers(sizes, urls, ("curl -Z",), is_secure=True, most=few, timeout_ms=60000),
    ])


def https_reuse(sizes):
    urls = lists.one_host(2000, HTTPS, scheme="https")
    return Workload("https-reuse", "2,000 URLs of one https host, verified, 50 at once", [
        Entry("headgate", "headgate", urls, options=("--per-host", "50"), is_secure=True),
        Entry("curl_loop", "curl_loop", urls, is_secure=True, timeout_ms=60000,
              rounds=sizes.slow_rounds),
        *peers(sizes, urls, ("curl -Z",), is_secure=True, timeout_ms=60000),
    ])


def https_start(sizes):
    """Answers of 200 ms, so that every worker is really needed."""
    urls = [f"https://127.0.0.1:{HTTPS}/slow/{i}" for i in range(200)]
    return Workload("https-start", "200 workers, each with one TLS connection, verified", [
        Entry("headgate", "headgate", urls, workers=200, timeout_ms=60000, is_secure=True,
              options=("--per-host", "200", "--connect-timeout", "60s")),
        Entry("curl_loop", "curl_loop", urls, workers=200, timeout_ms=60000, is_secure=True,
              rounds=sizes.reference_rounds),
    ])


def delayed(sizes):
    urls = lists.delayed(1000, DELAY, 200)
    kinds = (("headgate", sizes.slow_rounds), ("curl_loop", sizes.reference_rounds))
    entries = [Entry(f"{client}, {workers} workers", client, urls, workers, rounds=rounds)
               for workers in (50, 200, 1000) for client, rounds in kinds]
    return Workload("D", "1,000 hosts that answer after 200 ms", [
        *entries,
        Entry("raw_epoll, 1000 lanes", "raw_epoll", urls, 1000, rounds=sizes.reference_rounds),
        *[Entry(f"{client}, 200 at once", client, urls, 200, rounds=sizes.peer_rounds)
          for client in ("curl -Z", "aiohttp gather", "ffuf")],
    ], "delay", {"answer_s": 0.2, "urls": 1000})


def partly_silent(sizes):
    urls = lists.shuffled(lists.delayed(1800, DELAY, 0) + lists.silent(200, DELAY, first=1800))
    return Workload("E", "2,000 hosts, a tenth never answers, time limit 1 s, 50 at once", [
        Entry("headgate", "headgate", urls, options=("--retries", "0"), timeout_ms=1000,
              rounds=sizes.slow_rounds),
        Entry("headgate, 48 spares", "headgate", urls, options=("--retries", "0", "--spares", "48"),
              timeout_ms=1000, rounds=sizes.slow_rounds),
        Entry("curl_loop", "curl_loop", urls, timeout_ms=1000, rounds=sizes.reference_rounds),
        *peers(sizes, urls, ("curl -Z", "aiohttp gather"), timeout_ms=1000),
    ], "delay", {"ideal_s": 4.0})


def ten_sites(sizes):
    urls = lists.ten_sites(DELAY)
    return Workload("S", "ten sites that answer after 0.3 to 0.9 s", [
        Entry("headgate", "headgate", urls, 10),
        Entry("curl_loop", "curl_loop", urls, 10),
        *peers(sizes, urls, ("curl -Z", "aiohttp gather", "aiohttp sequential"), workers=10),
    ], "delay", {"slowest_s": max(lists.SITE_DELAYS_MS) / 1000})


def fair(sizes):
    """Each dead host keeps a worker until the time limit: of 50, 40. Without spare workers 1.96
    times as long would be the best that can be, without knowing who is dead. 48 are the default
    where nobody says how many workers there shall be."""
    healthy = lists.delayed(1000, DELAY, 50)
    mixture = lists.shuffled(healthy + lists.silent(40, DELAY, first=1000))
    entries = [Entry(f"headgate, {workers}{end}", "headgate", urls, workers,
                     ("--retries", "0", "--spares", "48"),
                     timeout_ms=3000, rounds=sizes.slow_rounds)
               for workers in (16, 50) for end, urls in (("", mixture), (", alone", healthy))]
    return Workload("fair", "1,000 healthy hosts (50 ms) and 40 dead ones (limit 3 s), 16 and 50 "
                    "at once", entries, "delay")


def names(sizes):
    by_name = lists.names(NAME_COUNT, HTTP)
    by_address = lists.distinct_hosts(NAME_COUNT, HTTP)
    return Workload("names", f"{NAME_COUNT:,} names from a DNS server, 50 at once", [
        Entry("headgate", "headgate", by_name),
        Entry("headgate, addresses", "headgate", by_address),
        Entry("curl_loop, tuned", "curl_loop", by_name, options=("--tuned",)),
        Entry("curl_loop, tuned, addresses", "curl_loop", by_address, options=("--tuned",)),
        *peers(sizes, by_name, ("curl -Z", "aiohttp gather")),
    ])


def memory(sizes):
    one = lists.one_host(sizes.memory, HTTP)
    many = lists.distinct_hosts(sizes.memory, HTTP)
    ways = (("one host", "headgate", one, ("--per-host", "50", *THREE_REPORTS)),
            ("distinct hosts", "headgate", many, THREE_REPORTS),
            ("jsonl to a pipe", "headgate to a pipe", one, ("--per-host", "50")))
    entries = []
    for key, client, urls, options in ways:
        entries += [Entry(key, client, urls, options=options, rounds=1),
                    Entry(f"{key}, start", client, urls[:START], options=options)]
    return Workload("memory", f"{sizes.memory:,} URLs against {START:,}, 50 at once; JSON, CSV and "
                    "JUnit written", entries, facts={"urls": sizes.memory - START})


def idle_workers(sizes):
    """All of them wait for an answer at the same time."""
    urls = lists.delayed(1000, DELAY, 1000)
    return Workload("workers", "1,000 workers that wait, against 10", [
        Entry("headgate", "headgate", urls, 1000),
        Entry("headgate, 10 workers", "headgate", urls[:10], 10),
        Entry("curl_loop", "curl_loop", urls, 1000, rounds=sizes.peer_rounds),
        Entry("curl_loop, 10 workers", "curl_loop", urls[:10], 10, rounds=sizes.peer_rounds),
    ], "delay", {"workers": 990})


def reports(sizes):
    urls = lists.one_host(sizes.memory, HTTP)
    rounds = sizes.peer_rounds
    return Workload("reports", f"{sizes.memory:,} results with JSON, CSV and JUnit, and without", [
        Entry("headgate", "headgate", urls, options=("--per-host", "50", *THREE_REPORTS),
              rounds=rounds, counted=sizes.counted),
        Entry("headgate, no report", "headgate without report", urls,
              options=("--per-host", "50"), rounds=rounds, counted=sizes.counted),
    ])


WORKLOADS = {
    "A": one_host, "B": distinct_hosts, "growth": growth, "M": mixed, "https": https_new,
    "https-reuse": https_reuse, "https-start": https_start, "D": delayed, "E": partly_silent,
    "S": ten_sites, "names": names, "workers": idle_workers, "reports": reports, "memory": memory,
    "fair": fair,
}
