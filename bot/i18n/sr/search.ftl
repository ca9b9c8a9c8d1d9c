### What readers see of search, inline mode and links into the bot.

## Inline mode and links

# reviewed: no
start-link-unknown = Ова веза нам није позната или је застарела.
# reviewed: no
button-as-it-stands = Најновија верзија
# reviewed: no
inline-corrected = ✏️ исправљено
# reviewed: no
inline-nothing = Ништа није пронађено. Тражите у Кумтару
# reviewed: no
button-follow-topic = 🔔 Прати ову тему
