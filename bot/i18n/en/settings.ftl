### The settings card and its sections.

## The card: one line a setting, also said in a note when it changes

# reviewed: no
settings-screen =
    ⚙️ <b>Settings</b>
    Tap what you want to change.
# reviewed: no
settings-paused = ⏸ You are paused: nothing is sent. /start resumes.
# reviewed: no
settings-line-languages = 🌐 Statements: { $languages }
# reviewed: no
languages-all = every language
# reviewed: no
settings-line-speech = 💬 I speak: { $language }
# reviewed: no
settings-line-topics = 📚 Topics: { $what }
# reviewed: no
settings-line-sources = 🏛 Sources: { $what }
# reviewed: no
settings-line-words = 🔑 Keywords: { $what }
# reviewed: no
settings-line-muted = 🔇 But not: { $what }
# reviewed: no
settings-none = none
# reviewed: no
settings-line-now = 🕗 Delivery: at once
# reviewed: no
settings-line-digest = 🕗 Digest: { $times }, { $days }
# reviewed: no
settings-line-next = ⏭ Next digest: { $moment }
# reviewed: no
settings-line-urgent-passes = ❗ Urgent statements: at once
# reviewed: no
settings-line-urgent-waits = ❗ Urgent statements: wait like all others
# reviewed: no
settings-every-day = every day
# reviewed: no
settings-line-quiet = 🌙 Quiet: { $begin }–{ $end }, urgent passes
# reviewed: no
settings-line-quiet-for-all = 🌙 Quiet: { $begin }–{ $end }, urgent waits too
# reviewed: no
settings-line-loud = 🌙 Quiet hours: none
# reviewed: no
settings-line-zone = 🌍 Time zone: { $zone } ({ $time })
# reviewed: no
settings-zone-belgrade = Prishtina, Belgrade
# reviewed: no
settings-line-sound = 🔔 Sound: on
# reviewed: no
settings-line-silent = 🔕 Sound: off
# reviewed: no
settings-line-previews = 🖼 Link previews: on
# reviewed: no
settings-line-no-previews = 🖼 Link previews: off

## Buttons

# reviewed: no
button-settings-languages = 🌐 Statements
# reviewed: no
button-settings-speech = 💬 Language
# reviewed: no
button-settings-words = 🔑 Keywords
# reviewed: no
button-settings-delivery = 🕗 Delivery
# reviewed: no
button-settings-quiet = 🌙 Quiet hours
# reviewed: no
button-settings-zone = 🌍 Time zone
# reviewed: no
button-silent = 🔕 No sound
# reviewed: no
button-previews = 🖼 Previews
# reviewed: no
button-settings-back = ↩ Back
# reviewed: no
button-settings-now = At once
# reviewed: no
button-settings-digest = Digest
# reviewed: no
button-settings-times = 🕗 Choose the times
# reviewed: no
button-settings-quiet-on = Quiet hours
# reviewed: no
button-settings-from = From { $time }
# reviewed: no
button-settings-to = To { $time }
# reviewed: no
button-settings-urgent = Urgent passes
# reviewed: no
button-settings-other-zone = 🔎 Another city

## The sections

# reviewed: no
settings-languages =
    🌐 <b>Languages of the statements</b>
    Tap a language to add it or to leave it out, ⬆ to move it up. What is published in several languages comes in the first of yours. With none chosen, every language comes.
# reviewed: no
settings-speech =
    💬 <b>The language I speak</b>
    Tap the language and the script of menus and notes. The statements' languages are chosen on their own.
# reviewed: no
settings-words =
    🔑 <b>Keywords</b>
    Tap a keyword to remove it. To add one, send for example: /follow bridge repairs
# reviewed: no
settings-words-number = Keywords: { $number }
# reviewed: no
settings-word-removed = Removed: { $word }
# reviewed: no
settings-delivery =
    🕗 <b>Delivery</b>
    Statements come at once, or gathered in one digest at the times and on the days you choose.
# reviewed: no
settings-times =
    🕗 <b>Times of the digest</b>
    Tap a time to add or remove it, at most { $most } of them. Below: on the hour or at half past.
# reviewed: no
settings-quiet =
    🌙 <b>Quiet hours</b>
    What is published in these hours waits, and comes together at their end.
# reviewed: no
settings-quiet-from =
    🌙 <b>The quiet hours begin</b>
    Tap the time. Below: on the hour or at half past.
# reviewed: no
settings-quiet-to =
    🌙 <b>The quiet hours end</b>
    Tap the time. Below: on the hour or at half past.
# reviewed: no
settings-zone =
    🌍 <b>Time zone</b>
    Digests and quiet hours keep the time of the city you choose, in summer and winter.
# reviewed: no
settings-region =
    🌍 <b>Another city</b>
    In which part of the world is it?
# reviewed: no
settings-city =
    🌍 <b>{ $region }</b>
    Tap the city whose time is yours.
# reviewed: no
settings-region-europe = Europe
# reviewed: no
settings-region-america = America
# reviewed: no
settings-region-asia = Asia
# reviewed: no
settings-region-africa = Africa
# reviewed: no
settings-region-australia = Australia
# reviewed: no
settings-region-pacific = Pacific Ocean
# reviewed: no
settings-region-atlantic = Atlantic Ocean
# reviewed: no
settings-region-indian = Indian Ocean
# reviewed: no
settings-region-antarctica = Antarctica

## What cannot be set

# reviewed: no
settings-last-time = A digest needs a time. To get statements at once, go back and choose “At once”.
# reviewed: no
settings-too-many-times = A digest has at most { $most } times. Remove one first.
# reviewed: no
settings-last-day = A digest needs a day. To get statements at once, choose “At once”.
# reviewed: no
settings-quiet-same = Quiet hours cannot begin and end at the same time. Choose another time, or go back and turn them off.
# reviewed: no
settings-unknown-zone = I do not know this time zone. Please choose a city from the list.
