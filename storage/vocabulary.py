"""The vocabulary: which words the archive holds and in how many statements, to tell what a mistyped one may mean.

It follows the archive a little behind, so that recording statements does not wait for it. It counts what
statements said when they were read; corrections change no count.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.spelling import Spelling, halves, lengths
from bot.domain.text import fold, to_latin
from storage.database import RECORDING, Database
from storage.meta import read, write
from storage.schema import revision, statement, vocabulary

_READ = "vocabulary.read"  # the last statement
_WORD = re.compile(r"\w+")
_LONGEST = 40  # letters
_MOST_WORDS = 5_000  # of one statement
_MOST_CANDIDATES = 500
_LAST = "\U0010ffff"


async def learn(database: Database, *, most: int) -> int:
    """Read the words of the next statements, in one commit with how far it has come. How many statements."""
    async with database.write() as connection:
        await database.alone(connection, RECORDING)
        rows = await _unread(connection, int(await read(connection, _READ) or 0), most)
        if rows:
            await _add(connection, database, [f"{row.title}\n{row.summary}\n{row.body}" for row in rows])
            await write(connection, database, _READ, str(rows[-1].statement))
        return len(rows)


async def _unread(connection: AsyncConnection, after: int, most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    unread = (
        select(revision.c.statement, revision.c.title, revision.c.summary, revision.c.body)
        .join(statement, statement.c.id == revision.c.statement)
        .where(revision.c.statement > after, revision.c.no == statement.c.revision_no)
        .order_by(revision.c.statement)
        .limit(most)
    )
    return (await connection.execute(unread)).all()


async def _add(connection: AsyncConnection, database: Database, texts: Sequence[str]) -> None:
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        spelled = words_shown(text)
        counts.update(spelled.keys())
        shown |= spelled
    rows = [
        {"word": word, "backwards": word[::-1], "shown": shown[word], "statements": counts[word]}
        for word in sorted(counts)  # so that two writers never wait for each other in turn
    ]
    put = database.insert(vocabulary)
    more = {"statements": vocabulary.c.statements + put.excluded.statements}
    if rows:
        await connection.execute(put.on_conflict_do_update(index_elements=["word"], set_=more), rows)


def words_shown(text: str) -> Mapping[str, str]:
    """The different words of a text: folded, and as they are written, in small Latin letters."""
    shown: dict[str, str] = {}
    for word in dict.fromkeys(_WORD.findall(text)[:_MOST_WORDS]):
        folded = fold(word)
        if len(folded) <= _LONGEST and folded.isalpha():
            shown.setdefault(folded, to_latin(word).lower())
    return shown


async def spelled_like(connection: AsyncConnection, word: str) -> list[Spelling]:
    """The known words that begin or end as `word` does, and `word` itself if it is known; the most common of each."""
    head, tail = halves(word)
    columns = (vocabulary.c.word, vocabulary.c.shown, vocabulary.c.statements)
    found: dict[str, Spelling] = {}
    for alike in (
        vocabulary.c.word == word,
        _begins(vocabulary.c.word, head),
        _begins(vocabulary.c.backwards, tail[::-1]),
    ):
        near = func.length(vocabulary.c.word).between(*lengths(word))
        query = select(*columns).where(alike, near).order_by(vocabulary.c.statements.desc())
        for row in await connection.execute(query.limit(_MOST_CANDIDATES)):
            found[row.word] = Spelling(row.word, row.shown, row.statements)
    return list(found.values())


def _begins(column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    return column.between(start, start + _LAST)
