### What was put by for its readers' own hours: the digest, and what editors are told of it.

# reviewed: no
digest-head = 🗞 <b>Your digest: { $number ->
    [one] { $number } statement
   *[other] { $number } statements
}</b>
# reviewed: no
digest-page = Page { $page } of { $pages }
# reviewed: no
digest-other = Other topics

## What editors see

# reviewed: no
progress-held = 🕗 Waiting for their readers’ hours: { $number }
# reviewed: no
explain-held = 🕗 It is put by, for their own hours or to come together with others, until: { $at }
# reviewed: no
explain-held-anew = 🕗 It is put by; the hours have just been changed, and the new time is not decided yet.
# reviewed: no
explain-has-story = They get the same story, in another language or from another source: № { $id }
# reviewed: no
explain-in-digest = It was part of a digest.
