# reviewed: no
button-settings-house-zone = 🏠 Као редакција: { $zone }
# reviewed: no
settings-words-channel =
    🔑 <b>Кључне речи</b>
    Додирните кључну реч да је уклоните. Да бисте додали нову, пошаљите на пример: <code>/channel { $name }</code> поправка моста
# reviewed: no
settings-rule-channel = 📣 За <b>{ $channel }</b>:
# reviewed: no
channel-not-linked = На овом каналу се још ништа не објављује. За почетак пошаљите: /channel { $name }
