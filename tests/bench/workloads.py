# SPDX-License-Identifier: MIT
"""What is asked: each workload is a list (or some) and who checks it, in which way."""

from dataclasses import dataclass, field

import lists
from servers import HTTP

PEERS = ("curl -Z", "aiohttp gather", "aiohttp as_completed", "aiohttp sequential",
         "blackbox_exporter", "check_http", "ffuf")


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
    rounds: int | None = None  # fewer than the workload's


@dataclass
class Workload:
    name: str
    title: str
    entries: list
    server: str = "nginx"
    facts: dict = field(default_factory=dict)  # what bars need to know of the lists


@dataclass
class Sizes:
    """How much is asked; quick is for a first look."""
    rounds: int
    urls: int = 10000


FULL = Sizes(rounds=5)
QUICK = Sizes(rounds=2)


def peers(urls, names=PEERS, **options):
    return [Entry(name, name, urls, **options) for name in names]


def one_host(sizes):
    urls = lists.one_host(sizes.urls, HTTP)
    return Workload("A", f"{sizes.urls:,} URLs of one host, 50 at once", [
        Entry("headgate", "headgate", urls, options=("--per-host", "50")),
        Entry("curl_loop", "curl_loop", urls),
        Entry("raw_epoll", "raw_epoll", urls),
        *peers(urls, (*PEERS, "hey", "ab")),
    ])


def distinct_hosts(sizes):
    urls = lists.distinct_hosts(sizes.urls, HTTP)
    return Workload("B", f"{sizes.urls:,} distinct hosts, 50 at once", [
        Entry("headgate", "headgate", urls),
        Entry("curl_loop, tuned", "curl_loop", urls, options=("--tuned",)),
        Entry("raw_epoll", "raw_epoll", urls),
        *peers(urls),
    ])


WORKLOADS = {"A": one_host, "B": distinct_hosts}
