### What readers see: greeting, choosing, searching, their data, groups and channels.

## Starting and stopping

# reviewed: no
start-welcome =
    👋 <b>Mirë se vini në Kumtar.</b>
    Unë ju sjell deklaratat zyrtare sapo botohen: me fjalët e vetë agjencisë dhe me lidhjen te burimi.

    Jeni abonuar. Për pauzë, dërgoni /stop kurdo që dëshironi.
# reviewed: no
start-welcome-group =
    👋 <b>Përshëndetje të gjithëve.</b>
    Kjo bisedë tani i merr deklaratat zyrtare sapo botohen. Administratorët zgjedhin çfarë vjen; /stop e ndërpret.
# reviewed: no
start-back =
    👋 <b>Mirë se u kthyet.</b>
    Deklaratat do t’ju vijnë përsëri. Zgjedhjet tuaja janë ruajtur.
# reviewed: no
start-back-group =
    👋 <b>Jam përsëri këtu.</b>
    Kjo bisedë i merr përsëri deklaratat. Zgjedhjet janë ruajtur.
# reviewed: no
start-choose = Zgjidhni gjuhët e deklaratave dhe temat që ju interesojnë:
# reviewed: no
start-first = Ju lutemi, së pari dërgoni /start.
# reviewed: no
stop-done = ⏸ U ndal. Prej tani nuk do t’ju vijë asgjë. Zgjedhjet tuaja ruhen dhe mund të kërkoni si më parë. Me /start vazhdoni.
# reviewed: no
stop-already = Edhe ashtu nuk po ju dërgohet asgjë. Me /start vazhdoni.
# reviewed: no
help =
    <b>Çfarë mund të bëni këtu</b>
    Shkruani çfarëdo fjale dhe unë kërkoj deklarata me to.

    /latest – deklaratat më të reja
    /topic <i>emri</i> – deklaratat për një temë
    /search <i>fjalët</i> – kërkim; "shprehje e saktë", -pa këtë, kjo OSE ajo

    /topics – zgjidhni temat
    /follow <i>emri</i> – ndiqni një temë, një burim ose një fjalë
    /unfollow <i>emri</i> – mos e ndiqni më
    /following – çfarë ndiqni
    /mute <i>emri</i> – asgjë më nga një temë a burim

    /settings – gjuhët, orari, zëri
    /channel – deklaratat në kanalin tuaj
    /stop – pauzë, /start – vazhdim

    /privacy – çfarë ruhet për ju
    /mydata – të dhënat tuaja si skedar
    /forget – fshirja e të dhënave tuaja
# reviewed: no
help-group =
    <b>Çfarë funksionon në këtë bisedë</b>
    /latest – deklaratat më të reja
    /topic <i>emri</i> – deklaratat për një temë
    /search <i>fjalët</i> – kërkim në deklarata

    Për administratorët: /start, /topics, /follow, /unfollow, /following, /mute, /settings, /stop.

## Buttons for choosing

# reviewed: no
button-choose-topics = 📚 Temat
# reviewed: no
button-topics = 📚 Temat
# reviewed: no
button-sources = 🏛 Burimet
# reviewed: no
button-done = Gati

## Topics, sources, what is followed

# reviewed: no
topics-screen =
    📚 <b>Temat</b>
    Prekni atë që doni ta merrni; prekeni përsëri për ta hequr.
# reviewed: no
topics-everything = I merrni të gjitha deklaratat. Zgjidhni një temë për të marrë vetëm çfarë zgjidhni.
# reviewed: no
topics-chosen =
    { $number ->
        [one] Keni { $number } zgjedhje.
       *[other] Keni { $number } zgjedhje.
    }
# reviewed: no
topics-none = Ende nuk keni zgjedhur asgjë, prandaj nuk do t’ju vijë asgjë.
# reviewed: no
term-all = Të gjitha deklaratat
# reviewed: no
term-official = Burimet zyrtare
# reviewed: no
term-keyword = fjala “{ $words }”
# reviewed: no
following-nothing = Nuk ndiqni asgjë, prandaj nuk ju dërgohet asgjë. Zgjidhni temat:
# reviewed: no
following-everything = I merrni <b>të gjitha deklaratat</b>.
# reviewed: no
following-kept = Të ruajtura për kur të mos i doni më të gjitha:
# reviewed: no
following-head = <b>Ju ndiqni</b>
# reviewed: no
following-muted = Përveç: { $what }
# reviewed: no
follow-unclear = Çfarë keni parasysh me “{ $typed }”?
# reviewed: no
follow-followed = ✅ Tani e ndiqni: <b>{ $what }</b>.
# reviewed: no
follow-already = Këtë e ndiqni tashmë: <b>{ $what }</b>.
# reviewed: no
follow-narrowed = ✅ Tani e ndiqni: <b>{ $what }</b>. Prej tani merrni vetëm çfarë ndiqni, jo më të gjitha deklaratat.
# reviewed: no
follow-unfollowed = Nuk e ndiqni më: <b>{ $what }</b>.
# reviewed: no
follow-muted = 🔇 I merrni të gjitha deklaratat, por jo më: <b>{ $what }</b>.
# reviewed: no
follow-not-followed = Këtë nuk e ndiqnit: <b>{ $what }</b>.
# reviewed: no
follow-nothing-left = Nuk e ndiqni më: <b>{ $what }</b>. Nuk mbeti asgjë, prandaj nuk do t’ju vijë asgjë.
# reviewed: no
toast-follow-followed = ✅ { $what }
# reviewed: no
toast-follow-already = ✅ { $what }
# reviewed: no
toast-follow-narrowed = ✅ { $what }. Prej tani vetëm çfarë zgjidhni.
# reviewed: no
toast-follow-unfollowed = U hoq: { $what }
# reviewed: no
toast-follow-muted = U heshtua: { $what }
# reviewed: no
toast-follow-not-followed = Këtë nuk e ndiqnit: { $what }
# reviewed: no
toast-follow-nothing-left = Nuk mbeti asgjë, prandaj nuk do t’ju vijë asgjë.
# reviewed: no
follow-too-many = Ju ndiqni { $most } fjalë; më shumë nuk mund të shtohen. Hiqni njërën me /unfollow.
# reviewed: no
follow-nothing-typed = Jepni një temë, një burim ose një fjalë, për shembull: /follow të drejtat e njeriut
# reviewed: no
button-everything-again = ↩ Përsëri të gjitha

## Searching

# reviewed: no
latest-head = 📰 <b>Deklaratat më të reja</b>
# reviewed: no
latest-topic-head = 📰 <b>{ $topic }</b>
# reviewed: no
latest-nothing = Ende nuk ka asnjë.
# reviewed: no
latest-other-languages = Në gjuhët tuaja nuk ka; këto janë në gjuhë të tjera.
# reviewed: no
topic-which = Cila temë? Për shembull: /topic të drejtat e njeriut. Të gjitha temat: /topics
# reviewed: no
topic-unknown = Nuk njoh temë me emrin “{ $typed }”. Të gjitha temat: /topics. Për t’i kërkuar këto fjalë: /search
# reviewed: no
topic-unclear = Cilën temë keni parasysh me “{ $typed }”?

## When something does not work

# reviewed: no
not-found = Kjo deklaratë ose temë nuk gjendet më këtu.
# reviewed: no
not-allowed = Këtë mund ta bëjnë vetëm administratorët e kësaj bisede.
# reviewed: no
toast-not-allowed = Këtë mund ta bëjnë vetëm administratorët e kësaj bisede.
# reviewed: no
toast-stale = Ky buton është i vjetruar. Ju lutemi, dërgojeni komandën përsëri.
# reviewed: no
something-went-wrong = Diçka shkoi keq te ne. Ju lutemi, provoni përsëri pas pak.
# reviewed: no
unknown-command = Këtë komandë nuk e njoh. Me /help shihni çfarë ka.

## Privacy

# reviewed: no
privacy =
    🔐 <b>Privatësia juaj</b>
    <b>Çfarë ruhet:</b> numri i kësaj bisede, gjuhët, temat, burimet dhe fjalët kyçe që keni zgjedhur, cilësimet tuaja, oraret dhe zona orare, cilat deklarata ju janë dërguar dhe cilat presin orarin tuaj. Asnjë emër, asnjë numër telefoni, asgjë tjetër nga ato që shkruani.
    <b>Pse:</b> që t’ju dërgohet ajo që keni kërkuar, vetëm një herë.
    <b>Sa gjatë:</b> derisa të dërgoni /forget. Lista e asaj që është dërguar fshihet pas { $days } ditësh.
    <b>Kush i sheh:</b> ata që e mbajnë këtë bot, askush tjetër. Redaktorët e tij mund të pyesin pse një bisedë e mori ose nuk e mori një deklaratë, dhe mësojnë cilat cilësime vendosën për këtë. Mesazhet i bart Telegrami, i cili ka rregullat e veta.

    /mydata – të gjitha si skedar
    /forget – fshirja e të gjithave
    <b>Pyetje:</b> { $contact }
# reviewed: no
privacy-no-contact = ata që e mbajnë këtë bot; ende nuk kanë dhënë adresë
# reviewed: no
mydata-here = Gjithçka që ruhet për këtë bisedë.
# reviewed: no
mydata-nothing = Për këtë bisedë nuk ruhet asgjë.
# reviewed: no
forget-sure = Të fshihet gjithçka që ruhet për këtë bisedë? Zgjedhjet tuaja humbin dhe nuk do t’ju vijë më asgjë. Kjo nuk mund të kthehet.
# reviewed: no
button-forget-yes = 🗑 Po, fshi gjithçka
# reviewed: no
button-forget-no = Jo, ruaji
# reviewed: no
forget-done = Gjithçka për këtë bisedë u fshi. Me /start filloni nga e para.
# reviewed: no
forget-kept = Nuk u fshi asgjë.

## Groups and channels

# reviewed: no
group-added =
    👋 Përshëndetje, unë jam Kumtar dhe sjell deklarata zyrtare.
    Një administrator i kësaj bisede dërgon /start dhe ato fillojnë të vijnë këtu. Me /help shihni të tjerat.
# reviewed: no
channel-only-private = Ju lutemi, bëjeni këtë në bisedë private me mua.
# reviewed: no
channel-how =
    📣 <b>Deklaratat në kanalin tuaj</b>
    1. Më bëni administrator të kanalit, me të drejtë për të postuar.
    2. Më dërgoni këtu @emrin e kanalit, ose përcillni një postim prej tij.

    Edhe ju duhet të jeni administrator i kanalit.
# reviewed: no
channel-no-name = Jepni @emrin e kanalit, për shembull: /channel @kanali_im
# reviewed: no
channel-unknown = Nuk e shoh këtë kanal. Së pari më bëni administrator të tij, pastaj provoni përsëri.
# reviewed: no
channel-not-one = Ky nuk është kanal.
# reviewed: no
channel-bot-no-right = Nuk kam të drejtë të postoj në këtë kanal. Më bëni administrator me të drejtë postimi, pastaj provoni përsëri.
# reviewed: no
channel-not-yours = Këtë mund ta bëjnë vetëm administratorët e këtij kanali.
# reviewed: no
channel-offer = 📣 Tani mund të postoj në <b>{ $channel }</b>. A të shkojnë deklaratat atje?
# reviewed: no
channel-active = 📣 Deklaratat postohen në <b>{ $channel }</b>.
# reviewed: no
channel-stopped = ⏸ Në <b>{ $channel }</b> nuk postohet asgjë.
# reviewed: no
button-channel-link = Po, posto deklaratat
# reviewed: no
button-channel-stop = ⏸ Ndale postimin
# reviewed: no
button-channel-resume = ▶ Posto përsëri

## The menu of commands, and the bot about itself

# reviewed: no
command-start = Abonohuni, ose vazhdoni pas pauzës
# reviewed: no
command-topics = Zgjidhni temat
# reviewed: no
command-latest = Deklaratat më të reja
# reviewed: no
command-search = Kërkoni në deklarata
# reviewed: no
command-topic = Deklaratat për një temë
# reviewed: no
command-follow = Ndiqni një temë, një burim ose një fjalë
# reviewed: no
command-unfollow = Mos e ndiqni më
# reviewed: no
command-following = Çfarë ndiqni
# reviewed: no
command-mute = Heshtni një temë a një burim
# reviewed: no
command-settings = Gjuhët, orari, zëri
# reviewed: no
command-language = Gjuhët
# reviewed: no
command-channel = Deklaratat në kanalin tuaj
# reviewed: no
command-stop = Pauzë
# reviewed: no
command-help = Çfarë mund të bëni këtu
# reviewed: no
command-privacy = Çfarë ruhet për ju
# reviewed: no
command-mydata = Të dhënat tuaja si skedar
# reviewed: no
command-forget = Fshini të dhënat tuaja
# reviewed: no
bot-about = Deklarata zyrtare sapo botohen, në shqip, serbisht dhe anglisht.
# reviewed: no
bot-description =
    Deklarata zyrtare sapo botohen, në shqip, serbisht dhe anglisht.
    Zgjidhni temat, merrni secilën deklaratë një herë, me lidhjen te burimi, dhe kërkoni në të gjitha.
