"""A process that delivers and nothing else, to be killed: `python -m tests.acceptance.deliverer URL BASE TOKEN RATE`."""

import asyncio
import logging
import signal
import sys

from storage.database import Database
from tests.pipeline.newsroom import delivering, newsroom


async def main(url: str, base_url: str, token: str, rate: float) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    database = await Database.open(url)
    async with newsroom(database, base_url, token, rate=rate) as room, delivering(room):
        await stopped.wait()
    await database.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])))
