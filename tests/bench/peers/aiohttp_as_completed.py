# SPDX-License-Identifier: MIT
"""aiohttp with asyncio.as_completed: as gather, but each result is written when it comes."""

import asyncio

from aiohttp_common import check, open_session, read_arguments


async def main():
    urls, workers, timeout_s, output = read_arguments()
    limit = asyncio.Semaphore(workers)
    async with open_session(workers, timeout_s) as session:
        for done in asyncio.as_completed([check(session, limit, url) for url in urls]):
            status, url = await done
            print(status, url, file=output)


asyncio.run(main())
