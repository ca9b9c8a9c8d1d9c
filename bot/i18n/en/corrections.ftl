# reviewed: no
correction-head = ✏️ <b>The source corrected this statement</b>
# reviewed: no
correction-legend = <s>Struck out</s>: before. <b>Bold</b>: now.
# reviewed: no
correction-title = Title: { $change }
# reviewed: no
correction-more = { $number ->
    [one] … and { $number } more change
   *[other] … and { $number } more changes
}
# reviewed: no
correction-text-too = The text changed too.
# reviewed: no
correction-text-only = The text changed; please read it at the source.
# reviewed: no
button-versions = Versions
# reviewed: no
versions-head = <b>Version { $version } of { $versions }</b>, changed { $at }
# reviewed: no
versions-none = This statement has only one version.
# reviewed: no
versions-alike = The words stayed the same; only the layout or the length changed.
