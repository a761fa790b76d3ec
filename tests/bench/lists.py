# SPDX-License-Identifier: MIT
"""Lists of addresses. Each is the same in every run: what is shuffled has a fixed seed."""

import random

SEED = 4
SITE_DELAYS_MS = (300, 400, 500, 600, 700, 800, 900, 350, 450, 600)


def address(number):
    """The number's own address of 127.0.0.0/8, from 127.1.0.1 on."""
    block, last = divmod(number, 250)
    return f"127.{1 + block // 256}.{block % 256}.{1 + last}"


def host_name(number):
    return f"n{number}.bench.test"


def one_host(count, port, host="127.0.0.1", scheme="http"):
    return [f"{scheme}://{host}:{port}/page/{i}" for i in range(count)]


def distinct_hosts(count, port):
    return [f"http://{address(i)}:{port}/" for i in range(count)]


def names(count, port):
    return [f"http://{host_name(i)}:{port}/" for i in range(count)]


def shuffled(urls):
    urls = list(urls)
    random.Random(SEED).shuffle(urls)
    return urls


def mixed(count, hosts, port):
    """So many addresses over so many hosts, shuffled."""
    return shuffled(f"http://{address(i % hosts)}:{port}/page/{i // hosts}" for i in range(count))


def delayed(count, port, delay_ms):
    """Distinct hosts that each answer after so long."""
    return [f"http://{address(i)}:{port}/{delay_ms}" for i in range(count)]


def silent(count, port, first):
    """Distinct hosts, from that number on, that accept and never answer."""
    return [f"http://{address(i)}:{port}/never" for i in range(first, first + count)]


def ten_sites(port):
    return [f"http://{address(i)}:{port}/{delay}" for i, delay in enumerate(SITE_DELAYS_MS)]
