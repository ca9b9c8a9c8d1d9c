"""Which language a text is in: the script first, then a detector that knows only what can occur here."""

import eldc

from bot.domain.subscriber import STATEMENT_LANGUAGES
from bot.domain.text import script_of

_SISTERS = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "me": "sr"}
_ENOUGH = 20  # letters; of fewer, the source's own language is the better witness
_MARGIN = 0.05  # two languages this close: the source's own decides


class Detector:
    """Fulfils ports.Detector with `eldc`, restricted to the languages of the region and English."""

    def __init__(self) -> None:
        eldc.init()
        self._eldc = eldc.instance()
        self._eldc.set_languages("sq,sr,hr,en")
        self._eldc.set_scores(5)

    def detect(self, text: str, *, prior: str | None = None) -> str:
        """ISO 639-1; Serbian for its sister languages too; "und" when there is nothing to go by."""
        claimed = _primary(prior)
        if claimed and claimed not in STATEMENT_LANGUAGES:
            return claimed  # a source in some other language knows best
        if script_of(text) == "Cyrl":
            return "sr"
        if sum(map(str.isalpha, text)) < _ENOUGH:
            return claimed or "und"
        scores: dict[str, float] = {}
        for lang, score in self._eldc.detect_details(text).scores.items():
            ours = _SISTERS.get(lang, lang)
            scores[ours] = max(score, scores.get(ours, 0.0))
        best = max(scores, key=scores.__getitem__, default="und")
        if claimed and scores.get(best, 0) - scores.get(claimed, 0) < _MARGIN:
            return claimed
        return best


def _primary(tag: str | None) -> str | None:
    primary = (tag or "").replace("_", "-").partition("-")[0].lower()
    return _SISTERS.get(primary, primary) or None
