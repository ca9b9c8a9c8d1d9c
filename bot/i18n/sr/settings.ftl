### The settings card and its sections.

## The card: one line a setting, also said in a note when it changes

# reviewed: no
settings-screen =
    ⚙️ <b>Подешавања</b>
    Додирните оно што желите да промените.
# reviewed: no
settings-paused = ⏸ На паузи сте: ништа Вам не стиже. За наставак пошаљите /start.
# reviewed: no
settings-line-languages = 🌐 Саопштења: { $languages }
# reviewed: no
languages-all = сви језици
# reviewed: no
settings-line-speech = 💬 Обраћам Вам се на: { $language }
# reviewed: no
settings-line-topics = 📚 Теме: { $what }
# reviewed: no
settings-line-sources = 🏛 Извори: { $what }
# reviewed: no
settings-line-words = 🔑 Кључне речи: { $what }
# reviewed: no
settings-line-muted = 🔇 Осим: { $what }
# reviewed: no
settings-none = ништа
# reviewed: no
settings-line-now = 🕗 Достава: одмах
# reviewed: no
settings-line-digest = 🕗 Преглед: { $times }, { $days }
# reviewed: no
settings-line-next = ⏭ Следећи преглед: { $moment }
# reviewed: no
settings-line-urgent-passes = ❗ Хитна саопштења: одмах
# reviewed: no
settings-line-urgent-waits = ❗ Хитна саопштења: чекају као и остала
# reviewed: no
settings-every-day = сваког дана
# reviewed: no
settings-line-quiet = 🌙 Тишина: { $begin }–{ $end }, хитно пролази
# reviewed: no
settings-line-quiet-for-all = 🌙 Тишина: { $begin }–{ $end }, и хитно чека
# reviewed: no
settings-line-loud = 🌙 Сати тишине: нема
# reviewed: no
settings-line-zone = 🌍 Временска зона: { $zone } ({ $time })
# reviewed: no
settings-zone-belgrade = Београд, Приштина
# reviewed: no
settings-line-sound = 🔔 Звук: да
# reviewed: no
settings-line-silent = 🔕 Звук: не
# reviewed: no
settings-line-previews = 🖼 Приказ веза: да
# reviewed: no
settings-line-no-previews = 🖼 Приказ веза: не

## Buttons

# reviewed: no
button-settings-languages = 🌐 Саопштења
# reviewed: no
button-settings-speech = 💬 Језик
# reviewed: no
button-settings-words = 🔑 Кључне речи
# reviewed: no
button-settings-delivery = 🕗 Достава
# reviewed: no
button-settings-quiet = 🌙 Тишина
# reviewed: no
button-settings-zone = 🌍 Временска зона
# reviewed: no
button-silent = 🔕 Без звука
# reviewed: no
button-previews = 🖼 Приказ веза
# reviewed: no
button-settings-back = ↩ Назад
# reviewed: no
button-settings-now = Одмах
# reviewed: no
button-settings-digest = Преглед
# reviewed: no
button-settings-times = 🕗 Изаберите времена
# reviewed: no
button-settings-quiet-on = Сати тишине
# reviewed: no
button-settings-from = Од { $time }
# reviewed: no
button-settings-to = До { $time }
# reviewed: no
button-settings-urgent = Хитно пролази
# reviewed: no
button-settings-other-zone = 🔎 Други град

## The sections

# reviewed: no
settings-languages =
    🌐 <b>Језици саопштења</b>
    Додирните језик да га додате или уклоните, ⬆ да га померите навише. Оно што је објављено на више језика стиже Вам на првом од Ваших. Ако не изаберете ниједан, стижу сви језици.
# reviewed: no
settings-speech =
    💬 <b>Језик којим Вам се обраћам</b>
    Додирните језик и писмо менија и порука. Језици саопштења бирају се посебно.
# reviewed: no
settings-words =
    🔑 <b>Кључне речи</b>
    Додирните кључну реч да је уклоните. Да бисте додали нову, пошаљите на пример: /follow поправка моста
# reviewed: no
settings-words-number = Кључних речи: { $number }
# reviewed: no
settings-word-removed = Уклоњено: { $word }
# reviewed: no
settings-delivery =
    🕗 <b>Достава</b>
    Саопштења стижу одмах, или сакупљена у један преглед у времена и данима које изаберете.
# reviewed: no
settings-times =
    🕗 <b>Времена прегледа</b>
    Додирните време да га додате или уклоните, највише { $most }. Испод: на пун сат или на пола сата.
# reviewed: no
settings-quiet =
    🌙 <b>Сати тишине</b>
    Оно што се објави у то време чека и стиже заједно када се тишина заврши.
# reviewed: no
settings-quiet-from =
    🌙 <b>Тишина почиње</b>
    Додирните време. Испод: на пун сат или на пола сата.
# reviewed: no
settings-quiet-to =
    🌙 <b>Тишина се завршава</b>
    Додирните време. Испод: на пун сат или на пола сата.
# reviewed: no
settings-zone =
    🌍 <b>Временска зона</b>
    Прегледи и сати тишине прате време града који изаберете, и лети и зими.
# reviewed: no
settings-region =
    🌍 <b>Други град</b>
    У ком делу света је?
# reviewed: no
settings-city =
    🌍 <b>{ $region }</b>
    Додирните град чије је време Ваше.
# reviewed: no
settings-region-europe = Европа
# reviewed: no
settings-region-america = Америка
# reviewed: no
settings-region-asia = Азија
# reviewed: no
settings-region-africa = Африка
# reviewed: no
settings-region-australia = Аустралија
# reviewed: no
settings-region-pacific = Тихи океан
# reviewed: no
settings-region-atlantic = Атлантски океан
# reviewed: no
settings-region-indian = Индијски океан
# reviewed: no
settings-region-antarctica = Антарктик

## What cannot be set

# reviewed: no
settings-last-time = Прегледу је потребно време. Да би саопштења стизала одмах, вратите се и изаберите „Одмах“.
# reviewed: no
settings-too-many-times = Преглед има највише { $most } времена. Прво уклоните једно.
# reviewed: no
settings-last-day = Прегледу је потребан дан. Да би саопштења стизала одмах, изаберите „Одмах“.
# reviewed: no
settings-quiet-same = Тишина не може да почне и да се заврши у исто време. Изаберите друго време, или се вратите и искључите је.
# reviewed: no
settings-unknown-zone = Не познајем ову временску зону. Молимо, изаберите град са списка.
