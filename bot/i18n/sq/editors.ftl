### What editors see: announcements, statements of their own, sources, figures, notices.

## What several conversations share

# reviewed: no
editor-cancelled = U anulua. Nuk u dërgua asgjë.
# reviewed: no
editor-nothing-to-cancel = Nuk ka asgjë për të anuluar.
# reviewed: no
editor-gone = Kjo nuk gjendet më.
# reviewed: no
editor-button-cancel = ✖ Anulo
# reviewed: no
editor-button-done = ✔ Gati
# reviewed: no
editor-button-refresh = 🔄 Rifresko
# reviewed: no
editor-button-list = ⬅ Lista
# reviewed: no
editor-never = asnjëherë
# reviewed: no
count-readers =
    { $readers ->
        [one] { $readers } lexues
       *[other] { $readers } lexues
    }
# reviewed: no
count-statements =
    { $statements ->
        [one] { $statements } deklaratë
       *[other] { $statements } deklarata
    }

## The menu of commands, for editors

# reviewed: no
command-announce = Dërgoni një njoftim lexuesve
# reviewed: no
command-broadcasts = Njoftimet dhe dërgimi i tyre
# reviewed: no
command-publish = Botoni një deklaratë
# reviewed: no
command-statement = Gjeni një deklaratë, shënojeni urgjente
# reviewed: no
command-withdraw = Tërhiqni një deklaratë
# reviewed: no
command-sources = Burimet dhe gjendja e tyre
# reviewed: no
command-stats = Statistika

## /announce

# reviewed: no
announce-ask =
    ✍️ <b>Njoftim i ri</b>
    Dërgomëni tekstin në një mesazh, të formatuar ashtu siç duhet të duket. Pastaj zgjidhni lexuesit dhe shihni pamjen paraprake; asgjë nuk dërgohet para se ta konfirmoni.

    /cancel për të dalë.
# reviewed: no
announce-only-text = Mund të njoftohet vetëm me tekst: pa fotografi, skedarë, mesazhe zanore apo ngjitëse. Ju lutemi, dërgojeni njoftimin si mesazh teksti, ose /cancel.
# reviewed: no
announce-whom =
    👥 <b>Për kë është?</b>
    Zgjidhni gjuhë, tema ose të dyja. Nëse nuk zgjidhni asgjë, u dërgohet të gjithëve.
# reviewed: no
announce-topics-note = Te temat përfshihen edhe lexuesit që ndjekin gjithçka.
# reviewed: no
audience-everybody = Për: të gjithë
# reviewed: no
audience-languages = Gjuhët: { $languages }
# reviewed: no
audience-topics = Temat: { $topics }
# reviewed: no
announce-button-topics = Temat ({ $chosen })
# reviewed: no
announce-urgent = 🔴 <b>Urgjent:</b> del para gjithçkaje tjetër.
# reviewed: no
announce-button-urgent = 🔴 Bëje urgjent
# reviewed: no
announce-button-not-urgent = ⚪ Jo urgjent
# reviewed: no
announce-button-preview = Pamja paraprake ▶
# reviewed: no
announce-preview =
    👆 <b>Lexuesit do ta shohin pikërisht kështu.</b>
    Pasi ta konfirmoni, pret { $seconds ->
        [one] { $seconds } sekondë
       *[other] { $seconds } sekonda
    }; deri atëherë, si dhe gjatë dërgimit, mund të ndalet.
# reviewed: no
announce-nobody = ⚠️ Nuk do ta merrte askush: asnjë lexues aktiv nuk përputhet. Ju lutemi, ndryshoni lexuesit.
# reviewed: no
announce-button-confirm = ✅ Dërgo · { count-readers }
# reviewed: no
announce-button-change = 👥 Ndrysho lexuesit
# reviewed: no
announce-button-stop = ⏹ Ndale
# reviewed: no
announce-button-edit = ✏️ Ndrysho tekstin
# reviewed: no
announce-button-recall = ⛔ Tërhiq
# reviewed: no
announce-button-resend = 🔁 Ridërgo atyre që s’e morën ({ $number })
# reviewed: no
announce-lost = Kjo nuk mund të përdoret më: ndërkohë boti u rinis ose e zëvendësoi një bisedë më e re. Kjo prekje nuk dërgoi asgjë. Ju lutemi, filloni sërish me /announce.
# reviewed: no
announce-too-long = Ky tekst është tepër i gjatë për një mesazh. Ju lutemi, shkurtojeni.
# reviewed: no
announce-button-discard = 🗑 Hidhe poshtë
# reviewed: no
announce-told = 📣 <b>{ $who }</b> po e dërgon njoftimin e mësipërm.
# reviewed: no
announce-who-unnamed = Redaktori { $id }
# reviewed: no
announce-refused = Telegrami e refuzoi këtë tekst, prandaj nuk u dërgua asgjë: { $reason }
# reviewed: no
announce-stopped-by = ⏹ <b>{ $who }</b> e ndali njoftimin «{ $words }».
# reviewed: no
announce-loose = Nëse ishte për lexuesit: nuk u dërgua asgjë. Ju lutemi, filloni me /announce (njoftim) ose /publish (deklaratë) dhe dërgojeni sërish.

## Where an announcement stands

# reviewed: no
stage-draft = 📝 Draft
# reviewed: no
stage-waiting = ⏳ I konfirmuar, ende i padërguar
# reviewed: no
stage-running = 📣 Po dërgohet
# reviewed: no
stage-paused = ⏸ I pezulluar
# reviewed: no
stage-done = ✅ I dërguar
# reviewed: no
stage-cancelled = ⏹ I ndalur
# reviewed: no
stage-expired = ⌛ Përfundoi para se të arrinte te të gjithë
# reviewed: no
stage-dropped = 🗑 I hedhur poshtë
# reviewed: no
stage-recalled = ⛔ I tërhequr
# reviewed: no
progress-starts = Dërgohet në orën { $at }
# reviewed: no
progress-readers = Lexues: { $number }
# reviewed: no
progress-sent = Dërguar: { $number }
# reviewed: no
progress-to-go = Mbeten: { $number }
# reviewed: no
progress-failed = Dështuan: { $number }
# reviewed: no
progress-unknown = Pa përgjigje, ndoshta të dorëzuara: { $number }
# reviewed: no
progress-rate = Shpejtësia: { $rate } në sekondë
# reviewed: no
progress-seconds-left =
    Koha e mbetur: rreth { $seconds ->
        [one] { $seconds } sekondë
       *[other] { $seconds } sekonda
    }
# reviewed: no
progress-minutes-left =
    Koha e mbetur: rreth { $minutes ->
        [one] { $minutes } minutë
       *[other] { $minutes } minuta
    }
# reviewed: no
progress-reason = Telegrami u përgjigj: { $reason }

## What a late tap is told

# reviewed: no
announce-already-draft = Ky është ende draft.
# reviewed: no
announce-already-waiting = Është konfirmuar tashmë dhe dërgohet një herë, në kohën e treguar.
# reviewed: no
announce-already-running = Tashmë po dërgohet, një herë te çdo lexues.
# reviewed: no
announce-already-paused = Është konfirmuar tashmë dhe është pezulluar.
# reviewed: no
announce-already-done = Është dërguar tashmë.
# reviewed: no
announce-already-cancelled = Është ndalur tashmë.
# reviewed: no
announce-already-expired = Ka përfunduar tashmë.
# reviewed: no
announce-already-dropped = Është hedhur poshtë; nuk u dërgua asgjë.
# reviewed: no
announce-already-recalled = Është tërhequr tashmë.
# reviewed: no
announce-confirmed = U konfirmua.
# reviewed: no
announce-stopped = U ndal.

## The ways of a statement or announcement to its readers

# reviewed: no
way-statement = Dërgimi
# reviewed: no
way-broadcast = Dërgimi
# reviewed: no
way-edit = Ndryshimi
# reviewed: no
way-correction = Njoftimi i korrigjimit
# reviewed: no
way-resend = Ridërgimi
# reviewed: no
way-readers-at-most = Lexues: më së shumti { $number }
# reviewed: no
way-paused-by-editor = E pezulloi një redaktor.
# reviewed: no
way-button-pause = ⏸ Pezullo · { $what }
# reviewed: no
way-button-resume = ▶ Rifillo · { $what }
# reviewed: no
way-button-cancel = ⏹ Anulo · { $what }
# reviewed: no
way-pause = U pezullua.
# reviewed: no
way-resume = Rifilloi.
# reviewed: no
way-cancel = U anulua; çka u dërgua, mbetet e dërguar.
# reviewed: no
way-moved-on = Gjendja ka ndryshuar ndërkohë. Kështu është tani.
# reviewed: no
failed-gone = nuk arrihen më: { $number }
# reviewed: no
failed-rejected = të refuzuara nga Telegrami: { $number }
# reviewed: no
failed-no-rights = nuk lejohet të shkruhet aty: { $number }
# reviewed: no
failed-expired = tepër vonë: { $number }
# reviewed: no
failed-stopped = të ndalura para kohe: { $number }

## Amending an announcement that went out

# reviewed: no
reword-ask =
    ✏️ <b>Ndryshimi i njoftimit</b>
    Dërgomëni tekstin e ri në një mesazh, të formatuar ashtu siç duhet të duket. Ai e zëvendëson të vjetrin kudo ku është dorëzuar; më parë shihni pamjen paraprake.

    /cancel për të dalë.
# reviewed: no
reword-preview =
    👆 <b>Ky do ta zëvendësojë tekstin e vjetër.</b>
    Mesazhe të dorëzuara deri tani: { $number }. Kush është ende në pritje, merr vetëm tekstin e ri.
# reviewed: no
reword-button-confirm = ✅ Zëvendësoje kudo
# reviewed: no
reword-done = U zëvendësua; mesazhet e dorëzuara po ndryshohen.
# reviewed: no
reword-same = Nuk u ndryshua asgjë: teksti është i njëjtë ose njoftimi është tërhequr.
# reviewed: no
reword-lost = Kjo nuk mund të përdoret më: ndërkohë boti u rinis ose e zëvendësoi një bisedë më e re. Nuk u ndryshua asgjë. Ju lutemi, filloni sërish nga /broadcasts.
# reviewed: no
recall-really =
    ⛔ <b>Ta tërheqim këtë njoftim?</b>
    «{ $words }»
    Mesazhe të dorëzuara deri tani: { $number }. Në to do të shkruajë vetëm se njoftimi u tërhoq; dërgimi në vazhdim ndalet. Kjo nuk mund të kthehet prapa.
# reviewed: no
recall-button-really = ⛔ Po, tërhiqe
# reviewed: no
recall-done = U tërhoq.
# reviewed: no
recall-already = Është tërhequr tashmë ose nuk është dërguar kurrë.
# reviewed: no
resend-done =
    { $number ->
        [0] Nuk ka kujt t'i dërgohet sërish.
       *[other] Po dërgohet edhe një herë, lexues: { $number }
    }

## /broadcasts

# reviewed: no
broadcasts-title = 📣 <b>Njoftimet</b>
# reviewed: no
broadcasts-none = Ende nuk është shkruar asnjë njoftim. /announce e nis një.
# reviewed: no
broadcast-by-you = E keni shkruar ju, { $at }
# reviewed: no
broadcast-by = E shkroi redaktori { $id }, { $at }

## /publish

# reviewed: no
publish-head = 📝 <b>Deklaratë e re</b>
# reviewed: no
publish-title = <b>Titulli:</b> { $value }
# reviewed: no
publish-text = <b>Teksti:</b> { $value }
# reviewed: no
publish-link = <b>Lidhja:</b> { $value }
# reviewed: no
publish-language = <b>Gjuha:</b> { $value }
# reviewed: no
publish-topics = <b>Temat:</b> { $value }
# reviewed: no
publish-urgent = <b>Urgjente:</b> { $value }
# reviewed: no
publish-none = asnjë
# reviewed: no
publish-unknown = nuk u njoh
# reviewed: no
publish-yes = po
# reviewed: no
publish-no = jo
# reviewed: no
publish-ask-title = ➡ Dërgomëni titullin. /cancel për të dalë.
# reviewed: no
publish-ask-text = ➡ Dërgomëni tekstin në një mesazh. Lexuesit shohin fjalitë e para; pjesa tjetër gjendet te «Më shumë».
# reviewed: no
publish-ask-link = ➡ Dërgomëni lidhjen ku mund të lexohet, ose prekni «Pa lidhje».
# reviewed: no
publish-ready = Ndryshoni ç'të doni, pastaj shihni pamjen paraprake.
# reviewed: no
publish-button-title = Titulli
# reviewed: no
publish-button-text = Teksti
# reviewed: no
publish-button-link = Lidhja
# reviewed: no
publish-button-no-link = Pa lidhje
# reviewed: no
publish-button-language = Gjuha
# reviewed: no
publish-button-topics = Temat
# reviewed: no
publish-button-urgent = 🔴 Bëje urgjente
# reviewed: no
publish-button-not-urgent = ⚪ Jo urgjente
# reviewed: no
publish-button-confirm = ✅ Boto
# reviewed: no
publish-button-change = ✏️ Ndrysho
# reviewed: no
publish-choose-language = Në cilën gjuhë është shkruar?
# reviewed: no
publish-choose-topics = Cilave tema u takon?
# reviewed: no
publish-preview =
    👆 <b>Lexuesit do ta shohin pikërisht kështu.</b>
    Sapo ta konfirmoni, u dërgohet { $readers ->
        [one] { $readers } lexuesi
       *[other] { $readers } lexuesve
    }.
# reviewed: no
publish-done =
    ✅ <b>U botua</b> dhe po u dërgohet lexuesve.
    Numri i saj është { $id }: /statement { $id } tregon deri ku ka arritur.
# reviewed: no
publish-already = Është botuar tashmë, një herë.
# reviewed: no
publish-lost = Kjo kartë nuk mund të përdoret më: ndërkohë boti u rinis ose e zëvendësoi një bisedë më e re. Prej saj nuk u botua asgjë. Ju lutemi, filloni sërish me /publish.
# reviewed: no
publish-only-text = Ju lutemi, dërgojeni si tekst, ose /cancel.
# reviewed: no
publish-title-empty = Titulli është bosh. Ju lutemi, dërgojeni sërish.
# reviewed: no
publish-title-long = Titulli ka { $length } shenja, e lejohen më së shumti { $most }. Ju lutemi, dërgoni një më të shkurtër.
# reviewed: no
publish-link-wrong = Kjo nuk është adresë uebi. Duhet të duket kështu: https://example.org/statement.
# reviewed: no
publish-not-yet = Kjo funksionon pasi të botohet.
# reviewed: no
publish-title-first = Ju lutemi, dërgoni së pari titullin.

## /statement

# reviewed: no
statement-list =
    📰 <b>Deklaratat</b>
    Prekni një numër për ta hapur. Fjalët pas /statement kërkojnë të tjera.
# reviewed: no
statement-list-empty = Nuk u gjet asnjë deklaratë. Numri ose fjalët pas /statement e kërkojnë një.
# reviewed: no
statement-not-found = Nuk ka deklaratë me këtë numër.
# reviewed: no
statement-number = Nr. { $id } · versione: { $revisions }
# reviewed: no
statement-not-pushed = Vetëm në arkiv: nuk u është dërguar lexuesve.
# reviewed: no
statement-button-urgent = 🔴 Shënoje urgjente
# reviewed: no
statement-button-withdraw = ⛔ Tërhiqe
# reviewed: no
correct-preview =
    👆 <b>Lexuesit do ta shohin pikërisht kështu.</b>
    Mesazhe të dërguara deri tani: { $number }. Ato do të ndryshohen.
# reviewed: no
correct-told = Ndryshimi është i rëndësishëm: ata që e kanë tekstin e vjetër njoftohen menjëherë se çfarë ndryshoi.
# reviewed: no
correct-not-told = Ndryshimi është i vogël: askush nuk shqetësohet.
# reviewed: no
correct-button-confirm = ✏️ Korrigjo
# reviewed: no
statement-button-correct = ✏️ Korrigjo
# reviewed: no
correct-done = U korrigjua.
# reviewed: no
correct-unchanged = Nuk u ndryshua asgjë. Kështu është tani.
# reviewed: no
withdraw-which = Ju lutemi, shtoni numrin e deklaratës, kështu: /withdraw 12. Numrin e gjeni me /statement.
# reviewed: no
withdraw-really =
    ⛔ <b>Ta tërheqim këtë deklaratë?</b>
    «{ $title }»
    Mesazhe të dorëzuara deri tani: { $number }. Në to do të shkruajë se deklarata u tërhoq; dërgimi në vazhdim ndalet. Ajo mbetet në arkiv, e shënuar. Kjo nuk mund të kthehet prapa.
# reviewed: no
withdraw-button-really = ⛔ Po, tërhiqe
# reviewed: no
withdraw-done = U tërhoq.
# reviewed: no
withdraw-already = Është tërhequr tashmë.
# reviewed: no
statement-marked-urgent = U shënua urgjente.

## /sources

# reviewed: no
sources-title = 📡 <b>Burimet</b>
# reviewed: no
sources-none = Nuk është caktuar asnjë burim.
# reviewed: no
source-state-well = ✅ punon
# reviewed: no
source-state-new = 🕓 ende i pakontrolluar
# reviewed: no
source-state-paused = ⏸ i pezulluar
# reviewed: no
source-state-gone = ⛔ nuk ekziston më, nuk kontrollohet
# reviewed: no
source-state-off = ⚫ i çaktivizuar në skedarin e burimeve
# reviewed: no
source-state-stale = 🐢 ka ngecur
# reviewed: no
source-state-problem = ⚠️ { $problem }
# reviewed: no
source-waiting-short = 📥 { $count } në pritje
# reviewed: no
source-times = lexuar: { $good }, më i riu: { $newest }
# reviewed: no
source-last-good = Leximi i fundit i suksesshëm: { $at }
# reviewed: no
source-newest = Artikulli më i ri: { $at }
# reviewed: no
source-address = Adresa: { $url }
# reviewed: no
source-failures =
    { $count ->
        [one] { $count } dështim
       *[other] { $count } dështime radhazi
    }
# reviewed: no
source-next = Kontrolli i radhës: { $at }
# reviewed: no
source-detail = Hollësi: { $detail }
# reviewed: no
source-stale = Përgjigjet, por nuk ka botuar asgjë që nga { $since }, shumë më gjatë se zakonisht. Ju lutemi, kontrolloni në faqen e tij nëse furnizimi është zhvendosur.
# reviewed: no
source-urgent = 🔴 Të gjitha deklaratat e tij dërgohen si urgjente.
# reviewed: no
source-flood = 📥 <b>{ count-statements }</b> erdhën përnjëherë dhe presin vendimin tuaj.
# reviewed: no
source-button-pause = ⏸ Pezullo
# reviewed: no
source-button-resume = ▶ Rifillo
# reviewed: no
source-button-look = 🔎 Lexo tani
# reviewed: no
source-button-urgent = 🔴 Gjithmonë urgjent
# reviewed: no
source-button-not-urgent = ⚪ Jo gjithmonë urgjent
# reviewed: no
source-button-flood = 📥 Në pritje ({ $count })
# reviewed: no
source-button-all = Dërgo të gjitha ({ $count })
# reviewed: no
source-button-newest = Vetëm më të rejat…
# reviewed: no
source-button-store = Vetëm ruaj
# reviewed: no
source-button-really-all = Po, dërgo { $count }
# reviewed: no
source-button-really-store = Po, vetëm ruaj
# reviewed: no
source-button-back = ⬅ Kthehu
# reviewed: no
source-really-all = T'u dërgohen lexuesve <b>{ count-statements }</b> nga { $source }?
# reviewed: no
source-really-store = Të mos dërgohet asnjë nga <b>{ count-statements }</b> ({ $source })? Mbeten në arkiv dhe mund të gjenden.
# reviewed: no
source-how-many = Sa nga më të rejat të dërgohen? Të tjerat mbeten në arkiv.
# reviewed: no
source-flood-title = 📥 <b>{ $source }</b>: { count-statements }
# reviewed: no
source-flood-none = Nuk pret më asgjë.
# reviewed: no
source-paused = U pezullua.
# reviewed: no
source-resumed = Rifilloi; po kontrollohet tani.
# reviewed: no
source-looking = Po kontrollohet tani.
# reviewed: no
source-now-urgent = Tani e tutje gjithçka që boton është urgjente.
# reviewed: no
source-no-longer-urgent = Nuk është më urgjent.
# reviewed: no
source-sent =
    { $statements ->
        [0] Nuk u dërgua asnjë; të gjitha janë në arkiv.
       *[other] Po u dërgohen lexuesve: { $statements }
    }
# reviewed: no
source-corrections = ✏️ <b>Korrigjime që presin vendimin tuaj: { $number }</b>
# reviewed: no
source-button-amend = ✏️ Dërgo korrigjimet
# reviewed: no
source-button-leave = Vetëm ruaji
# reviewed: no
source-button-really-amend = Po, dërgoji
# reviewed: no
source-really-amend = T'i dërgojmë korrigjimet nga { $source } ({ $number })? Mesazhet e dorëzuara ndryshohen dhe lexuesit njoftohen aty ku ka rëndësi.
# reviewed: no
source-corrections-sent = Po u dërgohen lexuesve: { $number }
# reviewed: no
source-corrections-stored = Vetëm u ruajtën: { $number }. Mesazhet e dorëzuara mbeten siç janë.

## What is wrong with a source, and what to do; one pair for each domain.source.Problem

# reviewed: no
problem-unreachable = nuk arrihet
# reviewed: no
remedy-unreachable = Kontrolloni adresën dhe nëse faqja punon; provohet sërish vetvetiu.
# reviewed: no
problem-timeout = përgjigjet tepër ngadalë
# reviewed: no
remedy-timeout = Për fillim nuk duhet bërë asgjë; nëse vazhdon, pyesni botuesin.
# reviewed: no
problem-forbidden-address = ka adresë të brendshme
# reviewed: no
remedy-forbidden-address = Përdorni adresën publike në skedarin e burimeve, ose lejojeni rrjetin te FETCH_ALLOW_NETWORKS.
# reviewed: no
problem-bad-redirect = ridrejton askund
# reviewed: no
remedy-bad-redirect = Hapeni adresën në shfletues dhe vendoseni atë përfundimtaren në skedarin e burimeve.
# reviewed: no
problem-http-error = përgjigjet me gabim
# reviewed: no
remedy-http-error = Hapeni adresën në shfletues; nëse gabimi mbetet, pyesni botuesin ose ndreqeni adresën.
# reviewed: no
problem-throttled = kërkon të lexohet më rrallë
# reviewed: no
remedy-throttled = Nuk duhet bërë asgjë: pritet sa kërkoi serveri. Nëse përsëritet, caktoni interval më të gjatë.
# reviewed: no
problem-gone = thotë se nuk ekziston më
# reviewed: no
remedy-gone = Gjeni adresën e re dhe vendoseni në skedarin e burimeve, ose hiqeni burimin.
# reviewed: no
problem-too-large = dërgon më shumë sesa mund të lexohet
# reviewed: no
remedy-too-large = Kërkojini botuesit një furnizim më të shkurtër, ose përdorni një tjetër të faqes.
# reviewed: no
problem-bad-encoding = dërgon të dhëna të dëmtuara
# reviewed: no
remedy-bad-encoding = Nëse vazhdon, njoftojeni botuesin.
# reviewed: no
problem-empty = dërgon përgjigje bosh
# reviewed: no
remedy-empty = Nëse vazhdon, kontrollojeni adresën në shfletues.
# reviewed: no
problem-html-page = është faqe uebi, jo furnizim
# reviewed: no
remedy-html-page = Vendoseni adresën e furnizimit në skedarin e burimeve; hollësitë tregojnë ato që i ofron faqja.
# reviewed: no
problem-not-a-feed = nuk është furnizim
# reviewed: no
remedy-not-a-feed = Kontrolloni adresën: duhet të jetë RSS, Atom ose JSON Feed.
# reviewed: no
problem-parser-killed = nuk mund të lexohet në kohë të arsyeshme
# reviewed: no
remedy-parser-killed = Nëse vazhdon, njoftojeni botuesin: dokumenti është i prishur ose tepër i madh.

## /stats

# reviewed: no
stats-title = 📊 <b>Statistika</b>
# reviewed: no
stats-readers = 👥 <b>Lexuesit</b>
# reviewed: no
stats-languages = 🗣 <b>Sipas gjuhës së deklaratave</b>
# reviewed: no
stats-topics = 🏷 <b>Sipas temës</b>
# reviewed: no
stats-statements = 📰 <b>Deklarata:</b> { $statements }, në 24 orët e fundit: { $last }
# reviewed: no
stats-deliveries = 📨 <b>Dërgesat sipas ditës</b>
# reviewed: no
stats-line = { $name }: { $number }
# reviewed: no
stats-day = { $day }: { $sent } të dërguara, { $failed } të dështuara
# reviewed: no
stats-more = …dhe të tjera: { $number }
# reviewed: no
stats-nothing = ende asgjë
# reviewed: no
stats-every-language = çdo gjuhë
# reviewed: no
reader-state-active = aktivë
# reviewed: no
reader-state-paused = e kanë ndërprerë vetë
# reviewed: no
reader-state-blocked = e kanë bllokuar botin
# reviewed: no
reader-state-deactivated = llogari të fshira
# reviewed: no
reader-state-kicked = grupe e kanale që e hoqën botin
# reviewed: no
reader-state-not-found = nuk u gjetën

## What editors are told; keys and details as bot/services/desk.py lists them

# reviewed: no
notice-source-gone = ⛔ <b>{ $source }</b> njofton se furnizimi i tij nuk ekziston më (410). Nuk kontrollohet më. Vendosni adresë të re në skedarin e burimeve ose hiqeni burimin.
# reviewed: no
notice-source-stale = 🐢 <b>{ $source }</b> përgjigjet, por nuk ka botuar asgjë që nga { $since }, shumë më gjatë se zakonisht. Furnizimi mund të jetë zhvendosur.
# reviewed: no
notice-source-failing =
    ⚠️ <b>{ $source }</b> { $problem }. { $remedy }
    Hollësi: { $detail }
# reviewed: no
notice-source-html = 🌐 <b>{ $source }</b> është faqe uebi, jo furnizim. { $alternates }
# reviewed: no
notice-html-offers = Faqja ofron: { $alternates } – vendoseni njërin në skedarin e burimeve.
# reviewed: no
notice-html-offers-none = Nuk tregon asnjë furnizim; kërkojeni në faqe.
# reviewed: no
notice-flood-waiting = 📥 <b>{ $source }</b> botoi { count-statements } përnjëherë, më shumë se zakonisht. Presin vendimin tuaj dhe nuk u dërguan.
# reviewed: no
notice-corrections-waiting = ✏️ <b>{ $source }</b> korrigjoi { count-statements } përnjëherë, më shumë se zakonisht. Lexuesit që kanë tekstin e vjetër ende nuk janë njoftuar: pritet vendimi juaj.
# reviewed: no
notice-fanout-rejected = ⏸ Telegrami e refuzoi tekstin me numër { $subject }, prandaj dërgimi u pezullua. Telegrami u përgjigj: { $reason }
# reviewed: no
notice-other = ℹ️ { $what }: { $details }
# reviewed: no
notice-button-source = 📡 Shih burimin
# reviewed: no
notice-stars-spent = ⭐ Yjet e sotme u shpenzuan. Lajmet urgjente dërgohen me ritmin e zakonshëm deri nesër.
# reviewed: no
notice-stars-refused = ⭐ Telegrami nuk e pranoi pagesën me Yje, prandaj për një orë lajmet urgjente dërgohen me ritmin e zakonshëm. Telegrami u përgjigj: { $reason }
