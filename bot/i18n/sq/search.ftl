### What readers see of search, inline mode and links into the bot.

## Inline mode and links

# reviewed: no
start-link-unknown = Këtë lidhje nuk e njoh, ose është e vjetruar.
# reviewed: no
button-as-it-stands = Versioni i fundit
# reviewed: no
inline-corrected = ✏️ korrigjuar
# reviewed: no
inline-nothing = Nuk u gjet asgjë. Kërkoni te Kumtari
# reviewed: no
button-follow-topic = 🔔 Ndiqe këtë temë
