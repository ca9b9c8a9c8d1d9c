# reviewed: no
button-settings-house-zone = 🏠 Si redaksia: { $zone }
# reviewed: no
settings-words-channel =
    🔑 <b>Fjalët kyçe</b>
    Prekni një fjalë kyçe për ta hequr. Për të shtuar një, dërgoni për shembull: <code>/channel { $name }</code> riparimi i urës
# reviewed: no
settings-rule-channel = 📣 Për <b>{ $channel }</b>:
# reviewed: no
channel-not-linked = Në këtë kanal ende nuk postohet asgjë. Për të filluar, dërgoni: /channel { $name }
