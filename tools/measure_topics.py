"""`python -m tools.measure_topics [--texts DIR] [--half tune|report|all]`: how well statements get their topics.

DIR holds gold_topics.tsv (one annotator's labels of 84 news documents) and the documents' texts. A label is
given when one of our topics that it stands for is found. Labels of five documents or more count. Half of the
documents is there to improve the terms by, the other half to report; a seeded draw parts them.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.data import load_taxonomy
from bot.domain.passage import Passage
from bot.domain.topic import Taxonomy
from bot.language.lexicon import load_lexicon

SEED = 4
DRAWS = 2_000
ENOUGH = 5  # documents of a label
_LONG, _TIMES = 4_000, 9

# What each of the annotator's labels is called here; there is no topic for "kosovo" or "other".
OURS: Mapping[str, frozenset[str]] = {
    "human_rights": frozenset({"human_rights", "minorities"}),
    "rule_of_law": frozenset({"rule_of_law", "justice", "corruption", "war_crimes"}),
    "security": frozenset({"security", "defence"}),
    "diplomacy": frozenset({"diplomacy", "dialogue"}),
    "un": frozenset({"united_nations"}),
    "economy": frozenset({"economy", "trade"}),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document in all the languages it has, and the labels it should get."""

    id: str
    texts: Mapping[str, tuple[str, str]]  # by language and script: title, text
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, what was found in it, and what should have been."""

    document: str
    edition: str
    wanted: frozenset[str]
    found: Mapping[str, tuple[str, ...]]  # label: what proves it


def documents(folder: Path) -> tuple[Document, ...]:
    """Every labelled document."""
    texts = dict(_texts(folder))
    rows = [line.split("\t") for line in (folder / "gold_topics.tsv").read_text("utf-8").splitlines()[1:]]
    return tuple(Document(name, texts[name], frozenset(labels.split())) for name, labels in rows)


def _texts(folder: Path) -> Iterator[tuple[str, Mapping[str, tuple[str, str]]]]:
    for line in (folder / "ntrex_news_en_sq_sr.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        editions = {name: part for name, part in record.items() if name != "id"}
        yield record["id"], {name: _text(part) for name, part in editions.items()}
    for line in (folder / "setimes_sr_dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        yield record["id"], {"sr_Latn": _text(record)}


def _text(part: Mapping[str, str]) -> tuple[str, str]:
    return part["title"], " ".join(part["sentences"])


def halves(every: Sequence[Document]) -> Mapping[str, tuple[Document, ...]]:
    """The half to tune by and the half to report, each label dealt out evenly."""
    alike = defaultdict(list)
    for document in every:
        alike[tuple(sorted(document.labels))].append(document)
    rng = random.Random(SEED)
    dealt: list[Document] = []
    for labels in sorted(alike):
        rng.shuffle(alike[labels])
        dealt += alike[labels]
    return {"tune": tuple(dealt[::2]), "report": tuple(dealt[1::2]), "all": tuple(dealt)}


def judge(every: Sequence[Document], taxonomy: Taxonomy, labels: Collection[str]) -> list[Judged]:
    """What is found in each edition of each document."""
    return [
        Judged(document.id, edition, document.labels & set(labels), _found(text, edition, taxonomy, labels))
        for document in every
        for edition, text in document.texts.items()
    ]


def _found(
    text: tuple[str, str], edition: str, taxonomy: Taxonomy, labels: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    tags = {tag.topic: tag.evidence for tag in taxonomy.tag(*text, edition[:2])}
    proofs = {label: [word for key in tags if key in OURS[label] for word in tags[key]] for label in labels}
    return {label: tuple(words) for label, words in proofs.items() if words}


def f1(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean, over all decisions together."""
    right = sum(len(each.wanted & each.found.keys()) for each in judged)
    found = sum(len(each.found) for each in judged)
    wanted = sum(len(each.wanted) for each in judged)
    precision, recall = right / (found or 1), right / (wanted or 1)
    return precision, recall, 2 * right / ((found + wanted) or 1)


def interval(judged: Sequence[Judged]) -> tuple[float, float]:
    """Where the F1 of 95 of 100 draws of as many documents lies; the editions of one are drawn together."""
    together: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        together[each.document].append(each)
    groups, rng = list(together.values()), random.Random(SEED)
    drawn = sorted(
        f1([each for group in rng.choices(groups, k=len(groups)) for each in group])[2] for _ in range(DRAWS)
    )
    return drawn[DRAWS // 40], drawn[-DRAWS // 40]


def table(name: str, judged: Sequence[Judged]) -> Iterator[str]:
    """A line for everything, one for each language, one for each label."""
    yield f"| {name} | texts | precision | recall | F1 | 95 % of draws |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    yield _row("all", judged)
    for lang in ("en", "sq", "sr"):
        yield _row(lang, [each for each in judged if each.edition.startswith(lang)])
    for label in OURS:
        yield _row(label, [_only(label, each) for each in judged])


def _row(name: str, judged: Sequence[Judged]) -> str:
    figures = " | ".join(f"{figure:.2f}" for figure in f1(judged))
    low, high = interval(judged)
    return f"| {name} | {len(judged)} | {figures} | {low:.2f} to {high:.2f} |"


def _only(label: str, judged: Judged) -> Judged:
    found = {label: judged.found[label]} if label in judged.found else {}
    return Judged(judged.document, judged.edition, judged.wanted & {label}, found)


def faults(judged: Sequence[Judged]) -> Iterator[str]:
    """What was missed, and what was found where the annotator did not see it, with its proof."""
    for each in judged:
        for label in sorted(each.wanted - each.found.keys()):
            yield f"missed  {label:13} {each.document} {each.edition}"
        for label in sorted(each.found.keys() - each.wanted):
            proof = ", ".join(each.found[label][:6])
            yield f"false   {label:13} {each.document} {each.edition}: {proof}"


def speed(every: Sequence[Document], taxonomy: Taxonomy) -> str:
    """Milliseconds of CPU to read and to tag an Albanian text of so many words, the quickest of several times."""
    words = " ".join(document.texts["sq"][1] for document in every if "sq" in document.texts).split()
    text, reading, tagging = " ".join(words[:_LONG]), [], []
    for _ in range(_TIMES):
        began = time.process_time()
        passage = Passage.read("", text, "sq", taxonomy.lexicon)
        read = time.process_time()
        taxonomy.tags(passage)
        reading.append(1000 * (read - began))
        tagging.append(1000 * (time.process_time() - read))
    return f"{_LONG:,} words: read in {min(reading):.1f} ms, tagged in {min(tagging):.1f} ms"


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m tools.measure_topics", description=__doc__)
    asked.add_argument("--texts", type=Path, default=Path("../shared/texts"), metavar="DIR")
    asked.add_argument("--half", choices=("tune", "report", "all"), default="report")
    given = asked.parse_args()
    if not (given.texts / "gold_topics.tsv").is_file():
        print(
            f"{given.texts}: no gold_topics.tsv there; say where the texts are with --texts", file=sys.stderr
        )
        return 2
    every = documents(given.texts)
    counted = Counter(label for document in every for label in document.labels)
    labels = [label for label in OURS if counted[label] >= ENOUGH]
    half = halves(every)[given.half]
    taxonomy = load_taxonomy(load_lexicon())
    with_lemmas = judge(half, taxonomy, labels)
    without = judge(half, load_taxonomy(), labels)
    print(f"{given.half}: {len(half)} documents of {len(every)}\n")
    print("\n".join(table("by lemma", with_lemmas)), "\n")
    print("\n".join(table("as it stands", without)), "\n")
    print("\n".join(faults(with_lemmas)), "\n")
    print(speed(every, taxonomy))
    return 0


if __name__ == "__main__":
    sys.exit(main())
