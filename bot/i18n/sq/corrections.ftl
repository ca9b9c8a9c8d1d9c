# reviewed: no
correction-head = ✏️ <b>Burimi e korrigjoi këtë deklaratë</b>
# reviewed: no
correction-legend = <s>E prerë</s>: më parë. <b>E trashë</b>: tani.
# reviewed: no
correction-title = Titulli: { $change }
# reviewed: no
correction-more = { $number ->
    [one] … dhe { $number } ndryshim tjetër
   *[other] … dhe { $number } ndryshime të tjera
}
# reviewed: no
correction-text-too = Ka ndryshuar edhe teksti.
# reviewed: no
correction-text-only = Teksti ka ndryshuar; ju lutemi lexojeni te burimi.
# reviewed: no
button-versions = Versionet
# reviewed: no
versions-head = <b>Versioni { $version } nga { $versions }</b>, ndryshuar më { $at }
# reviewed: no
versions-none = Kjo deklaratë ka vetëm një version.
# reviewed: no
versions-alike = Fjalët kanë mbetur të njëjta; ka ndryshuar vetëm forma ose gjatësia e tekstit.
