# SPDX-License-Identifier: MIT
"""What the three forms share: the list, a session, a limit, a line for each result.

The limit is a semaphore because that is kind to aiohttp: where ten thousand tasks wait for the
connector, each connection that ends searches all that wait."""

import asyncio
import sys

import aiohttp


def read_arguments():
    """addresses, connections, time limit in seconds, file for the results"""
    path, workers, timeout_ms, output = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        urls = file.read().split()
    return urls, int(workers), int(timeout_ms) / 1000, open(output, "w", encoding="utf-8")


def open_session(workers, timeout_s):
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=workers),
                                 timeout=aiohttp.ClientTimeout(total=timeout_s))


async def check(session, limit, url):
    try:
        async with limit, session.head(url, allow_redirects=True) as response:
            return response.status, url
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return 0, url
