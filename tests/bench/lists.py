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


def mixed(count, hosts, port):
    """So many addresses over so many hosts, shuffled."""
    urls = [f"http://{address(i % hosts)}:{port}/page/{i // hosts}" for i in range(count)]
    random.Random(SEED).shuffle(urls)
    return urls


def delayed(count, port, delay_ms):
    """Distinct hosts that each answer after so long."""
    return [f"http://{address(i)}:{port}/{delay_ms}" for i in range(count)]


def partly_silent(count, port, share):
    """Distinct hosts, of which that share never answers; the others do at once."""
    silent = int(count * share)
    urls = [f"http://{address(i)}:{port}/{'never' if i < silent else '0'}" for i in range(count)]
    random.Random(SEED).shuffle(urls)
    return urls


def ten_sites(port):
    return [f"http://{address(i)}:{port}/{delay}" for i, delay in enumerate(SITE_DELAYS_MS)]
