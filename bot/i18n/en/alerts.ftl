# reviewed: no
date-and-time = { $date }, { $time }
# reviewed: no
alert-urgent = 🔴 <b>Urgent</b>
# reviewed: no
alert-source = { $source }
# reviewed: no
alert-source-official = { $source } ✔️ official
# reviewed: no
alert-untitled = (no title)
# reviewed: no
alert-reading-time = { $minutes } min read
# reviewed: no
alert-corrected = ✏️ Corrected { $at }
# reviewed: no
alert-withdrawn = ⛔ <b>Withdrawn { $at }.</b> The source no longer stands by this statement.
# reviewed: no
announcement-recalled = ⛔ This announcement was recalled { $at }.
# reviewed: no
button-read = Read
# reviewed: no
button-share = Share
# reviewed: no
button-more = More
# reviewed: no
button-back = ⬅ Back
# reviewed: no
button-previous = ◀
# reviewed: no
button-next = ▶
# reviewed: no
more-links = Useful links
# reviewed: no
more-nothing = There is nothing more to show for this statement.
# reviewed: no
bundle-head = 📰 <b>{ $number ->
    [one] { $number } statement
   *[other] { $number } statements
}</b>
