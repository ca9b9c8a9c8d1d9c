### Why somebody did or did not get something: /explain, and `bot.py explain`.

# reviewed: no
command-explain = Why somebody did or did not get something
# reviewed: no
explain-usage =
    🔎 <b>Why did somebody get it, or not?</b>
    Send the number of the chat and the number of the statement or announcement after the command, for example: <code>/explain 123456789 42</code>
# reviewed: no
explain-unknown-number = There is no statement or announcement with the number { $id }.
# reviewed: no
explain-unknown-chat = Nobody is subscribed in the chat { $id }: they never sent /start there, or sent /forget since.

## Who and what

# reviewed: no
explain-about-statement = 📰 <b>№ { $id }</b> · { $title }
# reviewed: no
explain-about-broadcast = 📣 <b>№ { $id }</b> · { $title }
# reviewed: no
explain-in-private = 👤 <b>{ $id }</b>, a private chat
# reviewed: no
explain-in-group = 👥 <b>{ $id }</b>, a group
# reviewed: no
explain-in-supergroup = 👥 <b>{ $id }</b>, a large group
# reviewed: no
explain-in-channel = 📢 <b>{ $id }</b>, a channel
# reviewed: no
explain-thread = In its topic { $id }
# reviewed: no
explain-subscribed = Subscribed: { $at }
# reviewed: no
explain-is-active = Active since: { $at }
# reviewed: no
explain-is-paused = Paused with /stop: { $at }
# reviewed: no
explain-is-blocked = Blocked the bot; noticed: { $at }
# reviewed: no
explain-is-deactivated = Account deleted; noticed: { $at }
# reviewed: no
explain-is-kicked = The bot was removed or may not write there; noticed: { $at }
# reviewed: no
explain-is-not-found = Telegram knows no such chat; noticed: { $at }
# reviewed: no
explain-said = Telegram said: { $words }
# reviewed: no
explain-reads = Statements in: { $names }
# reviewed: no
explain-a-word = a word of their own

## Reasons: what became of the statement or announcement itself

# reviewed: no
explain-stored = It is only in the archive: it was there at the first look at its source, was too old, or an editor had it only stored.
# reviewed: no
explain-waits-for-editor = It waits for an editor: too many came at once.
# reviewed: no
explain-withdrawn = It was withdrawn: { $at }
# reviewed: no
explain-copied = It also came from { $names }; the same words are not sent twice.
# reviewed: no
explain-draft = It is a draft; nobody gets it before it is confirmed.
# reviewed: no
explain-dropped = It was discarded and never sent.
# reviewed: no
explain-stopped = An editor stopped it.
# reviewed: no
explain-recalled = It was recalled: { $at }

## Reasons why nothing was sent, or not yet

# reviewed: no
explain-subscribed-later = They subscribed after it was sent out: { $at }
# reviewed: no
explain-not-active = They are not active: nothing is sent to them.
# reviewed: no
explain-other-language = They read other languages; it is in: { $names }
# reviewed: no
explain-not-addressed = They follow nothing that it is for: { $names }
# reviewed: no
explain-muted = They muted: { $names }
# reviewed: no
explain-not-before = It goes out: { $at }
# reviewed: no
explain-paused = The sending is paused.
# reviewed: no
explain-not-yet = It is being sent, and has not come to them yet.
# reviewed: no
explain-being-sent = They are among those to whom it is being sent now.
# reviewed: no
explain-retry = The next try, number { $number }: { $at }. What kept it: { $words }
# reviewed: no
explain-retry-after-lost = The answer to a try was lost, so it may have arrived. The next try, number { $number }: { $at }. What kept it: { $words }
# reviewed: no
explain-cut-short = It was stopped before it came to them.
# reviewed: no
explain-ran-out = Its time was up before it came to them: { $at }
# reviewed: no
explain-active-since = It went out before they were active again: { $at }
# reviewed: no
explain-no-trace = As they are now they should have got it, but nothing is noted: they had chosen otherwise then, or the note was deleted since.

## Reasons: what was sent

# reviewed: no
explain-sent = ✅ Sent: { $at }. Version { $number }, message { $id }
# reviewed: no
explain-sent-again = ✅ Sent a second time, as the first answer was lost: { $at }. Version { $number }, message { $id }
# reviewed: no
explain-together = It was one message with several statements.
# reviewed: no
explain-tries = It took several tries: { $number }
# reviewed: no
explain-gone = ❌ Telegram said that they cannot be reached: { $at }
# reviewed: no
explain-rejected = ❌ Telegram refused the message: { $at }
# reviewed: no
explain-no-rights = ❌ The bot may not write there: { $at }
# reviewed: no
explain-unknown = ❓ Telegram's answer was lost; nobody can know whether it arrived: { $at }
# reviewed: no
explain-expired = ❌ Every try failed until its time was up: { $at }
# reviewed: no
explain-cancelled = ❌ It was stopped, or no longer wanted, while it waited for another try: { $at }

## Reasons: what became of the message

# reviewed: no
explain-edited = The message shows version { $number } since: { $at }
# reviewed: no
explain-says-last-word = The message says that it no longer holds, since: { $at }
# reviewed: no
explain-edit-vanished = The message could not be edited, it is no longer there: { $at }
# reviewed: no
explain-edit-failed = The message could not be edited: { $at }
# reviewed: no
explain-edit-to-come = The message is still to be brought up to date.
# reviewed: no
explain-notice-sent = Correction notice sent: { $at }, message { $id }
# reviewed: no
explain-notice-failed = A correction notice did not reach them: { $at }
# reviewed: no
explain-notice-to-come = A correction notice is still to come, not before: { $at }
# reviewed: no
explain-has-newer = They got version { $number } at once, so there was nothing to correct.
# reviewed: no
explain-resend-to-come = It is still to be sent to them once more.
# reviewed: no
explain-matched = Of what it is for, they follow: { $names }
