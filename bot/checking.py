"""What `bot.py check` says of each source: reachable, format, entries, newest item, what is wrong, what to do."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.source import (
    Fetched,
    FetchFailed,
    FetchState,
    NotModified,
    ParseFailed,
    Source,
    SourceSpec,
)
from bot.domain.statement import DAY, Millis, identify
from bot.ports import Fetcher, Parser

OLD = 14 * DAY


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source's look: `text` for a person; `good` when nothing needs doing."""

    text: str
    good: bool


async def check_sources(
    specs: Sequence[SourceSpec], fetcher: Fetcher, parser: Parser, *, now: Millis, zone: ZoneInfo
) -> tuple[SourceReport, ...]:
    """Look at every enabled source once, side by side; nothing is stored."""
    return tuple(await asyncio.gather(*(_checked(spec, fetcher, parser, now, zone) for spec in specs)))


async def _checked(
    spec: SourceSpec, fetcher: Fetcher, parser: Parser, now: Millis, zone: ZoneInfo
) -> SourceReport:
    head = f"{spec.key} ({spec.name}) {spec.url}\n    "
    if not spec.enabled:
        return SourceReport(head + "switched off in the sources file (enabled = false)", good=True)
    result = await fetcher.fetch(Source(0, spec, FetchState(spec.url)))
    match result:
        case FetchFailed():
            return SourceReport(head + f"NOT REACHABLE: {result.detail}", good=False)
        case NotModified():
            return SourceReport(
                head + "reachable, but says 304 to a first look; its server is at fault", good=False
            )
        case Fetched():
            parsed = await parser.parse(result.body, content_type=result.content_type, url=result.url)
    if isinstance(parsed, ParseFailed):
        instead = f"\n    try instead: {', '.join(parsed.alternates)}" if parsed.alternates else ""
        return SourceReport(head + f"reachable, NOT A FEED: {parsed.detail}{instead}", good=False)
    entries = identify(parsed.entries)
    dates = [entry.published_at for entry, _ in entries if entry.published_at is not None]
    newest = max(dates, default=None)
    wrong = _wrong(len(entries), len(dates), newest, now)
    if result.moved_to:
        wrong.append(f"it moved for good: put url = {result.moved_to!r} in the sources file")
    if parsed.complaint:
        wrong.append(f"the document is not quite right ({parsed.complaint}); it is read all the same")
    shown = datetime.fromtimestamp(newest / 1000, zone).isoformat(" ", "minutes") if newest else "unknown"
    lines = [f"reachable, {parsed.format}, {len(entries)} entries, newest item {shown}", *wrong]
    return SourceReport(head + "\n    ".join(lines), good=not wrong)


def _wrong(entries: int, dated: int, newest: Millis | None, now: Millis) -> list[str]:
    wrong = []
    if not entries:
        wrong.append("EMPTY: no entries; ask the agency whether this is still its feed")
    elif not dated:
        wrong.append("NO DATES: each item counts as published when it is first seen")
    if newest is not None and now - newest > OLD:
        wrong.append(
            f"STANDS STILL for {(now - newest) // DAY} days: ask the agency, or look for a newer feed"
        )
    return wrong
