"""The corpus that stories are measured on: its texts, and copies made of them as agencies make them, seeded."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.statement import Words
from bot.domain.text import to_latin

_EDITED = 0.1  # of the words
DECLARATION = "udhr"
_UDHR = {
    "eng": "en",
    "als": "sq",
    "srp_latn": "sr_Latn",
    "srp_cyrl": "sr_Cyrl",
    "hrv": "hr",
    "bos_latn": "bs",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the corpus. Those of one `story` say the same."""

    story: str
    edition: str  # "en", "sq", "sr_Latn", "sr_Cyrl", and Croatian or Bosnian, which count as Serbian
    words: Words

    @property
    def lang(self) -> str:
        """ISO 639-1, as a statement has it."""
        base = self.edition.partition("_")[0]
        return "sr" if base in ("hr", "bs") else base


def documents(folder: Path) -> Iterator[Text]:
    """News with headline and text, and the Declaration of Human Rights, in every edition."""
    for line in _lines(folder / "ntrex_news_en_sq_sr.jsonl"):
        record = json.loads(line)
        for edition in ("en", "sq", "sr_Latn", "sr_Cyrl"):
            yield Text(record["id"], edition, _words(record[edition]))
    for edition in ("sr", "hr"):
        for line in _lines(folder / f"setimes_{edition}_dev.jsonl"):
            record = json.loads(line)
            story = record["id"].replace(f".{edition}.", ".")
            yield Text(story, "hr" if edition == "hr" else "sr_Latn", _words(record))
    for file, edition in _UDHR.items():
        first, *rest = filter(None, map(str.strip, _lines(folder / "udhr" / f"{file}.txt")))
        yield Text(DECLARATION, edition, Words(first, "", "\n\n".join(rest)))


def sentences(folder: Path) -> Iterator[Text]:
    """Short texts: single sentences."""
    for file in sorted((folder / "sib200").glob("*_train.tsv")):
        edition = file.stem.removesuffix("_train")
        for line in _lines(file)[1:]:
            number, _, sentence = line.split("\t", 2)
            yield Text(f"sib {number}", edition, Words(sentence))
    for number, sentence in enumerate(_lines(folder / "sq_ud_tsa.txt")):
        yield Text(f"tsa {number}", "sq", Words(sentence))


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def _words(record: Mapping[str, object]) -> Words:
    said = record["sentences"]
    assert isinstance(said, list)
    paragraphs = (" ".join(said[at : at + 3]) for at in range(0, len(said), 3))
    return Words(str(record["title"]), "", "\n\n".join(paragraphs))


def shortened(text: Text, rng: random.Random) -> Text:
    """Its first paragraphs: statements are of any length."""
    paragraphs = text.words.body.split("\n\n")
    kept = rng.randint(min(2, len(paragraphs)), len(paragraphs))
    return replace(text, words=replace(text.words, body="\n\n".join(paragraphs[:kept])))


# ── what another agency makes of a text ───────────────────────────────────────────────────────────

Make = Callable[[Text, random.Random], Words]

_PREFIXES = {
    "en": ("(KosovaPress) - ", "PRISTINA, 10 December (KosovaPress) - ", "Pristina, 10 December 2021 – "),
    "sq": ("(KosovaPress) - ", "PRISHTINË, 10 dhjetor – ", "Prishtinë, 10 dhjetor 2021 (KosovaPress) – "),
    "sr": ("PRIŠTINA /Agencija/ - ", "БЕОГРАД – ", "Priština, 10. decembar (Agencija) – "),
}
_BOILERPLATE = {
    "en": "All rights reserved. Use, modification and distribution of this content for commercial purposes are strictly "
    "forbidden without a written agreement with the agency. Follow us on our channels and subscribe for more news.",
    "sq": "Të gjitha të drejtat janë të rezervuara. Përdorimi, modifikimi dhe shpërndarja e kësaj përmbajtjeje për qëllime "
    "komerciale është rreptësisht e ndaluar pa marrëveshje me shkrim. Na ndiqni në kanalet tona për më shumë lajme.",
    "sr": "Sva prava zadržana. Korišćenje, izmena i distribucija ovog sadržaja u komercijalne svrhe strogo su zabranjeni "
    "bez pisanog ugovora sa agencijom. Pratite nas na našim kanalima i pretplatite se za više vesti.",
}


def copied(text: Text, rng: random.Random) -> Words:
    """The same words with other quotes, dashes and white space, some headlines in capitals."""
    body = text.words.body.replace("\n\n", rng.choice(("\n", " ", "\n\n\n")))
    body = re.sub(r'["“”„]', rng.choice('"«”'), body).replace(" - ", rng.choice((" – ", " — ")))
    title = rng.choice((text.words.title, text.words.title, text.words.title.upper()))
    return replace(text.words, title=title, body=body)


def truncated(text: Text, rng: random.Random) -> Words:
    """Its beginning, a third to four fifths of it, as some feeds give it."""
    said = text.words.body.split()
    kept = said[: max(1, round(len(said) * rng.uniform(0.33, 0.8)))]
    return replace(text.words, body=f"{' '.join(kept)}…")


def edited(text: Text, rng: random.Random) -> Words:
    """A tenth of all words, the title's too, dropped, put in or replaced by other words of the text."""
    said = text.words.body.split()

    def edit(words: Sequence[str]) -> str:
        made = []
        for word in words:
            act = rng.choice(("drop", "insert", "replace", "replace")) if rng.random() < _EDITED else "keep"
            made += [] if act == "drop" else [rng.choice(said)] if act == "replace" else [word]
            made += [rng.choice(said)] if act == "insert" else []
        return " ".join(made)

    return replace(text.words, title=edit(text.words.title.split()), body=edit(said))


def in_latin(text: Text, rng: random.Random) -> Words:  # noqa: ARG001
    """In the other script."""
    return replace(text.words, title=to_latin(text.words.title), body=to_latin(text.words.body))


def dressed(text: Text, rng: random.Random) -> Words:
    """Under an agency's dateline and above what it says under everything."""
    body = f"{rng.choice(_PREFIXES[text.lang])}{text.words.body}\n\n{_BOILERPLATE[text.lang]}"
    return replace(text.words, body=body)


def mangled(text: Text, rng: random.Random) -> Words:
    """Cut short, edited, and under a dateline."""
    made = edited(replace(text, words=truncated(text, rng)), rng)
    return replace(made, body=f"{rng.choice(_PREFIXES[text.lang])}{made.body}")


def title_alone(text: Text, rng: random.Random) -> Words:
    """The headline without a text, under a dateline."""
    return Words(f"{rng.choice(_PREFIXES[text.lang])}{text.words.title}")


# ── what only looks alike ─────────────────────────────────────────────────────────────────────────


def other_figures(text: Text, rng: random.Random) -> Words:
    """The same form filled in anew: every figure is another."""

    def anew(match: re.Match[str]) -> str:
        return str(int(match.group()) + rng.randint(1, 9) * 10 ** max(0, len(match.group()) - 2))

    return replace(
        text.words,
        title=re.sub(r"\d+", anew, text.words.title),
        body=re.sub(r"\d+", anew, text.words.body),
    )


def under_the_same_boilerplate(text: Text) -> Words:
    """A short text with what its agency says under everything."""
    return replace(text.words, body=f"{' '.join(text.words.body.split()[:25])}\n\n{_BOILERPLATE[text.lang]}")
