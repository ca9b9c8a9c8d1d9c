"""Bytes to text: feeds often name the wrong character set, or none. Pure."""

import codecs
import re

import chardet

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x00{", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SUPERSETS = {  # what browsers read under these names
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_CLAIMS_NOTHING = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
_STATEFUL = re.compile(rb"\x1b[$(]|~\{")  # ISO-2022 and HZ look like ASCII
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")  # in ISO 8859 these are control characters: nobody writes them
_BEYOND_ASCII = 128
_SAMPLE = 200_000


def text_of(body: bytes, content_type: str = "") -> str:
    """The text of a document: by its byte order mark, as UTF-8 if it is that, else as declared or detected."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    head = body[:256].lstrip()
    for start, name in _UNMARKED:
        if head.startswith(start):
            return body.decode(name, "replace").lstrip("\x00")
    declared = _declared(body, content_type)
    if _is_utf8(body) and not (declared and _STATEFUL.search(body) and declared not in _CLAIMS_NOTHING):
        return body.decode("utf-8", "replace")
    return _in_an_older_set(body, declared)


def _declared(body: bytes, content_type: str) -> str | None:
    """The document's own word before the server's, which is often a default for the whole site."""
    in_document = _DECLARED.search(body[:2048])
    in_header = _IN_HEADER.search(content_type)
    names = (
        in_document[1].decode("ascii", "replace") if in_document else "",
        in_header[1] if in_header else "",
    )
    for name in names:
        try:
            return codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
    return None


def _is_utf8(body: bytes) -> bool:
    """Also when the last character is cut; and when a few bad bytes stand among much good UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(body)
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        beyond_ascii = len(text) - sum(map(text.count, "\ufffd")) - len(text.encode("ascii", "ignore"))
        return beyond_ascii > 20 * text.count("\ufffd")
    return True


def _in_an_older_set(body: bytes, declared: str | None) -> str:
    for name in (declared, _detected(body), "cp1252"):
        if name is None or name in _CLAIMS_NOTHING:
            continue
        try:
            return body.decode(_as_browsers_read(name, body))
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode(declared if declared in ("cp1250", "cp1251") else "cp1252", "replace")


def _as_browsers_read(name: str, body: bytes) -> str:
    if name == "iso8859-2" and _WINDOWS_ONLY.search(body):
        return "cp1250"
    return _SUPERSETS.get(name, name)


def _detected(body: bytes) -> str | None:
    first = next((i for i, byte in enumerate(body) if byte >= _BEYOND_ASCII), 0)
    name = chardet.detect(body[max(0, first - 1000) : first + _SAMPLE])["encoding"]
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None
