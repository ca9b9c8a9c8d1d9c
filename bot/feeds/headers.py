"""What a server's headers ask of us, in seconds. Pure."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from bot.domain.statement import Millis

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_LONGEST = 366 * 86_400


def retry_after_of(headers: Mapping[str, str], now: Millis) -> int | None:
    """Retry-After, whether the server wrote seconds or a date; None when it wrote neither."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:10]), _LONGEST)
    try:
        at = parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0, round(at - now / 1000)), _LONGEST)


def max_age_of(headers: Mapping[str, str]) -> int | None:
    """How long Cache-Control calls the answer fresh, less the age it already has."""
    control = headers.get("Cache-Control", "")
    found = _MAX_AGE.search(control)
    if found is None or re.search(r"\bno-(cache|store)\b", control, re.IGNORECASE):
        return None
    age = headers.get("Age", "").strip()
    spent = int(age[:10]) if age.isascii() and age.isdigit() else 0
    return max(0, min(int(found[1]), _LONGEST) - spent)
