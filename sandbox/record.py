"""What the bot called: every call with its outcome, or only counts. No I/O."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

DONE: Final = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """One call of the bot; `at` is monotonic seconds, `outcome` "ok" or Telegram's description."""

    method: str
    params: dict[str, Any]
    at: float
    code: int
    outcome: str

    @property
    def ok(self) -> bool:
        """Whether Telegram did it."""
        return self.code == DONE

    @property
    def chat_id(self) -> int | None:
        """The chat it was about, if it named one by number."""
        return number(self.params.get("chat_id"))


@dataclass(slots=True)
class Record:
    """Calls in order (without getUpdates, which would drown them) and counts of all."""

    keep_calls: bool = True
    calls: list[Recorded] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def add(self, method: str, params: dict[str, Any], at: float, code: int, outcome: str) -> None:
        """Notes one call."""
        self.counts[method] += 1
        if code != DONE:
            self.refusals[outcome] += 1
        if self.keep_calls and method != "getUpdates":
            self.calls.append(Recorded(method, params, at, code, outcome))


def number(value: Any) -> int | None:
    """The value as a number if it is one, in text or not."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
