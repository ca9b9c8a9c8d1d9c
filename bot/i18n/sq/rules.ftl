## Keyword rules

# reviewed: no
rule-asked = <b>Rregull i ri:</b> { $rule }
# reviewed: no
rule-must = Duhet të përmbajë: { $words }
# reviewed: no
rule-either = Dhe të paktën njërën nga: { $words }
# reviewed: no
rule-never = Por jo: { $words }
# reviewed: no
rule-would-match =
    { $number ->
        [one] Në 30 ditët e fundit do të kishte gjetur <b>{ $number }</b> njoftim:
       *[other] Në 30 ditët e fundit do të kishte gjetur <b>{ $number }</b> njoftime, më të rejat:
    }
# reviewed: no
rule-would-match-nothing = Në 30 ditët e fundit nuk do të kishte gjetur asgjë.
# reviewed: no
rule-example = • { $title } – { $day }
# reviewed: no
rule-tried-on =
    { $number ->
        [one] (U provua vetëm me njoftimin më të ri.)
       *[other] (U provua vetëm me { $number } njoftimet më të reja.)
    }
# reviewed: no
button-rule-save = ✅ Ruaje
# reviewed: no
button-rule-cancel = Anulo
# reviewed: no
rule-not-saved = Nuk u ruajt. Për të provuar një tjetër: /follow uji -shishe
# reviewed: no
rule-only-minus = Kjo thotë vetëm çfarë nuk dëshironi. Shtoni një fjalë që duhet të gjendet, për shembull: /follow covid -vaksina
# reviewed: no
rule-contradicts = “{ $word }” njëkohësisht kërkohet dhe përjashtohet, prandaj nuk do të gjendej kurrë asgjë. Hiqeni njërën nga të dyja.
# reviewed: no
rule-too-many-words =
    { $most ->
        [one] Një rregull mban më së shumti { $most } fjalë a shprehje. Hiqni disa, ose bëni dy rregulla.
       *[other] Një rregull mban më së shumti { $most } fjalë e shprehje. Hiqni disa, ose bëni dy rregulla.
    }
# reviewed: no
rule-too-long =
    { $most ->
        [one] Kjo është tepër e gjatë: një rregull mban më së shumti { $most } shenjë. Hiqni disa fjalë.
       *[other] Kjo është tepër e gjatë: një rregull mban më së shumti { $most } shenja. Hiqni disa fjalë.
    }

## Names of what is followed

# reviewed: no
term-rule = rregulli { $words }
# reviewed: no
term-topic-gone = ⚠️ { $name } (nuk është më temë)
# reviewed: no
term-source-gone = ⚠️ { $name } (nuk është më burim)
# reviewed: no
following-gone = Nga ajo që është shënuar me ⚠️ nuk vjen më asgjë: nuk ofrohet më. Mund ta lini më poshtë dhe të zgjidhni sërish me /topics.

## Muting

# reviewed: no
button-mute = 🔇 Hesht
# reviewed: no
button-mute-topics = 🔇 Temat
# reviewed: no
button-mute-sources = 🔇 Burimet
# reviewed: no
mute-screen =
    <b>Të heshtura</b>
    Nga ajo që është shënuar me 🔇 nuk ju dërgohet asgjë, çfarëdo tjetër që ndiqni. Prekeni për ta heshtur, prekeni sërish për ta dëgjuar përsëri.
# reviewed: no
mute-list = Tani të heshtura: { $what }
# reviewed: no
mute-none = Asgjë nuk është e heshtur.
# reviewed: no
mute-muted = 🔇 <b>{ $what }</b> u hesht: nuk ju dërgohet asgjë prej saj, çfarëdo tjetër që ndiqni.
# reviewed: no
mute-already = <b>{ $what }</b> është tashmë e heshtur.
# reviewed: no
mute-unmuted = 🔔 <b>{ $what }</b> nuk është më e heshtur.
# reviewed: no
mute-not-muted = <b>{ $what }</b> nuk ishte e heshtur.
# reviewed: no
mute-unknown = Asnjë temë dhe asnjë burim nuk quhet kështu. Vetëm ato mund të heshten; për të zgjedhur, dërgoni /mute.
# reviewed: no
mute-unclear = Cilën e keni fjalën?
# reviewed: no
toast-mute-muted = 🔇 { $what }
# reviewed: no
toast-mute-already = 🔇 { $what }
# reviewed: no
toast-mute-unmuted = 🔔 { $what }
# reviewed: no
toast-mute-not-muted = 🔔 { $what }

## The editors' card of a statement

# reviewed: no
evidence-head = <b>Temat, dhe çfarë flet për to</b>
# reviewed: no
evidence-line = • { $topic }: { $words }
# reviewed: no
evidence-fixed = • { $topic }: e caktuar nga burimi ose nga një redaktor
# reviewed: no
evidence-none = Nuk ka asnjë temë.
