"""The parameters of one Bot API call, however they came: query, form, multipart or JSON. Pure."""

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.answers import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart body."""

    file_name: str
    content: bytes
    mime_type: str


@dataclass(slots=True)
class Params:
    """Telegram takes every value as text; complex ones are JSON in that text."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the parameter was given with a value."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """The value as text, "" if absent. Raises a 400 for text that is no Unicode."""
        value = self.values.get(name)
        if value is None:
            return ""
        found = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        try:
            found.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return found

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a number; what is none counts as absent, as in Telegram's server."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """The value as a truth."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def object(self, name: str, what: str) -> Any:
        """The value read as JSON, None if absent. Raises a 400 that calls it `what`."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None
