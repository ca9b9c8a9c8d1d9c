"""Announcements as editors see them: choosing readers, the preview's buttons, progress, the list. Pure."""

from collections.abc import Sequence

from bot.domain.broadcast import Broadcast, Content
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.progress import Progress, Report, Stage, topics_of
from bot.domain.statement import Millis
from bot.domain.subscriber import Term
from bot.i18n import Html
from bot.render.html import bold, clipped, escape, joined
from bot.render.picking import language_row, names_of_languages, topic_rows
from bot.render.voice import Voice

_BAR = 10
_EXCERPT = 90
_WHOLE = 3_000
_A_MINUTE = 90  # seconds: from here on the time left is told in minutes


def announcement(content: Content) -> Outgoing:
    """The announcement as readers get it: text and formatting exactly as the editor gave them."""
    return Outgoing(content.text, entities=content.entities)


def recalled(lang: str, voice: Voice, broadcast: Broadcast) -> Outgoing:
    """What stands in the place of an announcement that was recalled."""
    assert broadcast.recalled_at is not None
    return Outgoing(voice.say(lang, "announcement-recalled", at=voice.datetime(lang, broadcast.recalled_at)))


def chooser(lang: str, voice: Voice, topics: Sequence[Term], langs: Sequence[str], readers: int) -> Outgoing:
    """Who is it for? Buttons in place."""
    note = voice.say(lang, "announce-topics-note") if topics else ""
    text = joined(
        (voice.say(lang, "announce-whom"), joined((audience(lang, voice, topics, langs, readers), note))),
        "\n\n",
    )
    keyboard: Keyboard = (
        language_row(lang, voice, langs, data="ann:l"),
        (Button(voice.plain(lang, "announce-button-topics", chosen=len(topics)), data="ann:t:0"),),
        (Button(voice.plain(lang, "announce-button-preview"), data="ann:see"),),
        (Button(voice.plain(lang, "editor-button-cancel"), data="ann:end"),),
    )
    return Outgoing(text, keyboard)


def topic_chooser(
    lang: str, voice: Voice, topics: Sequence[Term], langs: Sequence[str], readers: int, *, page: int
) -> Outgoing:
    """The topics of an announcement, page by page."""
    rows = topic_rows(lang, voice, {term.key for term in topics}, data="ann:t", page=page)
    done = (Button(voice.plain(lang, "editor-button-done"), data="ann:who"),)
    return Outgoing(chooser(lang, voice, topics, langs, readers).text, (*rows, done))


def audience(
    lang: str, voice: Voice, topics: Sequence[Term], langs: Sequence[str], readers: int | None
) -> Html:
    """Who gets it, in words, and how many they are."""
    languages = names_of_languages(lang, voice, langs)
    names = ", ".join(voice.topic_name(lang, term.key) for term in topics)
    return joined(
        (
            voice.say(lang, "audience-languages", languages=languages) if langs else "",
            voice.say(lang, "audience-topics", topics=names) if topics else "",
            "" if langs or topics else voice.say(lang, "audience-everybody"),
            "" if readers is None else voice.say(lang, "progress-readers", number=readers),
        )
    )


def before_confirming(lang: str, voice: Voice, report: Report, delay: Millis) -> Outgoing:
    """What stands under the preview: to whom, how many, and the buttons that decide."""
    broadcast, readers = report.broadcast, report.progress.audience
    token = broadcast.confirm_token
    text = joined(
        (
            voice.say(lang, "announce-preview", seconds=round(delay / 1000)),
            audience(lang, voice, topics_of(broadcast.audience), broadcast.langs, readers),
            "" if readers else voice.say(lang, "announce-nobody"),
        ),
        "\n\n",
    )
    confirm = Button(voice.plain(lang, "announce-button-confirm", readers=readers), data=f"ann:go:{token}")
    change = Button(voice.plain(lang, "announce-button-change"), data=f"ann:back:{token}")
    drop = Button(voice.plain(lang, "editor-button-cancel"), data=f"ann:drop:{token}")
    return Outgoing(text, (*(((confirm,),) if readers else ()), (change, drop)))


def progress_card(lang: str, voice: Voice, report: Report, *, head: Html | None = None) -> Outgoing:
    """Where it stands and how far it has come; a Stop button while there is something to stop."""
    text = joined((head or "", figures(lang, voice, report)), "\n\n")
    if not report.progress.stage.can_be_stopped:
        return Outgoing(text)
    stop = Button(voice.plain(lang, "announce-button-stop"), data=f"ann:stop:{report.broadcast.id}")
    return Outgoing(text, ((stop,),))


def figures(lang: str, voice: Voice, report: Report) -> Html:
    """Audience, sent, still to go, failed, speed, time left: what there is to tell at this stage."""
    progress, stage = report.progress, report.progress.stage
    head = bold(voice.say(lang, f"stage-{stage}"))
    if stage in (Stage.DRAFT, Stage.DROPPED):
        return head
    before = stage is Stage.WAITING
    counts = (
        voice.say(lang, "progress-readers", number=progress.audience),
        "" if before else voice.say(lang, "progress-sent", number=progress.sent),
        "" if before or stage.is_over else voice.say(lang, "progress-to-go", number=progress.to_go),
        voice.say(lang, "progress-failed", number=progress.failed) if progress.failed else "",
        voice.say(lang, "progress-unknown", number=progress.unknown) if progress.unknown else "",
    )
    return joined(
        (
            head,
            voice.say(lang, "progress-starts", at=_to_the_second(lang, voice, progress)) if before else "",
            "" if before else escape(bar(progress)),
            *counts,
            *_pace(lang, voice, progress),
            voice.say(lang, "progress-reason", reason=progress.reason) if progress.reason else "",
        )
    )


def _pace(lang: str, voice: Voice, progress: Progress) -> tuple[Html | str, ...]:
    if progress.rate is None or progress.stage is not Stage.RUNNING:
        return ()
    rate = f"{progress.rate:.0f}" if progress.rate >= _BAR else f"{progress.rate:.1f}"
    rate = rate if lang == "en" else rate.replace(".", ",")
    left = progress.seconds_left
    if not left:
        return (voice.say(lang, "progress-rate", rate=rate),)
    if left < _A_MINUTE:
        time_left = voice.say(lang, "progress-seconds-left", seconds=left)
    else:
        time_left = voice.say(lang, "progress-minutes-left", minutes=round(left / 60))
    return voice.say(lang, "progress-rate", rate=rate), time_left


def _to_the_second(lang: str, voice: Voice, progress: Progress) -> str:
    seconds = progress.starts_at // 1000 % 60
    return f"{voice.texts.time(lang, progress.starts_at, voice.zone)}:{seconds:02}"


def bar(progress: Progress) -> str:
    """▓▓▓▓░░░░░░ 42 %"""
    share = progress.tried / progress.audience if progress.audience else float(progress.stage.is_over)
    filled = int(share * _BAR)
    return f"{'▓' * filled}{'░' * (_BAR - filled)} {int(share * 100)} %"


def told_others(lang: str, voice: Voice, report: Report, who: Html) -> Outgoing:
    """What the other editors are told under the announcement itself, with a Stop button of their own."""
    broadcast = report.broadcast
    whom = audience(lang, voice, topics_of(broadcast.audience), broadcast.langs, None)
    return progress_card(lang, voice, report, head=joined((voice.say(lang, "announce-told", who=who), whom)))


def who_sends(lang: str, voice: Voice, name: str, id: int) -> Html:
    """The editor as the others know them: Telegram's first name, and the id that nobody can choose."""
    name = clipped(" ".join(name.split()), 64)
    return escape(f"{name} ({id})") if name else voice.say(lang, "announce-who-unnamed", id=str(id))


def listed(lang: str, voice: Voice, reports: Sequence[Report]) -> Outgoing:
    """/broadcasts: the newest announcements, a button each."""
    if not reports:
        return Outgoing(voice.say(lang, "broadcasts-none"))
    lines = (_line(lang, voice, number, report) for number, report in enumerate(reports, 1))
    buttons = [Button(str(n), data=f"ann:show:{report.broadcast.id}") for n, report in enumerate(reports, 1)]
    rows = tuple(tuple(buttons[i : i + 5]) for i in range(0, len(buttons), 5))
    return Outgoing(joined((voice.say(lang, "broadcasts-title"), *lines), "\n\n"), rows)


def _line(lang: str, voice: Voice, number: int, report: Report) -> Html:
    broadcast, progress = report.broadcast, report.progress
    at = voice.datetime(lang, broadcast.confirmed_at or broadcast.created_at)
    stage = voice.say(lang, f"stage-{progress.stage}")
    sent = voice.say(lang, "progress-sent", number=progress.sent) if progress.tried else ""
    excerpt = escape(clipped(" ".join(broadcast.content.text.split()), _EXCERPT))
    return joined((joined((Html(f"{number}. {stage}"), at, sent), " · "), excerpt))


def details(lang: str, voice: Voice, report: Report, *, viewer: int) -> Outgoing:
    """One announcement in full: who wrote what for whom, how far it has come, what can be done."""
    broadcast, stage = report.broadcast, report.progress.stage
    at = voice.datetime(lang, broadcast.created_at)
    own = broadcast.author == viewer
    author = (
        voice.say(lang, "broadcast-by-you", at=at)
        if own
        else voice.say(lang, "broadcast-by", id=str(broadcast.author), at=at)
    )
    whom = audience(lang, voice, topics_of(broadcast.audience), broadcast.langs, None)
    words = escape(clipped(broadcast.content.text, _WHOLE))
    quoted = Html(f"<blockquote expandable>{words}</blockquote>")
    text = joined((joined((author, whom)), quoted, figures(lang, voice, report)), "\n\n")
    return Outgoing(text, (*_acts(lang, voice, report, own=own), _back(lang, voice, report, stage)))


def _acts(lang: str, voice: Voice, report: Report, *, own: bool) -> Keyboard:
    broadcast, stage = report.broadcast, report.progress.stage
    if stage.can_be_stopped:
        return ((Button(voice.plain(lang, "announce-button-stop"), data=f"ann:halt:{broadcast.id}"),),)
    if stage is Stage.DRAFT and own:
        see = Button(
            voice.plain(lang, "announce-button-preview"), data=f"ann:again:{broadcast.confirm_token}"
        )
        drop = Button(
            voice.plain(lang, "announce-button-discard"), data=f"ann:drop:{broadcast.confirm_token}"
        )
        return ((see, drop),)
    return ()


def _back(lang: str, voice: Voice, report: Report, stage: Stage) -> tuple[Button, ...]:
    back = Button(voice.plain(lang, "editor-button-list"), data="ann:list")
    if not stage.can_be_stopped:
        return (back,)
    refresh = Button(voice.plain(lang, "editor-button-refresh"), data=f"ann:show:{report.broadcast.id}")
    return back, refresh
