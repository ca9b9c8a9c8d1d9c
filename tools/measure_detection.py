"""`python -m tools.measure_detection`: how often the language of a text is told, and its script.

Every text of the reference material in each language and script, at full length and by its title alone; Croatian
and Bosnian count as Serbian. Without the source's own language as a hint, and with it: right, as it mostly is,
and wrong, as when an agency's English feed carries a statement in Albanian.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.domain.text import script_of
from bot.language.detect import Detector
from tools.story_texts import documents, sentences

LANGUAGES = ("sq", "sr", "en")
_AIMS = {"full length": 0.98, "titles": 0.95}


@dataclass(frozen=True, slots=True)
class Case:
    """A text whose language is known."""

    length: str  # "full length", "titles", "sentences"
    edition: str
    lang: str
    text: str

    @property
    def script(self) -> str:
        """ISO 15924."""
        return "Cyrl" if self.edition == "sr_Cyrl" else "Latn"


def cases(folder: Path) -> Iterator[Case]:
    """All of them."""
    for it in documents(folder):
        yield Case("full length", it.edition, it.lang, f"{it.words.title}\n\n{it.words.body}")
        yield Case("titles", it.edition, it.lang, it.words.title)
    for it in sentences(folder):
        yield Case("sentences", it.edition, it.lang, it.words.title)


def share(right: list[bool]) -> str:
    """As the table shows it."""
    return f"{sum(right):5,} of {len(right):5,} {sum(right) / len(right):7.1%}"


def row(detector: Detector, name: str, group: list[Case]) -> None:
    """Print one line of the table."""
    others = {lang: [other for other in LANGUAGES if other != lang] for lang in LANGUAGES}
    columns = (
        [detector.detect(it.text) == it.lang for it in group],
        [detector.detect(it.text, prior=it.lang) == it.lang for it in group],
        [detector.detect(it.text, prior=other) == it.lang for it in group for other in others[it.lang]],
        [script_of(it.text) == it.script for it in group],
    )
    print(f"{name:24} {'   '.join(map(share, columns))}")


def main() -> int:
    """Measure and print; 1 when an aim is missed, 2 without the texts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, default=Path("../shared/texts"), metavar="DIR")
    asked = parser.parse_args()
    if not asked.texts.is_dir():
        print(f"no texts at {asked.texts}: name their folder with --texts")
        return 2
    detector = Detector()
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in cases(asked.texts):
        for edition in (case.edition, "all"):
            groups.setdefault((case.length, edition), []).append(case)
    print(f"{'':24} {'no hint':24} {'right hint':24} {'wrong hint':24} script")
    for (length, edition), group in sorted(
        groups.items(), key=lambda it: (it[0][0], it[0][1] == "all", it[0])
    ):
        row(detector, f"{length}, {edition}", group)
    missed = {it: told for it in cases(asked.texts) if (told := detector.detect(it.text)) != it.lang}
    for it, told in missed.items():
        print(f"  {it.length}, {it.edition} taken for {told}: {it.text[:90]}")
    shares = {
        length: 1 - sum(it.length == length for it in missed) / len(groups[length, "all"]) for length in _AIMS
    }
    return int(any(shares[length] < aim for length, aim in _AIMS.items()))


if __name__ == "__main__":
    sys.exit(main())
