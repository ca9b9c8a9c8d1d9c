### The settings card and its sections.

## The card: one line a setting, also said in a note when it changes

# reviewed: no
settings-screen =
    ⚙️ <b>Cilësimet</b>
    Prekni atë që doni ta ndryshoni.
# reviewed: no
settings-paused = ⏸ Jeni në pauzë: nuk ju dërgohet asgjë. Me /start vazhdoni.
# reviewed: no
settings-line-languages = 🌐 Deklaratat: { $languages }
# reviewed: no
languages-all = të gjitha gjuhët
# reviewed: no
settings-line-speech = 💬 Unë flas: { $language }
# reviewed: no
settings-line-topics = 📚 Temat: { $what }
# reviewed: no
settings-line-sources = 🏛 Burimet: { $what }
# reviewed: no
settings-line-words = 🔑 Fjalët kyçe: { $what }
# reviewed: no
settings-line-muted = 🔇 Përveç: { $what }
# reviewed: no
settings-none = asnjë
# reviewed: no
settings-line-now = 🕗 Dërgimi: menjëherë
# reviewed: no
settings-line-digest = 🕗 Përmbledhja: { $times }, { $days }
# reviewed: no
settings-line-next = ⏭ Përmbledhja e radhës: { $moment }
# reviewed: no
settings-line-urgent-passes = ❗ Deklaratat urgjente: menjëherë
# reviewed: no
settings-line-urgent-waits = ❗ Deklaratat urgjente: presin si të tjerat
# reviewed: no
settings-every-day = çdo ditë
# reviewed: no
settings-line-quiet = 🌙 Qetësi: { $begin }–{ $end }, urgjentet kalojnë
# reviewed: no
settings-line-quiet-for-all = 🌙 Qetësi: { $begin }–{ $end }, edhe urgjentet presin
# reviewed: no
settings-line-loud = 🌙 Orët e qetësisë: asnjë
# reviewed: no
settings-line-zone = 🌍 Zona orare: { $zone } ({ $time })
# reviewed: no
settings-zone-belgrade = Prishtinë, Beograd
# reviewed: no
settings-line-sound = 🔔 Zëri: po
# reviewed: no
settings-line-silent = 🔕 Zëri: jo
# reviewed: no
settings-line-previews = 🖼 Pamja e lidhjeve: po
# reviewed: no
settings-line-no-previews = 🖼 Pamja e lidhjeve: jo

## Buttons

# reviewed: no
button-settings-languages = 🌐 Deklaratat
# reviewed: no
button-settings-speech = 💬 Gjuha
# reviewed: no
button-settings-words = 🔑 Fjalët kyçe
# reviewed: no
button-settings-delivery = 🕗 Dërgimi
# reviewed: no
button-settings-quiet = 🌙 Qetësia
# reviewed: no
button-settings-zone = 🌍 Zona orare
# reviewed: no
button-silent = 🔕 Pa zë
# reviewed: no
button-previews = 🖼 Pamja e lidhjeve
# reviewed: no
button-settings-back = ↩ Kthehu
# reviewed: no
button-settings-now = Menjëherë
# reviewed: no
button-settings-digest = Përmbledhje
# reviewed: no
button-settings-times = 🕗 Zgjidhni orët
# reviewed: no
button-settings-quiet-on = Orët e qetësisë
# reviewed: no
button-settings-from = Nga { $time }
# reviewed: no
button-settings-to = Deri { $time }
# reviewed: no
button-settings-urgent = Urgjentet kalojnë
# reviewed: no
button-settings-other-zone = 🔎 Qytet tjetër

## The sections

# reviewed: no
settings-languages =
    🌐 <b>Gjuhët e deklaratave</b>
    Prekni një gjuhë për ta shtuar ose për ta hequr, ⬆ për ta ngritur më lart. Çfarë botohet në disa gjuhë ju vjen në të parën prej tyre. Nëse nuk zgjidhni asnjë, vijnë të gjitha gjuhët.
# reviewed: no
settings-speech =
    💬 <b>Gjuha që flas unë</b>
    Prekni gjuhën dhe shkrimin e menyve dhe të njoftimeve. Gjuhët e deklaratave zgjidhen veçmas.
# reviewed: no
settings-words =
    🔑 <b>Fjalët kyçe</b>
    Prekni një fjalë kyçe për ta hequr. Për të shtuar një, dërgoni për shembull: /follow riparimi i urës
# reviewed: no
settings-words-number = Fjalë kyçe: { $number }
# reviewed: no
settings-word-removed = U hoq: { $word }
# reviewed: no
settings-delivery =
    🕗 <b>Dërgimi</b>
    Deklaratat ju vijnë menjëherë, ose të mbledhura në një përmbledhje në orët dhe ditët që zgjidhni.
# reviewed: no
settings-times =
    🕗 <b>Orët e përmbledhjes</b>
    Prekni një orë për ta shtuar ose për ta hequr, më së shumti { $most }. Poshtë: në orë të plotë ose në gjysmë.
# reviewed: no
settings-quiet =
    🌙 <b>Orët e qetësisë</b>
    Çfarë botohet në këto orë pret dhe ju vjen së bashku kur ato mbarojnë.
# reviewed: no
settings-quiet-from =
    🌙 <b>Qetësia fillon</b>
    Prekni orën. Poshtë: në orë të plotë ose në gjysmë.
# reviewed: no
settings-quiet-to =
    🌙 <b>Qetësia mbaron</b>
    Prekni orën. Poshtë: në orë të plotë ose në gjysmë.
# reviewed: no
settings-zone =
    🌍 <b>Zona orare</b>
    Përmbledhjet dhe orët e qetësisë ndjekin orën e qytetit që zgjidhni, verës dhe dimrit.
# reviewed: no
settings-region =
    🌍 <b>Qytet tjetër</b>
    Në cilën pjesë të botës është?
# reviewed: no
settings-city =
    🌍 <b>{ $region }</b>
    Prekni qytetin, ora e të cilit është e juaja.
# reviewed: no
settings-region-europe = Evropa
# reviewed: no
settings-region-america = Amerika
# reviewed: no
settings-region-asia = Azia
# reviewed: no
settings-region-africa = Afrika
# reviewed: no
settings-region-australia = Australia
# reviewed: no
settings-region-pacific = Oqeani Paqësor
# reviewed: no
settings-region-atlantic = Oqeani Atlantik
# reviewed: no
settings-region-indian = Oqeani Indian
# reviewed: no
settings-region-antarctica = Antarktida

## What cannot be set

# reviewed: no
settings-last-time = Përmbledhjes i duhet një orë. Për t’i marrë deklaratat menjëherë, kthehuni dhe zgjidhni “Menjëherë”.
# reviewed: no
settings-too-many-times = Përmbledhja ka më së shumti { $most } orë. Së pari hiqni një.
# reviewed: no
settings-last-day = Përmbledhjes i duhet një ditë. Për t’i marrë deklaratat menjëherë, zgjidhni “Menjëherë”.
# reviewed: no
settings-quiet-same = Qetësia nuk mund të fillojë dhe të mbarojë në të njëjtën orë. Zgjidhni një orë tjetër, ose kthehuni dhe çaktivizojeni.
# reviewed: no
settings-unknown-zone = Këtë zonë orare nuk e njoh. Ju lutemi, zgjidhni një qytet nga lista.
