### Why somebody did or did not get something: /explain, and `bot.py explain`.

# reviewed: no
command-explain = Pse dikush e mori apo nuk e mori diçka
# reviewed: no
explain-usage =
    🔎 <b>Pse e mori dikush, apo nuk e mori?</b>
    Pas komandës shkruani numrin e bisedës dhe numrin e deklaratës ose të njoftimit, për shembull: <code>/explain 123456789 42</code>
# reviewed: no
explain-unknown-number = Nuk ka deklaratë apo njoftim me numrin { $id }.
# reviewed: no
explain-unknown-chat = Në bisedën { $id } nuk është abonuar askush: atje nuk u dërgua kurrë /start, ose më pas u dërgua /forget.

## Who and what

# reviewed: no
explain-about-statement = 📰 <b>Nr. { $id }</b> · { $title }
# reviewed: no
explain-about-broadcast = 📣 <b>Nr. { $id }</b> · { $title }
# reviewed: no
explain-in-private = 👤 <b>{ $id }</b>, bisedë private
# reviewed: no
explain-in-group = 👥 <b>{ $id }</b>, grup
# reviewed: no
explain-in-supergroup = 👥 <b>{ $id }</b>, grup i madh
# reviewed: no
explain-in-channel = 📢 <b>{ $id }</b>, kanal
# reviewed: no
explain-thread = Në temën e saj { $id }
# reviewed: no
explain-subscribed = Abonimi: { $at }
# reviewed: no
explain-is-active = Aktiv që nga: { $at }
# reviewed: no
explain-is-paused = Ndërprerë me /stop: { $at }
# reviewed: no
explain-is-blocked = E ka bllokuar botin; u vu re: { $at }
# reviewed: no
explain-is-deactivated = Llogari e fshirë; u vu re: { $at }
# reviewed: no
explain-is-kicked = Boti u largua ose nuk lejohet të shkruajë atje; u vu re: { $at }
# reviewed: no
explain-is-not-found = Telegrami nuk njeh bisedë të tillë; u vu re: { $at }
# reviewed: no
explain-said = Telegrami tha: { $words }
# reviewed: no
explain-reads = Deklarata në: { $names }
# reviewed: no
explain-a-word = një fjalë e tyre

## Reasons: what became of the statement or announcement itself

# reviewed: no
explain-stored = Është vetëm në arkiv: gjendej aty që në leximin e parë të burimit, ishte tepër e vjetër, ose një redaktor vendosi vetëm ta ruajë.
# reviewed: no
explain-waits-for-editor = Pret një redaktor: erdhën tepër njëherësh.
# reviewed: no
explain-withdrawn = U tërhoq: { $at }
# reviewed: no
explain-copied = Erdhi edhe nga { $names }; të njëjtat fjalë nuk dërgohen dy herë.
# reviewed: no
explain-draft = Është draft; nuk e merr askush para se të konfirmohet.
# reviewed: no
explain-dropped = U hodh poshtë dhe nuk u dërgua kurrë.
# reviewed: no
explain-stopped = E ndali një redaktor.
# reviewed: no
explain-recalled = U tërhoq: { $at }

## Reasons why nothing was sent, or not yet

# reviewed: no
explain-subscribed-later = U abonuan pasi ishte nisur: { $at }
# reviewed: no
explain-not-active = Nuk janë aktivë: nuk u dërgohet asgjë.
# reviewed: no
explain-other-language = Lexojnë gjuhë të tjera; kjo është në: { $names }
# reviewed: no
explain-not-addressed = Nuk ndjekin asgjë nga ato për të cilat është: { $names }
# reviewed: no
explain-muted = E kanë heshtur: { $names }
# reviewed: no
explain-not-before = Niset: { $at }
# reviewed: no
explain-paused = Dërgimi është pezulluar.
# reviewed: no
explain-not-yet = Po dërgohet dhe ende nuk u ka ardhur radha.
# reviewed: no
explain-being-sent = Janë ndër ata të cilëve po u dërgohet tani.
# reviewed: no
explain-retry = Përpjekja e radhës, numër { $number }: { $at }. Çka e pengoi: { $words }
# reviewed: no
explain-retry-after-lost = Përgjigjja e një përpjekjeje humbi, prandaj mund të ketë mbërritur. Përpjekja e radhës, numër { $number }: { $at }. Çka e pengoi: { $words }
# reviewed: no
explain-cut-short = U ndal para se të vinte te ata.
# reviewed: no
explain-ran-out = Koha i mbaroi para se të vinte te ata: { $at }
# reviewed: no
explain-active-since = U nis para se të bëheshin sërish aktivë: { $at }
# reviewed: no
explain-no-trace = Sipas gjendjes së tanishme duhej ta kishin marrë, por nuk ka shënim: atëherë kishin zgjedhur ndryshe, ose shënimi është fshirë.

## Reasons: what was sent

# reviewed: no
explain-sent = ✅ U dërgua: { $at }. Versioni { $number }, mesazhi { $id }
# reviewed: no
explain-sent-again = ✅ U dërgua për herë të dytë, sepse përgjigjja e parë humbi: { $at }. Versioni { $number }, mesazhi { $id }
# reviewed: no
explain-together = Ishte një mesazh me disa deklarata.
# reviewed: no
explain-tries = U deshën disa përpjekje: { $number }
# reviewed: no
explain-gone = ❌ Telegrami tha se nuk mund të arrihen: { $at }
# reviewed: no
explain-rejected = ❌ Telegrami e refuzoi mesazhin: { $at }
# reviewed: no
explain-no-rights = ❌ Boti nuk lejohet të shkruajë atje: { $at }
# reviewed: no
explain-unknown = ❓ Përgjigjja e Telegramit humbi; askush nuk mund ta dijë nëse mbërriti: { $at }
# reviewed: no
explain-expired = ❌ Asnjë përpjekje nuk pati sukses derisa i mbaroi koha: { $at }
# reviewed: no
explain-cancelled = ❌ U ndal, ose nuk duhej më, ndërsa priste një përpjekje tjetër: { $at }

## Reasons: what became of the message

# reviewed: no
explain-edited = Mesazhi tregon versionin { $number } që nga: { $at }
# reviewed: no
explain-says-last-word = Mesazhi thotë se kjo nuk vlen më, që nga: { $at }
# reviewed: no
explain-edit-vanished = Mesazhi nuk u ndryshua dot, nuk është më aty: { $at }
# reviewed: no
explain-edit-failed = Mesazhi nuk u ndryshua dot: { $at }
# reviewed: no
explain-edit-to-come = Mesazhi ende pret të përditësohet.
# reviewed: no
explain-notice-sent = Njoftimi i korrigjimit u dërgua: { $at }, mesazhi { $id }
# reviewed: no
explain-notice-failed = Një njoftim korrigjimi nuk mbërriti te ata: { $at }
# reviewed: no
explain-notice-to-come = Njoftimi i korrigjimit pritet, jo para: { $at }
# reviewed: no
explain-has-newer = E morën menjëherë versionin { $number }, prandaj nuk kishte çka të korrigjohej.
# reviewed: no
explain-resend-to-come = Ende pritet t’u dërgohet edhe një herë.
# reviewed: no
explain-matched = Nga ato për të cilat është, ndjekin: { $names }
