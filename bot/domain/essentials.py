"""What of a text nobody may get wrong: its figures, its names, its negations. Pure.

Albanian, Serbian and English by lists of words, folded; Cyrillic and Latin are the same here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from bot.domain.wording import Sentence, Sort, Token

# ── figures ───────────────────────────────────────────────────────────────────────────────────────

# "One" is left out: it is also the article. So are words that mean something else more often (may, second).
_NUMBERS = """
2 two dy dva dve dvije dvoje dvojica; 3 three tre tri troje trojica; 4 four kater cetiri cetvoro cetvorica
5 five pese pet petoro petorica; 6 six gjashte sest sestoro; 7 seven shtate sedam sedmoro
8 eight tete osam osmoro
9 nine nente devet devetoro; 10 ten dhjete deset desetoro; 11 eleven njembedhjete jedanaest
12 twelve dymbedhjete dvanaest dozen; 13 thirteen trembedhjete trinaest; 14 fourteen katermbedhjete cetrnaest
15 fifteen pesembedhjete petnaest; 16 sixteen gjashtembedhjete sesnaest; 17 seventeen shtatembedhjete sedamnaest
18 eighteen tetembedhjete osamnaest; 19 nineteen nentembedhjete devetnaest; 20 twenty njezet dvadeset
30 thirty tridhjete trideset; 40 forty dyzet cetrdeset; 50 fifty pesedhjete pedeset; 60 sixty gjashtedhjete sezdeset
70 seventy shtatedhjete sedamdeset; 80 eighty tetedhjete osamdeset; 90 ninety nentedhjete devedeset
100 hundred hundreds njeqind sto stotina stotine; 200 dyqind dvesta dvjesta; 300 treqind trista; 400 katerqind cetiristo
500 peseqind petsto; 1000 thousand thousands mije mijera hiljada hiljade hiljadu tisuca tisuce
m million millions milion milione milioni miliona; b billion billions miliard miliarde milijarda milijarde milijardu
1/2 half gjysma gjysme gjysmen polovina polovine polovinu; x2 twice double dyfish dyfishuar dvostruko duplo
3. third trete treti tretin treci treca trece trecu treceg; 4. fourth katert cetvrti cetvrta cetvrto
5. fifth peste pesti peti peta peto
"""
_MONTHS = """
january janar januar; february shkurt februar; march mars mart; april prill; june qershor juni jun; july korrik jul
august gusht avgust; september shtator septembar septembr; october tetor oktobar oktobr; november nentor novembar novembr
december dhjetor decembar decembr; maj
"""
_DAYS = """
monday henen hene ponedeljak ponedeljka ponedjeljak ponedjeljka; tuesday marten utorak utorka
wednesday merkuren merkure sreda sredu srede srijeda srijedu; thursday enjten enjte cetvrtak cetvrtka
friday premten premte petak petka; saturday shtunen shtune subota subotu subote
sunday dielen diel nedelja nedelju nedjelja nedjelju
"""
_ENDINGS = ("", "a", "u", "om", "i", "it", "in")  # of months, in Albanian and Serbian


def _meanings() -> dict[str, str]:
    means: dict[str, str] = {}
    for group in re.split(r"[;\n]", _NUMBERS.strip()):
        value, *words = group.split()
        means |= dict.fromkeys(words, value)
    for group in re.split(r"[;\n]", _MONTHS.strip()):
        stem, *others = group.split()
        means |= {form + ending: stem for form in (stem, *others) for ending in _ENDINGS}
    for group in re.split(r"[;\n]", _DAYS.strip()):
        means |= dict.fromkeys(group.split(), group.split()[0])
    return means


_MEANS = _meanings()
_GROUPED = re.compile(r"(\d{1,3}(?:[ .,']\d{3})+)(?:[.,](\d{1,2}))?")
_DATE_FROM = 3  # parts: in 05.11.2026 a nought in front says nothing, in 1.05 it does


def figure(token: Token) -> str:
    """The figure that a token says, however it is written, or nothing: "1.000" and "1 000" are the same."""
    if token.sort is not Sort.FIGURE:
        return _MEANS.get(token.folded, "")
    if grouped := _GROUPED.fullmatch(token.key):
        whole, part = re.sub(r"\D", "", grouped[1]), grouped[2]
        return f"{whole}.{part}" if part else whole
    parts = re.split(r"\D", token.key)
    bare = [part.lstrip("0") or "0" for part in parts]
    return ".".join(bare if len(parts) >= _DATE_FROM else [bare[0], *parts[1:]])


# ── names ─────────────────────────────────────────────────────────────────────────────────────────

_NAME_FROM = 4  # letters: a shorter word that opens a sentence before a name is rather "Në" or "The"


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what the texts name. A word that opens a sentence is a name if it is one elsewhere."""

    known: frozenset[str]

    def has(self, token: Token) -> bool:
        """Whether it names somebody or something where it stands."""
        return token.sort is Sort.CAPITAL or (token.sort is Sort.OPENING and token.folded in self.known)


def names_in(sentences: Sequence[Sentence]) -> Names:
    """The names that these sentences show to be names."""
    tokens = list(chain.from_iterable(sentences))
    common = {token.folded for token in tokens if token.sort is Sort.WORD}
    known = {token.folded for token in tokens if token.sort is Sort.CAPITAL}
    for first, second in chain.from_iterable(map(pairwise, sentences)):
        if (first.sort, second.sort) == (Sort.OPENING, Sort.CAPITAL) and len(first.folded) >= _NAME_FROM:
            known |= {first.folded} - common
    return Names(frozenset(known))


# ── negations ─────────────────────────────────────────────────────────────────────────────────────

_NEGATIONS = {
    "sq": "nuk mos jo pa asnje asnjehere asnjeri asnjera asnjeren asnjerin kurre pakurre askush askujt askend "
    "asgje askund as s",
    "sr": "ne nije nisu nisam nisi nismo niste nijesu nece necu neces necemo necete nema nemaju nemam nemas nemamo nemate "
    "nemoj nemojte nemojmo bez nikad nikada niko nikoga nikome nitko nista nicega nigde nigdje ni niti nijedan nijedna "
    "nijedno nijednog nijednu nijedne nijednoj nikakav nikakva nikakve nikakvo nikakvog nikakvu",
    "en": "not no never without none nobody nothing nowhere neither nor cannot cant dont wont didnt",
}
_NEGATING = {lang: frozenset(words.split()) for lang, words in _NEGATIONS.items()}
_ANY_NEGATING = frozenset().union(*_NEGATING.values())
_ELSEWHERE_COMMON = frozenset(
    {"pa", "as", "jo", "s", "ne", "ni", "no"}
)  # these deny in their own language only
_UNMISTAKABLE = _ANY_NEGATING - _ELSEWHERE_COMMON
# Words by which a language shows.
_MARKS_OF = {
    "sq": "të në dhe që për një është nga me te qe per nje eshte ka",
    "sr": "je da su na za od koji koja koje iz se",
    "en": "the of and to in is for that was are with by",
}
_TELLING = {lang: frozenset(words.split()) for lang, words in _MARKS_OF.items()}


def language_of(tokens: Iterable[Token]) -> str:
    """Which of our three languages the words are in, as far as it shows in them; else nothing."""
    times = Counter(token.key for token in tokens)
    told = {lang: sum(times[word] for word in words) for lang, words in _TELLING.items()}
    best = max(told, key=lambda lang: told[lang])
    return best if told[best] else ""


def negates(token: Token, lang: str) -> bool:
    """Whether the word denies: "nuk", "s'ka", "није", "didn't"."""
    if token.sort in (Sort.MARK, Sort.FIGURE) or token.key.casefold() == "në":
        return False
    if token.folded in (_NEGATING.get(lang) or _ANY_NEGATING):
        return True
    return token.folded in _UNMISTAKABLE or token.folded.startswith("s'") or token.folded.endswith("n't")
