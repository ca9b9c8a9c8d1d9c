# reviewed: no
button-settings-house-zone = 🏠 As the newsroom: { $zone }
# reviewed: no
settings-words-channel =
    🔑 <b>Keywords</b>
    Tap a keyword to remove it. To add one, send for example: <code>/channel { $name }</code> bridge repairs
# reviewed: no
settings-rule-channel = 📣 For <b>{ $channel }</b>:
# reviewed: no
channel-not-linked = Nothing is posted in this channel yet. To begin, send: /channel { $name }
