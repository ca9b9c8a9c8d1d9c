### What was put by for its readers' own hours: the digest, and what editors are told of it.

# reviewed: no
digest-head = 🗞 <b>Ваш преглед: { $number ->
    [one] { $number } саопштење
    [few] { $number } саопштења
   *[other] { $number } саопштења
}</b>
# reviewed: no
digest-page = Страна { $page } од { $pages }
# reviewed: no
digest-other = Друге теме

## What editors see

# reviewed: no
progress-held = 🕗 Чека време својих читалаца: { $number }
# reviewed: no
explain-held = 🕗 Одложено је, због њиховог времена или да стигне заједно са другима, до: { $at }
# reviewed: no
explain-held-anew = 🕗 Одложено је; време слања је управо промењено, а ново још није одређено.
# reviewed: no
explain-has-story = Исту вест добијају на другом језику или из другог извора: № { $id }
# reviewed: no
explain-in-digest = Било је део прегледа.
