"""Ways to readers as editors see them: each named, its figures, why some failed, and the buttons. Pure."""

from collections.abc import Sequence

from bot.domain.fanout import Fanout
from bot.domain.message import Button, Keyboard
from bot.domain.progress import Progress, Stage, Way
from bot.domain.statement import Millis
from bot.i18n import Html
from bot.render.html import bold, clipped, joined
from bot.render.voice import Voice

_WHOLE_NUMBERS = 10  # messages a second: from here on without a fraction
_A_MINUTE = 90  # seconds: from here on the time left is told in minutes
_SHOWN = 6
_REASON = 200


def shown(ways: Sequence[Way]) -> tuple[Way, ...]:
    """Those that can be steered and the latest others, as many as a card has room for."""
    latest = {way.fanout.id for way in ways[-_SHOWN:]}
    return tuple(way for way in ways if not way.is_over or way.fanout.id in latest)


def told(lang: str, voice: Voice, way: Way) -> Html:
    """One way: what it is, where it stands, audience, sent, still to go, failed and why, speed, time left."""
    fanout, progress = way.fanout, way.progress
    stage = progress.stage
    before = stage is Stage.WAITING
    head = joined((bold(voice.say(lang, f"way-{fanout.kind}")), voice.say(lang, f"stage-{stage}")), " · ")
    readers = "way-readers-at-most" if way.at_most else "progress-readers"
    counts = (
        voice.say(lang, readers, number=progress.audience),
        voice.say(lang, "progress-sent", number=progress.sent),
        "" if before or stage.is_over else voice.say(lang, "progress-to-go", number=progress.to_go),
        failed(lang, voice, progress, fanout),
        voice.say(lang, "progress-unknown", number=progress.unknown) if progress.unknown else "",
        voice.say(lang, "progress-held", number=progress.held) if progress.held else "",
    )
    return joined(
        (
            head,
            voice.say(lang, "progress-starts", at=to_the_second(lang, voice, fanout.not_before))
            if before
            else "",
            joined(counts, " · "),
            joined(pace(lang, voice, progress), " · "),
            paused(lang, voice, progress),
        )
    )


def failed(lang: str, voice: Voice, progress: Progress, fanout: Fanout | None) -> Html | str:
    """How many failed, and for what reasons."""
    if not progress.failed:
        return ""
    count = voice.say(lang, "progress-failed", number=progress.failed)
    if fanout is None:
        return count
    known = fanout.gone + fanout.rejected + fanout.no_rights + fanout.expired
    by_reason = (
        ("failed-gone", fanout.gone),
        ("failed-rejected", fanout.rejected),
        ("failed-no-rights", fanout.no_rights),
        ("failed-expired", fanout.expired),
        ("failed-stopped", fanout.failed - known),
    )
    reasons = joined([voice.say(lang, key, number=number) for key, number in by_reason if number > 0], ", ")
    return Html(f"{count} ({reasons})") if reasons else count


def pace(lang: str, voice: Voice, progress: Progress) -> tuple[Html, ...]:
    """Speed and time left, where they are known."""
    if progress.rate is None or progress.stage is not Stage.RUNNING:
        return ()
    rate = f"{progress.rate:.0f}" if progress.rate >= _WHOLE_NUMBERS else f"{progress.rate:.1f}"
    rate = rate if lang == "en" else rate.replace(".", ",")
    left = progress.seconds_left
    if not left:
        return (voice.say(lang, "progress-rate", rate=rate),)
    if left < _A_MINUTE:
        time_left = voice.say(lang, "progress-seconds-left", seconds=left)
    else:
        time_left = voice.say(lang, "progress-minutes-left", minutes=round(left / 60))
    return voice.say(lang, "progress-rate", rate=rate), time_left


def paused(lang: str, voice: Voice, progress: Progress) -> Html | str:
    """Why it stands still."""
    if progress.reason:
        return voice.say(lang, "progress-reason", reason=clipped(progress.reason, _REASON))
    return voice.say(lang, "way-paused-by-editor") if progress.stage is Stage.PAUSED else ""


def to_the_second(lang: str, voice: Voice, at: Millis) -> str:
    """The time of day, for what begins within the minute."""
    return f"{voice.texts.time(lang, at, voice.zone)}:{at // 1000 % 60:02}"


def buttons(lang: str, voice: Voice, ways: Sequence[Way], subject: int) -> Keyboard:
    """Pause or Resume, and Cancel, for each that is not over."""
    return tuple(
        (hold(lang, voice, way, subject), _button(lang, voice, "cancel", way, subject))
        for way in ways
        if not way.is_over
    )


def hold(lang: str, voice: Voice, way: Way, subject: int) -> Button:
    """Pause, or Resume what is paused."""
    act = "resume" if way.progress.stage is Stage.PAUSED else "pause"
    return _button(lang, voice, act, way, subject)


def _button(lang: str, voice: Voice, act: str, way: Way, subject: int) -> Button:
    what = voice.plain(lang, f"way-{way.fanout.kind}")
    text = voice.plain(lang, f"way-button-{act}", what=what)
    return Button(text, data=f"fan:{act}:{way.fanout.id}:{subject}")
