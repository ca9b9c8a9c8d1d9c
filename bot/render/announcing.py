"""Announcements as editors see them: choosing readers, the preview's buttons, progress, the list. Pure."""

from collections.abc import Sequence

from bot.domain.broadcast import Broadcast, BroadcastState, Content
from bot.domain.fanout import FanoutKind
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.progress import Progress, Report, Stage, Way, topics_of
from bot.domain.statement import Millis
from bot.domain.subscriber import Term
from bot.i18n import Html
from bot.render import ways as ways_of
from bot.render.html import bold, clipped, escape, joined
from bot.render.picking import language_row, names_of_languages, topic_rows
from bot.render.voice import Voice

_BAR = 10
_EXCERPT = 90
_WHOLE = 2_000


def announcement(content: Content) -> Outgoing:
    """The announcement as readers get it: text and formatting exactly as the editor gave them."""
    return Outgoing(content.text, entities=content.entities)


def recalled(lang: str, voice: Voice, broadcast: Broadcast) -> Outgoing:
    """What stands in the place of an announcement that was recalled."""
    assert broadcast.recalled_at is not None
    return Outgoing(voice.say(lang, "announcement-recalled", at=voice.datetime(lang, broadcast.recalled_at)))


def chooser(
    lang: str,
    voice: Voice,
    topics: Sequence[Term],
    langs: Sequence[str],
    readers: int,
    *,
    urgent: bool = False,
) -> Outgoing:
    """Who is it for? Buttons in place."""
    note = voice.say(lang, "announce-topics-note") if topics else ""
    urgency = "announce-button-not-urgent" if urgent else "announce-button-urgent"
    text = joined(
        (
            voice.say(lang, "announce-whom"),
            joined((audience(lang, voice, topics, langs, readers), note)),
            voice.say(lang, "announce-urgent") if urgent else "",
        ),
        "\n\n",
    )
    keyboard: Keyboard = (
        language_row(lang, voice, langs, data="ann:l"),
        (
            Button(voice.plain(lang, "announce-button-topics", chosen=len(topics)), data="ann:t:0"),
            Button(voice.plain(lang, urgency), data="ann:urgent"),
        ),
        (Button(voice.plain(lang, "announce-button-preview"), data="ann:see"),),
        (Button(voice.plain(lang, "editor-button-cancel"), data="ann:end"),),
    )
    return Outgoing(text, keyboard)


def topic_chooser(
    lang: str,
    voice: Voice,
    topics: Sequence[Term],
    langs: Sequence[str],
    readers: int,
    *,
    urgent: bool = False,
    page: int,
) -> Outgoing:
    """The topics of an announcement, page by page."""
    rows = topic_rows(lang, voice, {term.key for term in topics}, data="ann:t", page=page)
    done = (Button(voice.plain(lang, "editor-button-done"), data="ann:who"),)
    return Outgoing(chooser(lang, voice, topics, langs, readers, urgent=urgent).text, (*rows, done))


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
            voice.say(lang, "announce-urgent") if broadcast.urgent else "",
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
        ways_of.failed(lang, voice, progress, report.broadcast.fanout),
        voice.say(lang, "progress-unknown", number=progress.unknown) if progress.unknown else "",
        voice.say(lang, "progress-held", number=progress.held) if progress.held else "",
    )
    return joined(
        (
            head,
            voice.say(lang, "progress-starts", at=ways_of.to_the_second(lang, voice, progress.starts_at))
            if before
            else "",
            "" if before else escape(bar(progress)),
            *counts,
            *ways_of.pace(lang, voice, progress),
            ways_of.paused(lang, voice, progress),
        )
    )


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
    afterwards = [ways_of.told(lang, voice, way) for way in ways_of.shown(report.afterwards)]
    urgent = voice.say(lang, "announce-urgent") if broadcast.urgent else ""
    text = joined((joined((author, whom, urgent)), quoted, figures(lang, voice, report), *afterwards), "\n\n")
    return Outgoing(text, (*_acts(lang, voice, report, own=own), _back(lang, voice, report, stage)))


def _acts(lang: str, voice: Voice, report: Report, *, own: bool) -> Keyboard:
    broadcast, stage = report.broadcast, report.progress.stage
    if stage is Stage.DRAFT and own:
        see = Button(
            voice.plain(lang, "announce-button-preview"), data=f"ann:again:{broadcast.confirm_token}"
        )
        drop = Button(
            voice.plain(lang, "announce-button-discard"), data=f"ann:drop:{broadcast.confirm_token}"
        )
        return ((see, drop),)
    rows = [_steering(lang, voice, report)] if stage.can_be_stopped else []
    rows += ways_of.buttons(lang, voice, report.afterwards, broadcast.id)
    return (*rows, *_amending(lang, voice, report))


def _steering(lang: str, voice: Voice, report: Report) -> tuple[Button, ...]:
    broadcast = report.broadcast
    stop = Button(voice.plain(lang, "announce-button-stop"), data=f"ann:halt:{broadcast.id}")
    if broadcast.fanout is None:
        return (stop,)
    way = Way(broadcast.fanout, report.progress)
    return ways_of.hold(lang, voice, way, broadcast.id), stop


def _amending(lang: str, voice: Voice, report: Report) -> Keyboard:
    """What can be done about one that went out: new words, recall, once more to those who failed."""
    broadcast, stage = report.broadcast, report.progress.stage
    confirmed = broadcast.state is BroadcastState.CONFIRMED and broadcast.fanout is not None
    stopped = broadcast.state is BroadcastState.CANCELLED and report.holders > 0

    def button(act: str, **args: int) -> Button:
        return Button(voice.plain(lang, f"announce-button-{act}", **args), data=f"amd:{act}:{broadcast.id}")

    row = (*((button("edit"),) if confirmed else ()), *((button("recall"),) if confirmed or stopped else ()))
    rows: list[tuple[Button, ...]] = [row] if row else []
    again = any(way.fanout.kind is FanoutKind.RESEND and not way.is_over for way in report.afterwards)
    if confirmed and stage in (Stage.DONE, Stage.EXPIRED) and report.not_reached and not again:
        rows.append((button("resend", number=report.not_reached),))
    return tuple(rows)


def before_rewording(lang: str, voice: Voice, report: Report) -> Outgoing:
    """What stands under the new words: how many have the old ones, and the buttons that decide."""
    number = report.broadcast.id
    yes = Button(voice.plain(lang, "reword-button-confirm"), data=f"amd:reworded:{number}")
    keep = Button(voice.plain(lang, "editor-button-cancel"), data=f"amd:keep:{number}")
    return Outgoing(voice.say(lang, "reword-preview", number=report.holders), ((yes,), (keep,)))


def really_recall(lang: str, voice: Voice, report: Report) -> Outgoing:
    """Asked before it is recalled: which one, and how many have it."""
    words = escape(clipped(" ".join(report.broadcast.content.text.split()), _EXCERPT))
    yes = Button(voice.plain(lang, "recall-button-really"), data=f"amd:recalled:{report.broadcast.id}")
    back = Button(voice.plain(lang, "source-button-back"), data=f"ann:show:{report.broadcast.id}")
    return Outgoing(voice.say(lang, "recall-really", words=words, number=report.holders), ((yes,), (back,)))


def _back(lang: str, voice: Voice, report: Report, stage: Stage) -> tuple[Button, ...]:
    back = Button(voice.plain(lang, "editor-button-list"), data="ann:list")
    if not stage.can_be_stopped and all(way.is_over for way in report.afterwards):
        return (back,)
    refresh = Button(voice.plain(lang, "editor-button-refresh"), data=f"ann:show:{report.broadcast.id}")
    return back, refresh
