"""Logs: one line an event, as text or JSON, with every secret scrubbed before anything is written."""

import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{30,}")
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]+(?=@)")
_CHATTY = ("apscheduler", "httpx", "aiosqlite", "alembic.runtime")


def scrub(text: str) -> str:
    """`text` without bot tokens and without names and passwords in addresses."""
    return _CREDENTIALS.sub("***", _TOKEN.sub("***", text))


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return scrub(json.dumps(line, ensure_ascii=False))


def configure_logs(level: str, form: str, *, chatty: Sequence[str] = _CHATTY) -> None:
    """Send every log line to standard error, at `level` and above; `form` is "text" or "json"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in chatty:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
