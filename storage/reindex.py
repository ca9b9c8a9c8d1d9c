"""Upkeep of the search index: indexed anew, newest first, when the lexicon or the index itself changed.

It goes in small commits while readers search and statements come in: each holds how far it has come, so that
after a crash it goes on from there. What is recorded meanwhile is indexed by the new lexicon anyway.
"""

from sqlalchemy import select

from bot.domain.statement import StatementId
from storage.database import RECORDING, Database
from storage.meta import read, write
from storage.schema import statement
from storage.search import index
from storage.search_words import FORMAT, VERSION
from storage.vocabulary import learn

AT_ONCE = 20  # statements a commit: nobody who records waits longer than for these
_UNDER = "search.redo"  # "version id": what is below this id is still indexed by an older one


async def keep_up(database: Database, *, most: int = AT_ONCE) -> int:
    """One small step of what is to be done: the index first, then the vocabulary. How many statements it took."""
    return await reindex(database, most=most) or await learn(database, most=most)


async def reindex(database: Database, *, most: int = AT_ONCE) -> int:
    """Index the next statements anew; 0 when all are indexed by this lexicon."""
    version = f"{FORMAT}/{database.lexicon.version}"
    async with database.read() as connection:
        if await read(connection, VERSION) == version:
            return 0
    async with database.write() as connection:
        await database.alone(connection, RECORDING)  # no correction comes between reading and indexing
        redone, _, under = (await read(connection, _UNDER) or "").rpartition(" ")
        ids = select(statement.c.id).order_by(statement.c.id.desc()).limit(most)
        if redone == version:
            ids = ids.where(statement.c.id < int(under))
        found = [StatementId(number) for number in (await connection.execute(ids)).scalars()]
        if found:
            await index(connection, database, found)
            await write(connection, database, _UNDER, f"{version} {found[-1]}")
        else:
            await write(connection, database, VERSION, version)
        return len(found)
