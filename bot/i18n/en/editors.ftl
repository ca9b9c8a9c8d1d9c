### What editors see: announcements, statements of their own, sources, figures, notices.

## What several conversations share

# reviewed: no
editor-cancelled = Cancelled. Nothing was sent.
# reviewed: no
editor-nothing-to-cancel = There is nothing to cancel.
# reviewed: no
editor-gone = This is no longer there.
# reviewed: no
editor-button-cancel = ✖ Cancel
# reviewed: no
editor-button-done = ✔ Done
# reviewed: no
editor-button-refresh = 🔄 Refresh
# reviewed: no
editor-button-list = ⬅ List
# reviewed: no
editor-never = never
# reviewed: no
count-readers =
    { $readers ->
        [one] { $readers } reader
       *[other] { $readers } readers
    }
# reviewed: no
count-statements =
    { $statements ->
        [one] { $statements } statement
       *[other] { $statements } statements
    }

## The menu of commands, for editors

# reviewed: no
command-announce = Send an announcement to readers
# reviewed: no
command-broadcasts = Announcements and how they went
# reviewed: no
command-publish = Publish a statement
# reviewed: no
command-statement = Look up a statement, mark it urgent
# reviewed: no
command-withdraw = Withdraw a statement
# reviewed: no
command-sources = Sources and their state
# reviewed: no
command-stats = Figures

## /announce

# reviewed: no
announce-ask =
    ✍️ <b>New announcement</b>
    Send me its text in one message, formatted the way it should look. Then you choose the readers and see a preview; nothing goes out before you confirm.

    /cancel leaves.
# reviewed: no
announce-only-text = Only text can be announced: no photos, files, voice messages or stickers. Please send the announcement as a text message, or /cancel.
# reviewed: no
announce-whom =
    👥 <b>Who is it for?</b>
    Choose languages, topics, or both. If you choose nothing, it goes to everybody.
# reviewed: no
announce-topics-note = Topics also include readers who follow everything.
# reviewed: no
audience-everybody = For: everybody
# reviewed: no
audience-languages = Languages: { $languages }
# reviewed: no
audience-topics = Topics: { $topics }
# reviewed: no
announce-button-topics = Topics ({ $chosen })
# reviewed: no
announce-urgent = 🔴 <b>Urgent:</b> it goes out before everything else.
# reviewed: no
announce-button-urgent = 🔴 Make urgent
# reviewed: no
announce-button-not-urgent = ⚪ Not urgent
# reviewed: no
announce-button-preview = Preview ▶
# reviewed: no
announce-preview =
    👆 <b>Readers will see exactly this.</b>
    Once you confirm, it waits { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }; until then, and while it goes out, it can be stopped.
# reviewed: no
announce-nobody = ⚠️ Nobody would get it: no active reader matches. Please change the readers.
# reviewed: no
announce-button-confirm = ✅ Send · { count-readers }
# reviewed: no
announce-button-change = 👥 Change readers
# reviewed: no
announce-button-stop = ⏹ Stop
# reviewed: no
announce-button-edit = ✏️ Edit text
# reviewed: no
announce-button-recall = ⛔ Recall
# reviewed: no
announce-button-resend = 🔁 Again to those who failed ({ $number })
# reviewed: no
announce-lost = This can no longer be used: the bot was restarted meanwhile, or a newer conversation took its place. This tap sent nothing. Please start again with /announce.
# reviewed: no
announce-too-long = This text is too long to be sent as one message. Please shorten it.
# reviewed: no
announce-button-discard = 🗑 Discard
# reviewed: no
announce-told = 📣 <b>{ $who }</b> is sending the announcement above.
# reviewed: no
announce-who-unnamed = Editor { $id }
# reviewed: no
announce-refused = Telegram refused this text, so nothing was sent: { $reason }
# reviewed: no
announce-stopped-by = ⏹ <b>{ $who }</b> stopped the announcement “{ $words }”.
# reviewed: no
announce-loose = If this was meant for readers: nothing was sent. Please begin with /announce (an announcement) or /publish (a statement), then send it again.

## Where an announcement stands

# reviewed: no
stage-draft = 📝 Draft
# reviewed: no
stage-waiting = ⏳ Confirmed, not out yet
# reviewed: no
stage-running = 📣 Going out
# reviewed: no
stage-paused = ⏸ Paused
# reviewed: no
stage-done = ✅ Sent
# reviewed: no
stage-cancelled = ⏹ Stopped
# reviewed: no
stage-expired = ⌛ Ended before everybody was reached
# reviewed: no
stage-dropped = 🗑 Discarded
# reviewed: no
stage-recalled = ⛔ Recalled
# reviewed: no
progress-starts = Goes out at { $at }
# reviewed: no
progress-readers = Readers: { $number }
# reviewed: no
progress-sent = Sent: { $number }
# reviewed: no
progress-to-go = To go: { $number }
# reviewed: no
progress-failed = Failed: { $number }
# reviewed: no
progress-unknown = No answer, perhaps delivered: { $number }
# reviewed: no
progress-rate = Speed: { $rate } a second
# reviewed: no
progress-seconds-left =
    Time left: about { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }
# reviewed: no
progress-minutes-left =
    Time left: about { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
# reviewed: no
progress-reason = Telegram said: { $reason }

## What a late tap is told

# reviewed: no
announce-already-draft = This is still a draft.
# reviewed: no
announce-already-waiting = It is confirmed already and goes out once, at the time shown.
# reviewed: no
announce-already-running = It is going out already, once to every reader.
# reviewed: no
announce-already-paused = It was confirmed already and is paused.
# reviewed: no
announce-already-done = It was sent already.
# reviewed: no
announce-already-cancelled = It was stopped already.
# reviewed: no
announce-already-expired = It has ended already.
# reviewed: no
announce-already-dropped = It was discarded; nothing was sent.
# reviewed: no
announce-already-recalled = It was recalled already.
# reviewed: no
announce-confirmed = Confirmed.
# reviewed: no
announce-stopped = Stopped.

## The ways of a statement or announcement to its readers

# reviewed: no
way-statement = Sending
# reviewed: no
way-broadcast = Sending
# reviewed: no
way-edit = Edit
# reviewed: no
way-correction = Correction notice
# reviewed: no
way-resend = Sending again
# reviewed: no
way-readers-at-most = Readers: at most { $number }
# reviewed: no
way-paused-by-editor = An editor paused it.
# reviewed: no
way-button-pause = ⏸ Pause · { $what }
# reviewed: no
way-button-resume = ▶ Resume · { $what }
# reviewed: no
way-button-cancel = ⏹ Cancel · { $what }
# reviewed: no
way-pause = Paused.
# reviewed: no
way-resume = Resumed.
# reviewed: no
way-cancel = Cancelled; what was sent stays sent.
# reviewed: no
way-moved-on = It is no longer where this button belonged. This is how it stands now.
# reviewed: no
failed-gone = no longer reachable: { $number }
# reviewed: no
failed-rejected = refused by Telegram: { $number }
# reviewed: no
failed-no-rights = not allowed to write there: { $number }
# reviewed: no
failed-expired = too late: { $number }
# reviewed: no
failed-stopped = stopped before: { $number }

## Amending an announcement that went out

# reviewed: no
reword-ask =
    ✏️ <b>Edit the announcement</b>
    Send me the new text in one message, formatted the way it should look. It replaces the old one wherever it was delivered; you see a preview first.

    /cancel leaves.
# reviewed: no
reword-preview =
    👆 <b>This will replace the old text.</b>
    Messages already delivered: { $number }. Whoever is still waiting gets only the new text.
# reviewed: no
reword-button-confirm = ✅ Replace it everywhere
# reviewed: no
reword-done = Replaced; the delivered messages are being edited.
# reviewed: no
reword-same = Nothing was changed: it says so already, or it was recalled.
# reviewed: no
reword-lost = This can no longer be used: the bot was restarted meanwhile, or a newer conversation took its place. Nothing was changed. Please begin again from /broadcasts.
# reviewed: no
recall-really =
    ⛔ <b>Recall this announcement?</b>
    “{ $words }”
    Messages already delivered: { $number }. They will only say that it was recalled; what is on its way stops. This cannot be undone.
# reviewed: no
recall-button-really = ⛔ Yes, recall
# reviewed: no
recall-done = Recalled.
# reviewed: no
recall-already = It was recalled already, or never went out.
# reviewed: no
resend-done =
    { $number ->
        [0] There is nobody to send it to again.
       *[other] On its way once more, readers: { $number }
    }

## /broadcasts

# reviewed: no
broadcasts-title = 📣 <b>Announcements</b>
# reviewed: no
broadcasts-none = No announcement was written yet. /announce begins one.
# reviewed: no
broadcast-by-you = Written by you, { $at }
# reviewed: no
broadcast-by = Written by editor { $id }, { $at }

## /publish

# reviewed: no
publish-head = 📝 <b>New statement</b>
# reviewed: no
publish-title = <b>Title:</b> { $value }
# reviewed: no
publish-text = <b>Text:</b> { $value }
# reviewed: no
publish-link = <b>Link:</b> { $value }
# reviewed: no
publish-language = <b>Language:</b> { $value }
# reviewed: no
publish-topics = <b>Topics:</b> { $value }
# reviewed: no
publish-urgent = <b>Urgent:</b> { $value }
# reviewed: no
publish-none = none
# reviewed: no
publish-unknown = not recognised
# reviewed: no
publish-yes = yes
# reviewed: no
publish-no = no
# reviewed: no
publish-ask-title = ➡ Send me the title. /cancel leaves.
# reviewed: no
publish-ask-text = ➡ Send me the text in one message. Readers see its first sentences; the rest is under “More”.
# reviewed: no
publish-ask-link = ➡ Send me the link where it can be read, or tap “No link”.
# reviewed: no
publish-ready = Change what you like, then look at the preview.
# reviewed: no
publish-button-title = Title
# reviewed: no
publish-button-text = Text
# reviewed: no
publish-button-link = Link
# reviewed: no
publish-button-no-link = No link
# reviewed: no
publish-button-language = Language
# reviewed: no
publish-button-topics = Topics
# reviewed: no
publish-button-urgent = 🔴 Make urgent
# reviewed: no
publish-button-not-urgent = ⚪ Not urgent
# reviewed: no
publish-button-confirm = ✅ Publish
# reviewed: no
publish-button-change = ✏️ Change
# reviewed: no
publish-choose-language = In which language is it written?
# reviewed: no
publish-choose-topics = Which topics does it belong to?
# reviewed: no
publish-preview =
    👆 <b>Readers will see exactly this.</b>
    It would go to { $readers ->
        [one] { $readers } reader
       *[other] { $readers } readers
    } as soon as you confirm.
# reviewed: no
publish-done =
    ✅ <b>Published</b> and on its way to the readers.
    Its number is { $id }: /statement { $id } shows how far it has come.
# reviewed: no
publish-already = It was published already, once.
# reviewed: no
publish-lost = This card can no longer be used: the bot was restarted meanwhile, or a newer conversation took its place. Nothing was published from it. Please start again with /publish.
# reviewed: no
publish-only-text = Please send it as text, or /cancel.
# reviewed: no
publish-title-empty = The title is empty. Please send it again.
# reviewed: no
publish-title-long = The title has { $length } characters, { $most } at most are possible. Please send a shorter one.
# reviewed: no
publish-link-wrong = This is not a web address. It should look like https://example.org/statement.
# reviewed: no
publish-not-yet = This works once it is published.
# reviewed: no
publish-title-first = Please send the title first.

## /statement

# reviewed: no
statement-list =
    📰 <b>Statements</b>
    Tap a number to open one. Words after /statement search for others.
# reviewed: no
statement-list-empty = No statement was found. A number or words after /statement look for one.
# reviewed: no
statement-not-found = There is no statement with this number.
# reviewed: no
statement-number = № { $id } · versions: { $revisions }
# reviewed: no
statement-not-pushed = Only in the archive: it was not sent to readers.
# reviewed: no
statement-button-urgent = 🔴 Mark as urgent
# reviewed: no
statement-button-withdraw = ⛔ Withdraw
# reviewed: no
correct-preview =
    👆 <b>Readers will see exactly this.</b>
    Messages already delivered: { $number }. They will be edited.
# reviewed: no
correct-told = Much has changed: those who have the old text are told at once, with what changed.
# reviewed: no
correct-not-told = The change is small: nobody is disturbed by it.
# reviewed: no
correct-button-confirm = ✏️ Correct
# reviewed: no
statement-button-correct = ✏️ Correct
# reviewed: no
correct-done = Corrected.
# reviewed: no
correct-unchanged = Nothing was changed. This is how it stands.
# reviewed: no
withdraw-which = Please add the number of the statement, like this: /withdraw 12. You find it with /statement.
# reviewed: no
withdraw-really =
    ⛔ <b>Withdraw this statement?</b>
    “{ $title }”
    Messages already delivered: { $number }. They will say that it was withdrawn; what is on its way stops. It stays in the archive, marked. This cannot be undone.
# reviewed: no
withdraw-button-really = ⛔ Yes, withdraw
# reviewed: no
withdraw-done = Withdrawn.
# reviewed: no
withdraw-already = It was withdrawn already.
# reviewed: no
statement-marked-urgent = Marked as urgent.

## /sources

# reviewed: no
sources-title = 📡 <b>Sources</b>
# reviewed: no
sources-none = No sources are set up.
# reviewed: no
source-state-well = ✅ works
# reviewed: no
source-state-new = 🕓 not looked at yet
# reviewed: no
source-state-paused = ⏸ paused
# reviewed: no
source-state-gone = ⛔ gone, no longer looked at
# reviewed: no
source-state-off = ⚫ switched off in the sources file
# reviewed: no
source-state-stale = 🐢 stands still
# reviewed: no
source-state-problem = ⚠️ { $problem }
# reviewed: no
source-waiting-short = 📥 { $count } waiting
# reviewed: no
source-times = read: { $good }, newest: { $newest }
# reviewed: no
source-last-good = Last good fetch: { $at }
# reviewed: no
source-newest = Newest item: { $at }
# reviewed: no
source-address = Address: { $url }
# reviewed: no
source-failures =
    { $count ->
        [one] { $count } failure in a row
       *[other] { $count } failures in a row
    }
# reviewed: no
source-next = Next look: { $at }
# reviewed: no
source-detail = Details: { $detail }
# reviewed: no
source-stale = It answers, but has published nothing since { $since }, far longer than usual. Please check on its website whether the feed has moved.
# reviewed: no
source-urgent = 🔴 All its statements go out as urgent.
# reviewed: no
source-flood = 📥 <b>{ count-statements }</b> came at once and wait for your decision.
# reviewed: no
source-button-pause = ⏸ Pause
# reviewed: no
source-button-resume = ▶ Resume
# reviewed: no
source-button-look = 🔎 Fetch now
# reviewed: no
source-button-urgent = 🔴 Always urgent
# reviewed: no
source-button-not-urgent = ⚪ Not always urgent
# reviewed: no
source-button-flood = 📥 Waiting ({ $count })
# reviewed: no
source-button-all = Send all ({ $count })
# reviewed: no
source-button-newest = Newest only…
# reviewed: no
source-button-store = Only store
# reviewed: no
source-button-really-all = Yes, send { $count }
# reviewed: no
source-button-really-store = Yes, only store
# reviewed: no
source-button-back = ⬅ Back
# reviewed: no
source-really-all = Send <b>{ count-statements }</b> of { $source } to the readers?
# reviewed: no
source-really-store = Send none of <b>{ count-statements }</b> of { $source }? They stay in the archive and can be found.
# reviewed: no
source-how-many = How many of the newest go out? The rest stays in the archive.
# reviewed: no
source-flood-title = 📥 <b>{ $source }</b>: { count-statements }
# reviewed: no
source-flood-none = Nothing waits any more.
# reviewed: no
source-paused = Paused.
# reviewed: no
source-resumed = Resumed; it is looked at now.
# reviewed: no
source-looking = It is looked at now.
# reviewed: no
source-now-urgent = From now on all it publishes is urgent.
# reviewed: no
source-no-longer-urgent = No longer urgent.
# reviewed: no
source-sent =
    { $statements ->
        [0] None was sent; all are in the archive.
       *[other] On their way to the readers: { $statements }
    }
# reviewed: no
source-corrections = ✏️ <b>Corrections that wait for your decision: { $number }</b>
# reviewed: no
source-button-amend = ✏️ Send the corrections
# reviewed: no
source-button-leave = Only store them
# reviewed: no
source-button-really-amend = Yes, send them
# reviewed: no
source-really-amend = Send the corrections of { $source } ({ $number })? Messages already delivered are edited, and readers are told where it matters.
# reviewed: no
source-corrections-sent = On their way to the readers: { $number }
# reviewed: no
source-corrections-stored = Only stored: { $number }. Delivered messages stay as they are.

## What is wrong with a source, and what to do; one pair for each domain.source.Problem

# reviewed: no
problem-unreachable = cannot be reached
# reviewed: no
remedy-unreachable = Check the address and whether the site is up; it is tried again by itself.
# reviewed: no
problem-timeout = answers too slowly
# reviewed: no
remedy-timeout = Nothing to do at first; if it lasts, ask the publisher.
# reviewed: no
problem-forbidden-address = has an internal address
# reviewed: no
remedy-forbidden-address = Use its public address in the sources file, or allow the network in FETCH_ALLOW_NETWORKS.
# reviewed: no
problem-bad-redirect = redirects nowhere
# reviewed: no
remedy-bad-redirect = Open the address in a browser and put the final one into the sources file.
# reviewed: no
problem-http-error = answers with an error
# reviewed: no
remedy-http-error = Open the address in a browser; if the error stays, ask the publisher or correct the address.
# reviewed: no
problem-throttled = asks to be read less often
# reviewed: no
remedy-throttled = Nothing to do: it waits as long as the server asked. If it recurs, set a longer interval.
# reviewed: no
problem-gone = says it is gone for good
# reviewed: no
remedy-gone = Find the new address and put it into the sources file, or remove the source.
# reviewed: no
problem-too-large = sends more than can be read
# reviewed: no
remedy-too-large = Ask the publisher for a shorter feed, or use another one of the site.
# reviewed: no
problem-bad-encoding = sends damaged data
# reviewed: no
remedy-bad-encoding = If it lasts, tell the publisher.
# reviewed: no
problem-empty = sends an empty answer
# reviewed: no
remedy-empty = If it lasts, check the address in a browser.
# reviewed: no
problem-html-page = is a web page, not a feed
# reviewed: no
remedy-html-page = Put the address of its feed into the sources file; the details name those the page offers.
# reviewed: no
problem-not-a-feed = is not a feed
# reviewed: no
remedy-not-a-feed = Check the address: it must be RSS, Atom or JSON Feed.
# reviewed: no
problem-parser-killed = cannot be read in reasonable time
# reviewed: no
remedy-parser-killed = If it lasts, tell the publisher: the document is malformed or far too large.

## /stats

# reviewed: no
stats-title = 📊 <b>Figures</b>
# reviewed: no
stats-readers = 👥 <b>Readers</b>
# reviewed: no
stats-languages = 🗣 <b>By language of statements</b>
# reviewed: no
stats-topics = 🏷 <b>By topic</b>
# reviewed: no
stats-statements = 📰 <b>Statements:</b> { $statements }, in the last 24 hours: { $last }
# reviewed: no
stats-deliveries = 📨 <b>Deliveries by day</b>
# reviewed: no
stats-line = { $name }: { $number }
# reviewed: no
stats-day = { $day }: { $sent } sent, { $failed } failed
# reviewed: no
stats-more = …and others: { $number }
# reviewed: no
stats-nothing = nothing yet
# reviewed: no
stats-every-language = every language
# reviewed: no
reader-state-active = active
# reviewed: no
reader-state-paused = paused by themselves
# reviewed: no
reader-state-blocked = blocked the bot
# reviewed: no
reader-state-deactivated = account deleted
# reviewed: no
reader-state-kicked = groups and channels that removed the bot
# reviewed: no
reader-state-not-found = not found

## What editors are told; keys and details as bot/services/desk.py lists them

# reviewed: no
notice-source-gone = ⛔ <b>{ $source }</b> says that its feed is gone for good (410). It is no longer looked at. Put a new address into the sources file or remove the source.
# reviewed: no
notice-source-stale = 🐢 <b>{ $source }</b> answers, but has published nothing since { $since }, far longer than usual. Its feed may have moved.
# reviewed: no
notice-source-failing =
    ⚠️ <b>{ $source }</b> { $problem }. { $remedy }
    Details: { $detail }
# reviewed: no
notice-source-html = 🌐 <b>{ $source }</b> is a web page, not a feed. { $alternates }
# reviewed: no
notice-html-offers = It offers: { $alternates } – put one of these into the sources file.
# reviewed: no
notice-html-offers-none = It names no feed; look for one on the website.
# reviewed: no
notice-flood-waiting = 📥 <b>{ $source }</b> published { count-statements } at once, more than usual. They wait for your decision and were not sent.
# reviewed: no
notice-corrections-waiting = ✏️ <b>{ $source }</b> corrected { count-statements } at once, more than usual. Readers who have the old text were not told yet: it waits for your decision.
# reviewed: no
notice-fanout-rejected = ⏸ Telegram refused the text of number { $subject }, so its delivery was paused. Telegram said: { $reason }
# reviewed: no
notice-other = ℹ️ { $what }: { $details }
# reviewed: no
notice-button-source = 📡 Look at the source
# reviewed: no
notice-stars-spent = ⭐ Today's Stars are spent. Urgent news goes out at the usual pace until tomorrow.
# reviewed: no
notice-stars-refused = ⭐ Telegram did not accept payment in Stars, so urgent news goes out at the usual pace for an hour. Telegram said: { $reason }
