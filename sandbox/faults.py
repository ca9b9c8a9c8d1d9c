"""Faults on demand: what the network and Telegram do to a bot on a bad day. No I/O."""

import asyncio
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from sandbox.answers import ApiError

Kind = Literal[
    "error",  # Telegram refuses: `code` and `description`
    "flood",  # 429 with retry_after `seconds`
    "bad_gateway",  # 502 with an HTML page, nothing done
    "reset",  # the connection is reset before anything is done
    "no_answer",  # the connection closes before anything is done
    "lost",  # done, then the connection is reset without an answer
    "truncated",  # done, then half an answer
    "garbage",  # done, then 200 with something that is no JSON
    "delay",  # `seconds` pass, then all is well
    "hold",  # it waits until `release`, then all is well
    "hang",  # never an answer, nothing done
    "hang_after",  # done, but never an answer
]
KINDS: Final[tuple[str, ...]] = get_args(Kind)


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls that match, after `after` of them went well."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    after: int = 0
    seconds: float = 1.0
    code: int = 500
    description: str = "Internal Server Error"
    _released: asyncio.Event = field(default_factory=asyncio.Event, init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no fault {self.kind!r}; there are {', '.join(KINDS)}")

    @property
    def done_anyway(self) -> bool:
        """Whether the call is carried out although the bot does not hear so."""
        return self.kind in {"lost", "truncated", "garbage", "delay", "hold", "hang_after"}

    @property
    def only_late(self) -> bool:
        """Whether the bot gets its good answer, after a while."""
        return self.kind in {"delay", "hold"}

    def release(self) -> None:
        """Lets go what it holds, now and from now on."""
        self._released.set()

    async def released(self) -> None:
        """Waits for `release`."""
        await self._released.wait()

    def error(self) -> ApiError | None:
        """The refusal it answers with, if any."""
        if self.kind == "error":
            return ApiError(self.code, self.description)
        if self.kind == "flood":
            seconds = int(self.seconds)
            text = f"Too Many Requests: retry after {seconds}"
            return ApiError(429, text, {"retry_after": seconds})
        return None


class Faults:
    """The faults that wait for their calls."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Lets it happen to coming calls."""
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """All is well again."""
        for fault in self._waiting:
            fault.release()
        self._waiting.clear()

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault for this call, used up once."""
        for fault in self._waiting:
            if fault.method is not None and fault.method.lower() != method.lower():
                continue
            if fault.chat_id is not None and fault.chat_id != chat_id:
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
            return fault
        return None
