### What readers see of search, inline mode and links into the bot.

## Searching

# reviewed: no
search-head = 🔎 { $typed }
# reviewed: no
search-page = faqja { $page }
# reviewed: no
search-also = U kërkua edhe: { $what }
# reviewed: no
search-exact = Vetëm pikërisht me këto fjalë.
# reviewed: no
search-bounded = Janë shumë; këto janë nga më të rejat.
# reviewed: no
search-meant = Mos menduat { $what }?
# reviewed: no
search-nothing = 🔎 { $typed }: nuk u gjet asgjë. Provoni me më pak fjalë ose me të tjera; /search tregon si.
# reviewed: no
search-unread-from = Nuk njoh burim “{ $typed }”; u la jashtë kërkimit.
# reviewed: no
search-unread-topic = Nuk njoh temë “{ $typed }”; u la jashtë kërkimit. Të gjitha temat: /topics
# reviewed: no
search-unread-lang = Nuk e njoh gjuhën “{ $typed }”; u la jashtë kërkimit. Janë shqip, serbisht dhe anglisht.
# reviewed: no
search-unread-since = Nuk e kuptoj kohën “{ $typed }”; u la jashtë kërkimit. Shkruani që:7d ose që:1.11.2026
# reviewed: no
search-how =
    🔎 <b>Si të kërkoni</b>
    Shkruani fjalë në cilëndo gjuhë. I gjej në të gjitha trajtat, ndërsa temat edhe me emrat e tyre në gjuhët e tjera.

    <code>persona të zhdukur</code> – të gjitha fjalët
    <code>"persona të zhdukur"</code> – pikërisht kështu
    <code>ujë OSE rrymë</code> – njëra ose tjetra
    <code>zgjedhje -lokale</code> – pa një fjalë
    <code>zgjedh*</code> – me çfarëdo mbaresë
    <code>burimi:"{ $source }"</code> – vetëm një burim
    <code>tema:shëndetësi</code> – vetëm një temë
    <code>gjuha:shqip</code> – vetëm një gjuhë
    <code>që:7d</code>, <code>që:3m</code>, <code>që:1.11.2026</code> – prej një dite e tutje

    Në çdo bisedë tjetër: { $bot } dhe fjalët.
# reviewed: no
button-search-exact = Vetëm këto fjalë
# reviewed: no
button-search-wider = Edhe trajta e emra të tjerë
# reviewed: no
button-notify = 🔔 Më njofto për këtë
# reviewed: no
notify-cannot = Mund t’ju njoftoj për fjalë dhe shprehje. Kërkojini pa OSE, burimi:, tema: dhe gjuha:, pastaj prekeni përsëri.

## Inline mode and links

# reviewed: no
start-link-unknown = Këtë lidhje nuk e njoh, ose është e vjetruar.
# reviewed: no
button-as-it-stands = Versioni i fundit
# reviewed: no
inline-corrected = ✏️ korrigjuar
# reviewed: no
inline-nothing = Nuk u gjet asgjë. Kërkoni te Kumtari
# reviewed: no
button-follow-topic = 🔔 Ndiqe këtë temë
