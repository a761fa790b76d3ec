# SPDX-License-Identifier: MIT
"""aiohttp as in its first tutorials: await one check after another."""

import asyncio

from aiohttp_common import check, open_session, read_arguments


async def main():
    urls, workers, timeout_s, output = read_arguments()
    limit = asyncio.Semaphore(workers)
    async with open_session(workers, timeout_s) as session:
        for url in urls:
            status, url = await check(session, limit, url)
            print(status, url, file=output)


asyncio.run(main())
