# reviewed: no
correction-head = ✏️ <b>Извор је исправио ово саопштење</b>
# reviewed: no
correction-legend = <s>Прецртано</s>: раније. <b>Подебљано</b>: сада.
# reviewed: no
correction-title = Наслов: { $change }
# reviewed: no
correction-more = { $number ->
    [one] … и још { $number } измена
    [few] … и још { $number } измене
   *[other] … и још { $number } измена
}
# reviewed: no
correction-text-too = Измењен је и текст.
# reviewed: no
correction-text-only = Текст је измењен; прочитајте га код извора.
# reviewed: no
button-versions = Верзије
# reviewed: no
versions-head = <b>Верзија { $version } од { $versions }</b>, измењена { $at }
# reviewed: no
versions-none = Ово саопштење има само једну верзију.
# reviewed: no
versions-alike = Речи су остале исте; промењени су само облик или дужина текста.
