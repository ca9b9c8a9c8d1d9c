### What readers see of search, inline mode and links into the bot.

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
