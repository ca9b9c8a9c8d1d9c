## Keyword rules

# reviewed: no
rule-asked = <b>A new rule:</b> { $rule }
# reviewed: no
rule-must = Must occur: { $words }
# reviewed: no
rule-either = And at least one of: { $words }
# reviewed: no
rule-never = But not: { $words }
# reviewed: no
rule-would-match =
    { $number ->
        [one] In the last 30 days this would have matched <b>{ $number }</b> statement:
       *[other] In the last 30 days this would have matched <b>{ $number }</b> statements, the newest:
    }
# reviewed: no
rule-would-match-nothing = In the last 30 days this would have matched nothing.
# reviewed: no
rule-example = • { $title } – { $day }
# reviewed: no
rule-tried-on =
    { $number ->
        [one] (Tried on the newest statement only.)
       *[other] (Tried on the newest { $number } statements only.)
    }
# reviewed: no
button-rule-save = ✅ Save
# reviewed: no
button-rule-cancel = Cancel
# reviewed: no
rule-not-saved = Not saved. To try another one: /follow water -bottled
# reviewed: no
rule-only-minus = This only says what you do not want. Add a word that must occur, for example: /follow covid -vaccine
# reviewed: no
rule-contradicts = “{ $word }” is wanted and not wanted at once, so nothing would ever match. Leave one of the two out.
# reviewed: no
rule-too-many-words =
    { $most ->
        [one] A rule holds at most { $most } word or phrase. Leave some out, or make two rules of it.
       *[other] A rule holds at most { $most } words and phrases. Leave some out, or make two rules of it.
    }
# reviewed: no
rule-too-long =
    { $most ->
        [one] This is too long: a rule holds at most { $most } character. Leave some words out.
       *[other] This is too long: a rule holds at most { $most } characters. Leave some words out.
    }

## Names of what is followed

# reviewed: no
term-rule = the rule { $words }
# reviewed: no
term-topic-gone = ⚠️ { $name } (no longer a topic)
# reviewed: no
term-source-gone = ⚠️ { $name } (no longer a source)
# reviewed: no
following-gone = Nothing more comes from what is marked ⚠️: it is no longer offered. You can leave it below, and choose anew with /topics.

## Muting

# reviewed: no
button-mute = 🔇 Mute
# reviewed: no
button-mute-topics = 🔇 Topics
# reviewed: no
button-mute-sources = 🔇 Sources
# reviewed: no
mute-screen =
    <b>Muted</b>
    Nothing of what is marked 🔇 is sent to you, whatever else you follow. Tap to mute, tap again to hear of it again.
# reviewed: no
mute-list = Muted now: { $what }
# reviewed: no
mute-none = Nothing is muted.
# reviewed: no
mute-muted = 🔇 <b>{ $what }</b> is muted: nothing of it is sent, whatever else you follow.
# reviewed: no
mute-already = <b>{ $what }</b> is muted already.
# reviewed: no
mute-unmuted = 🔔 <b>{ $what }</b> is no longer muted.
# reviewed: no
mute-not-muted = <b>{ $what }</b> was not muted.
# reviewed: no
mute-unknown = No topic and no source is called that. Only those can be muted; to choose one, send /mute.
# reviewed: no
mute-unclear = Which one do you mean?
# reviewed: no
toast-mute-muted = 🔇 { $what }
# reviewed: no
toast-mute-already = 🔇 { $what }
# reviewed: no
toast-mute-unmuted = 🔔 { $what }
# reviewed: no
toast-mute-not-muted = 🔔 { $what }

## The editors' card of a statement

# reviewed: no
evidence-head = <b>Topics, and what speaks for them</b>
# reviewed: no
evidence-line = • { $topic }: { $words }
# reviewed: no
evidence-fixed = • { $topic }: set by the source or an editor
# reviewed: no
evidence-none = It has no topic.
