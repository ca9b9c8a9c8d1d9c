# reviewed: no
date-and-time = { $date } у { $time }
# reviewed: no
alert-urgent = 🔴 <b>Хитно</b>
# reviewed: no
alert-source = { $source }
# reviewed: no
alert-source-official = { $source } ✔️ званични извор
# reviewed: no
alert-untitled = (без наслова)
# reviewed: no
alert-reading-time = { $minutes } мин читања
# reviewed: no
alert-corrected = ✏️ Исправљено: { $at }
# reviewed: no
alert-withdrawn = ⛔ <b>Повучено { $at }.</b> Извор више не стоји иза овог саопштења.
# reviewed: no
announcement-recalled = ⛔ Ово обавештење је повучено { $at }.
# reviewed: no
button-read = Прочитај
# reviewed: no
button-share = Подели
# reviewed: no
button-more = Више
# reviewed: no
button-back = ⬅ Назад
# reviewed: no
button-previous = ◀
# reviewed: no
button-next = ▶
# reviewed: no
more-links = Корисне везе
# reviewed: no
more-nothing = За ово саопштење нема ничег више.
# reviewed: no
bundle-head = 📰 <b>{ $number ->
    [one] { $number } саопштење
    [few] { $number } саопштења
   *[other] { $number } саопштења
}</b>
