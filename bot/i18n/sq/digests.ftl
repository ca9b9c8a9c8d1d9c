### What was put by for its readers' own hours: the digest, and what editors are told of it.

# reviewed: no
digest-head = 🗞 <b>Përmbledhja juaj: { $number ->
    [one] { $number } deklaratë
   *[other] { $number } deklarata
}</b>
# reviewed: no
digest-page = Faqja { $page } nga { $pages }
# reviewed: no
digest-other = Tema të tjera

## What editors see

# reviewed: no
progress-held = 🕗 Presin orët e lexuesve: { $number }
# reviewed: no
explain-held = 🕗 Është lënë mënjanë, për orët e tyre ose që të vijë bashkë me të tjera, deri më: { $at }
# reviewed: no
explain-held-anew = 🕗 Është lënë mënjanë; orari sapo u ndryshua dhe koha e re ende nuk dihet.
# reviewed: no
explain-has-story = E marrin të njëjtin lajm në një gjuhë tjetër ose nga një burim tjetër: № { $id }
# reviewed: no
explain-in-digest = Ishte pjesë e një përmbledhjeje.
