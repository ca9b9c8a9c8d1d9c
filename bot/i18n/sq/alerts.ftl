# reviewed: no
date-and-time = { $date }, { $time }
# reviewed: no
alert-urgent = 🔴 <b>Urgjente</b>
# reviewed: no
alert-source = { $source }
# reviewed: no
alert-source-official = { $source } ✔️ burim zyrtar
# reviewed: no
alert-untitled = (pa titull)
# reviewed: no
alert-reading-time = { $minutes } min lexim
# reviewed: no
alert-corrected = ✏️ Korrigjuar më { $at }
# reviewed: no
alert-withdrawn = ⛔ <b>Tërhequr më { $at }.</b> Burimi nuk qëndron më pas kësaj deklarate.
# reviewed: no
announcement-recalled = ⛔ Ky njoftim u tërhoq më { $at }.
# reviewed: no
button-read = Lexo
# reviewed: no
button-share = Shpërndaj
# reviewed: no
button-more = Më shumë
# reviewed: no
button-back = ⬅ Kthehu
# reviewed: no
button-previous = ◀
# reviewed: no
button-next = ▶
# reviewed: no
more-links = Lidhje të dobishme
# reviewed: no
more-nothing = Për këtë deklaratë nuk ka më shumë për të shfaqur.
# reviewed: no
bundle-head = 📰 <b>{ $number ->
    [one] { $number } deklaratë
   *[other] { $number } deklarata
}</b>
