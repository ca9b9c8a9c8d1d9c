### What readers see of search, inline mode and links into the bot.

## Searching

# reviewed: no
search-head = 🔎 { $typed }
# reviewed: no
search-page = page { $page }
# reviewed: no
search-also = Searched also: { $what }
# reviewed: no
search-exact = Only with these very words.
# reviewed: no
search-bounded = There are very many; these are from the newest.
# reviewed: no
search-meant = Did you mean { $what }?
# reviewed: no
search-nothing = 🔎 { $typed }: nothing found. Try fewer or other words; /search shows how.
# reviewed: no
search-unread-from = I know no source “{ $typed }”; it was left out.
# reviewed: no
search-unread-topic = I know no topic “{ $typed }”; it was left out. All of them: /topics
# reviewed: no
search-unread-lang = I do not know the language “{ $typed }”; it was left out. There are Albanian, Serbian and English.
# reviewed: no
search-unread-since = I cannot read the time “{ $typed }”; it was left out. Write since:7d or since:1.11.2026
# reviewed: no
search-how =
    🔎 <b>How to search</b>
    Type words in any language. I find them in all their forms, and topics by their names in the other languages, too.

    <code>missing persons</code> – both words
    <code>"missing persons"</code> – exactly like this
    <code>water OR electricity</code> – either
    <code>elections -local</code> – without a word
    <code>elect*</code> – any ending
    <code>from:"{ $source }"</code> – one source
    <code>topic:health</code> – one topic
    <code>lang:albanian</code> – one language
    <code>since:7d</code>, <code>since:3m</code>, <code>since:1.11.2026</code> – from a day on

    In any other chat: { $bot } and the words.
# reviewed: no
button-search-exact = Only these words
# reviewed: no
button-search-wider = Other forms and names, too
# reviewed: no
button-notify = 🔔 Notify me about this
# reviewed: no
notify-cannot = I can notify you about words and phrases. Search for them without OR, from:, topic: and lang:, then tap again.

## Inline mode and links

# reviewed: no
start-link-unknown = This link is not one of mine, or it is out of date.
# reviewed: no
button-as-it-stands = Latest version
# reviewed: no
inline-corrected = ✏️ corrected
# reviewed: no
inline-nothing = Nothing found. Search in Kumtar
# reviewed: no
button-follow-topic = 🔔 Follow this topic
