"""A message as it leaves the house: Telegram HTML (or text with entities) and its buttons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: a link, a tap (`data`, at most 64 bytes), or a share (`share`: inline query)."""

    text: str
    url: str | None = None
    data: str | None = None
    share: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent or edited. `entities` (JSON) set: `text` is plain; else `text` is HTML."""

    text: str
    keyboard: Keyboard = ()
    entities: str | None = None
    preview: bool = False  # link preview
    silent: bool = False
