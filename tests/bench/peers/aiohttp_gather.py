# SPDX-License-Identifier: MIT
"""aiohttp with asyncio.gather: all checks at once, a semaphore limits them."""

import asyncio

from aiohttp_common import check, open_session, read_arguments


async def main():
    urls, workers, timeout_s, output = read_arguments()
    limit = asyncio.Semaphore(workers)
    async with open_session(workers, timeout_s) as session:
        for status, url in await asyncio.gather(*(check(session, limit, url) for url in urls)):
            print(status, url, file=output)


asyncio.run(main())
