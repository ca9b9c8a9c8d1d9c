"""Text as the newsroom needs it: folded for comparing, cut at sentence ends, measured as Telegram does.

Folding is the one rule by which words of three languages and two scripts are compared, at index and
at query time: case folded, Cyrillic to Latin, đ to dj, marks stripped (ë→e, č→c, š→s).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SERBIAN = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_SERBIAN |= {"љ": "lj", "њ": "nj", "џ": "dž"}
_OTHER_CYRILLIC = {"щ": "št", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "ju", "я": "ja", "ѕ": "dz"}
_TO_LATIN = str.maketrans(
    _SERBIAN | {lower.upper(): latin.capitalize() for lower, latin in _SERBIAN.items()},
)
_FOLD_CYRILLIC = str.maketrans(_SERBIAN | _OTHER_CYRILLIC)
_FOLD_LETTERS = str.maketrans({"đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"})
_DIGRAPH_IN_CAPITALS = re.compile(r"(?<=[А-ЯЉЊЏЂЋЈ])[ЉЊЏ]|[ЉЊЏ](?=[А-ЯЉЊЏЂЋЈ])")

_QUOTES = str.maketrans("“”„‟«»‘’‚‛′″–—‐‑−", '""""""\'\'\'\'\'"-----')
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")

WORDS_PER_MINUTE = 200
_LAST_OF_ONE_UNIT = "\uffff"
_SUMMARY_FROM = 80  # characters: a shorter summary says less than the lead

# Words after which a full stop does not end a sentence: English, Albanian, Serbian (folded).
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms dr prof st vs etc no nr art para gen sen rep gov col lt sgt jr inc ltd approx "
        "z znj dok sh sha p shih fq vol bl neni par dmth psh tel "
        "g gdj gdja br str tj npr itd god sv cl tzv odn ul mil",
    )
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”“»)\]]*(?=\s|$)")

_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|_ga|ref_src|cmpid|ocid|xtor|at_medium|at_campaign)$",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """`text` as it is compared everywhere: "Ђорђе Ëndrra" and "djordje endrra" are the same."""
    folded = text.casefold().translate(_FOLDED)
    return folded if folded.isascii() else _fold_any(text)


def _fold_any(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text.casefold()).casefold().translate(_FOLD_CYRILLIC)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return bare.translate(_FOLD_CYRILLIC).translate(_FOLD_LETTERS)


# what our own languages are written in, letter by letter: nearly all there ever is to fold
_FOLDED = {
    ord(letter): _fold_any(letter) for letter in (*_SERBIAN, *_SERBIAN.values(), *"ëç") if len(letter) == 1
}


def words(text: str) -> tuple[str, ...]:
    """The folded words of `text`, in order; "COVID-19" is ("covid", "19")."""
    return tuple(_WORD.findall(fold(text)))


def squeeze(text: str) -> str:
    """`text` on one line, white space collapsed."""
    return _SPACE.sub(" ", text).strip()


def plain(text: str) -> str:
    """`text` without the differences that are not a change of words: white space, typographic quotes."""
    return squeeze(unicodedata.normalize("NFKC", text).translate(_QUOTES))


def to_latin(text: str) -> str:
    """Serbian Cyrillic in Latin letters, case kept: "Његош, ЊЕГОШ" is "Njegoš, NJEGOŠ"."""
    capitals = _DIGRAPH_IN_CAPITALS.sub(lambda m: m.group().translate(_TO_LATIN).upper(), text)
    return capitals.translate(_TO_LATIN)


def script_of(text: str) -> str:
    """Say "Cyrl" if more of the letters are Cyrillic than Latin, else "Latn" (ISO 15924)."""
    cyrillic = sum("Ѐ" <= c <= "ӿ" for c in text)
    latin = sum(c.isalpha() and c < "ɐ" for c in text)
    return "Cyrl" if cyrillic > latin else "Latn"


def clean(text: str) -> str:
    """`text` without what no message should carry: control characters, overrides of direction, half pairs."""
    return _UNSEEN.sub("", text)


def utf16_len(text: str) -> int:
    """The length of `text` as Telegram's entity offsets count it, in UTF-16 code units."""
    return len(text) + sum(c > _LAST_OF_ONE_UNIT for c in text)


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters: whole sentences if any fits, else whole words and "…"."""
    text = squeeze(text)
    if len(text) <= limit:
        return text
    ends = [end for end in sentence_ends(text) if end <= limit]
    if ends:
        return text[: ends[-1]]
    head = text[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip(" ,;:-") + "…"


def sentence_ends(text: str) -> Iterable[int]:
    """Where the sentences of `text` end, abbreviations and ordinals passed over, closing quotes included."""
    for match in _SENTENCE_END.finditer(text):
        before = fold(text[max(0, match.start() - 12) : match.start()]).split()
        last = before[-1].rpartition(".")[2].lstrip("(\"'") if before else ""
        abbreviated = match.group().startswith(".") and (last in _ABBREVIATIONS or len(last) == 1)
        following = text[match.end() : match.end() + 2].strip()
        ordinal = last.isdigit() and following[:1].islower()
        if not (abbreviated or ordinal) or not following:
            yield match.end()


def lead(title: str, summary: str, body: str, *, limit: int = 350) -> str:
    """The words an alert shows under its title: the agency's own summary, else its first sentences.

    Never generated, never over `limit` characters, empty when there is nothing but the title.
    """
    own = squeeze(summary)
    if _SUMMARY_FROM <= len(own) <= limit and fold(own) != fold(title):
        return own
    for text in (summary, body):
        rest = _without_title(squeeze(text), title)
        if rest:
            return cut(rest, limit)
    return ""


def _without_title(text: str, title: str) -> str:
    if fold(text) == fold(title):
        return ""
    if title and text.startswith(title):
        return text[len(title) :].lstrip(" .:-–—\n")
    return text


def reading_minutes(text: str) -> int:
    """Minutes an ordinary reader needs, at least 1."""
    return max(1, round(len(text.split()) / WORDS_PER_MINUTE))


def canonical_url(url: str) -> str:
    """`url` without what does not name the page: tracking parameters, fragment, letter case of the host."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}.get(parts.scheme.lower())
    netloc = host if port in (None, default) else f"{host}:{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    path = parts.path if parts.path.strip("/") else "/"
    return urlunsplit((parts.scheme.lower(), netloc, path, urlencode(kept), ""))


def hash16(*parts: str) -> bytes:
    """16 bytes that name `parts`; parts cannot run into each other."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()
