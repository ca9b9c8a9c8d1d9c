"""Holds each call of the bot against a machine-readable Bot API schema. Reads one JSON file."""

import functools
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from sandbox.answers import Json

_SCALARS: Final = frozenset({"Integer", "String", "Boolean", "Float"})
_TRUTHS: Final = frozenset({"true", "false", "True", "False", "1", "0"})


def find_schema() -> Path | None:
    """The schema beside the checkout, or below KUMTAR_CORPUS; None where there is none."""
    root = Path(__file__).resolve().parent.parent
    corpus = Path(os.environ.get("KUMTAR_CORPUS") or root / ".." / "shared")
    for path in (corpus / "telegram" / "api.json", corpus / ".." / "telegram" / "api.json"):
        if path.is_file():
            return path.resolve()
    return None


@functools.lru_cache(maxsize=4)
def load_schema(path: Path) -> "Schema":
    """The schema in this file."""
    return Schema(json.loads(path.read_text(encoding="utf-8")))


class Schema:
    """Methods and types of the Bot API."""

    def __init__(self, raw: Json) -> None:
        self._methods: Final[dict[str, Json]] = raw["methods"]
        self._types: Final[dict[str, Json]] = raw["types"]

    def faults(self, method: str, values: Mapping[str, Any], files: Collection[str] = ()) -> list[str]:
        """What is wrong with a call, in words; nothing if it fits."""
        described = self._methods.get(method)
        if described is None:
            return [f"{method}: the Bot API has no such method"]
        given: dict[str, Any] = {name: f"attach://{name}" for name in files}
        given |= {name: value for name, value in values.items() if value is not None}
        fields = {field["name"]: field for field in described.get("fields", [])}
        attached = {str(v)[9:] for v in values.values() if str(v).startswith("attach://")}
        given = {name: value for name, value in given.items() if name not in attached}
        return self._fields(method, fields, given, text=True)

    def _fields(
        self, where: str, fields: Mapping[str, Json], given: Mapping[str, Any], *, text: bool
    ) -> list[str]:
        found = [f"{where}: unknown field {name}" for name in given if name not in fields]
        found += [
            f"{where}: {name} is missing"
            for name, field in fields.items()
            if field["required"] and name not in given
        ]
        for name, value in given.items():
            if name in fields:
                found += self._union(f"{where}.{name}", fields[name]["types"], value, text=text)
        return found

    def _union(self, where: str, types: list[str], value: Any, *, text: bool) -> list[str]:
        """No fault if any of the types fits, else those of the nearest."""
        tries = [self._value(where, kind, value, text=text) for kind in types]
        return min(tries, key=len, default=[])

    def _value(self, where: str, kind: str, value: Any, *, text: bool) -> list[str]:
        """`text`: at the top of a call every value may come as text."""
        if kind == "InputFile":
            return [] if isinstance(value, str) else [f"{where}: expected a file"]
        if kind in _SCALARS:
            fits = _scalar(kind, value, text=text)
            return [] if fits else [f"{where}: expected {kind}, got {value!r}"]
        if text and isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                return [f"{where}: expected {kind} as JSON"] * 2
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: expected {kind}"]
            inner = kind.removeprefix("Array of ")
            places = enumerate(value)
            return [f for i, v in places for f in self._value(f"{where}[{i}]", inner, v, text=False)]
        return self._object(where, kind, value)

    def _object(self, where: str, kind: str, value: Any) -> list[str]:
        described = self._types.get(kind, {})
        if subtypes := described.get("subtypes"):
            return self._union(where, subtypes, value, text=False)
        if not isinstance(value, dict):
            return [f"{where}: expected {kind}"] * 2
        fields = {field["name"]: field for field in described.get("fields", [])}
        given = {name: inner for name, inner in value.items() if inner is not None}
        return self._fields(where, fields, given, text=False)


def _scalar(kind: str, value: Any, *, text: bool) -> bool:
    if kind == "String":
        return isinstance(value, str)
    if kind == "Boolean":
        return isinstance(value, bool) or (text and value in _TRUTHS)
    if isinstance(value, bool):
        return False
    if text and isinstance(value, str):
        try:
            float(value) if kind == "Float" else int(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int) or (kind == "Float" and isinstance(value, float))
