"""A keyword rule before it is saved: what it means, what it would have found. Pure.

The rule stands in the message, as code, so that a tap finds it there after a restart too.
"""

from collections.abc import Iterable

from bot.domain.message import Button, Outgoing
from bot.domain.rule import Piece, Rule
from bot.i18n import Html
from bot.ports import Trial
from bot.render.html import clipped, escape, joined
from bot.render.voice import Voice

_LONGEST_TITLE = 150


def proposal(typed: str, rule: Rule, trial: Trial, lang: str, voice: Voice) -> Outgoing:
    """What the rule would have found lately, and the question whether to save it."""
    shown = Html(f"<code>{escape(typed)}</code>")
    text = joined(
        (
            voice.say(lang, "rule-asked", rule=shown),
            joined(_meaning(rule, lang, voice)),
            joined(_found(trial, lang, voice)),
        ),
        "\n\n",
    )
    save = Button(voice.plain(lang, "button-rule-save"), data="rule:save")
    cancel = Button(voice.plain(lang, "button-rule-cancel"), data="rule:cancel")
    return Outgoing(text, ((save, cancel),))


def _meaning(rule: Rule, lang: str, voice: Voice) -> Iterable[Html]:
    yield voice.say(lang, "rule-must", words=_listed(rule, rule.must))
    if rule.either:
        yield voice.say(lang, "rule-either", words=_listed(rule, rule.either))
    if rule.never:
        yield voice.say(lang, "rule-never", words=_listed(rule, rule.never))


def _listed(rule: Rule, pieces: Iterable[Piece]) -> str:
    return ", ".join(
        f"“{rule.spelling(piece)}”" if len(piece) > 1 else rule.spelling(piece) for piece in pieces
    )


def _found(trial: Trial, lang: str, voice: Voice) -> Iterable[Html]:
    if trial.matched:
        yield voice.say(lang, "rule-would-match", number=trial.matched)
    else:
        yield voice.say(lang, "rule-would-match-nothing")
    for example in trial.examples:
        title, day = clipped(example.title, _LONGEST_TITLE), voice.date(lang, example.published_at)
        yield voice.say(lang, "rule-example", title=title, day=day)
    if not trial.whole:
        yield voice.say(lang, "rule-tried-on", number=trial.read)
