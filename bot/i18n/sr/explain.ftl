### Why somebody did or did not get something: /explain, and `bot.py explain`.

# reviewed: no
command-explain = Зашто је неко нешто добио или није
# reviewed: no
explain-usage =
    🔎 <b>Зашто је неко добио или није?</b>
    После команде наведите број ћаскања и број саопштења или обавештења, на пример: <code>/explain 123456789 42</code>
# reviewed: no
explain-unknown-number = Нема саопштења ни обавештења са бројем { $id }.
# reviewed: no
explain-unknown-chat = У ћаскању { $id } нико није претплаћен: тамо никад није послато /start или је после тога послато /forget.

## Who and what

# reviewed: no
explain-about-statement = 📰 <b>Бр. { $id }</b> · { $title }
# reviewed: no
explain-about-broadcast = 📣 <b>Бр. { $id }</b> · { $title }
# reviewed: no
explain-in-private = 👤 <b>{ $id }</b>, приватно ћаскање
# reviewed: no
explain-in-group = 👥 <b>{ $id }</b>, група
# reviewed: no
explain-in-supergroup = 👥 <b>{ $id }</b>, велика група
# reviewed: no
explain-in-channel = 📢 <b>{ $id }</b>, канал
# reviewed: no
explain-thread = У њеној теми { $id }
# reviewed: no
explain-subscribed = Претплата: { $at }
# reviewed: no
explain-is-active = Активно од: { $at }
# reviewed: no
explain-is-paused = Паузирано са /stop: { $at }
# reviewed: no
explain-is-blocked = Бот је блокиран; примећено: { $at }
# reviewed: no
explain-is-deactivated = Налог је избрисан; примећено: { $at }
# reviewed: no
explain-is-kicked = Бот је уклоњен или тамо не сме да пише; примећено: { $at }
# reviewed: no
explain-is-not-found = Телеграм не зна за такво ћаскање; примећено: { $at }
# reviewed: no
explain-said = Телеграм је рекао: { $words }
# reviewed: no
explain-reads = Саопштења на језицима: { $names }
# reviewed: no
explain-a-word = сопствена реч

## Reasons: what became of the statement or announcement itself

# reviewed: no
explain-stored = Само је у архиви: било је ту већ при првом читању извора, било је престаро или је уредник одлучио да се само сачува.
# reviewed: no
explain-waits-for-editor = Чека уредника: стигло их је превише одједном.
# reviewed: no
explain-withdrawn = Повучено је: { $at }
# reviewed: no
explain-copied = Стигло је и од: { $names }; исте речи се не шаљу двапут.
# reviewed: no
explain-draft = То је нацрт; нико га не добија док се не потврди.
# reviewed: no
explain-dropped = Одбачено је и никад није послато.
# reviewed: no
explain-stopped = Зауставио га је уредник.
# reviewed: no
explain-recalled = Повучено је: { $at }

## Reasons why nothing was sent, or not yet

# reviewed: no
explain-subscribed-later = Претплата је дошла пошто је слање почело: { $at }
# reviewed: no
explain-not-active = Нису активни: ништа им се не шаље.
# reviewed: no
explain-other-language = Читају на другим језицима; ово је на језику: { $names }
# reviewed: no
explain-not-addressed = Не прате ништа од онога за шта је: { $names }
# reviewed: no
explain-muted = Утишали су: { $names }
# reviewed: no
explain-not-before = Креће: { $at }
# reviewed: no
explain-paused = Слање је паузирано.
# reviewed: no
explain-not-yet = Слање је у току и још није стигло до њих.
# reviewed: no
explain-being-sent = Међу онима су којима се управо шаље.
# reviewed: no
explain-retry = Следећи покушај, број { $number }: { $at }. Шта је сметало: { $words }
# reviewed: no
explain-retry-after-lost = Одговор на један покушај је изгубљен, па је порука можда стигла. Следећи покушај, број { $number }: { $at }. Шта је сметало: { $words }
# reviewed: no
explain-cut-short = Заустављено је пре него што је стигло до њих.
# reviewed: no
explain-ran-out = Време је истекло пре него што је стигло до њих: { $at }
# reviewed: no
explain-active-since = Послато је пре него што су поново постали активни: { $at }
# reviewed: no
explain-no-trace = Према садашњем стању требало је да га добију, али белешке нема: тада су изабрали другачије или је белешка у међувремену избрисана.

## Reasons: what was sent

# reviewed: no
explain-sent = ✅ Послато: { $at }. Верзија { $number }, порука { $id }
# reviewed: no
explain-sent-again = ✅ Послато други пут јер је први одговор изгубљен: { $at }. Верзија { $number }, порука { $id }
# reviewed: no
explain-together = Била је то једна порука са више саопштења.
# reviewed: no
explain-tries = Било је потребно више покушаја: { $number }
# reviewed: no
explain-gone = ❌ Телеграм је јавио да су недоступни: { $at }
# reviewed: no
explain-rejected = ❌ Телеграм је одбио поруку: { $at }
# reviewed: no
explain-no-rights = ❌ Бот тамо не сме да пише: { $at }
# reviewed: no
explain-unknown = ❓ Одговор Телеграма је изгубљен; нико не може знати да ли је стигло: { $at }
# reviewed: no
explain-expired = ❌ Ниједан покушај није успео док време није истекло: { $at }
# reviewed: no
explain-cancelled = ❌ Заустављено је, или више није било потребно, док је чекало нови покушај: { $at }

## Reasons: what became of the message

# reviewed: no
explain-edited = Порука приказује верзију { $number } од: { $at }
# reviewed: no
explain-says-last-word = Порука каже да ово више не важи, од: { $at }
# reviewed: no
explain-edit-vanished = Порука није могла да се измени, више је нема: { $at }
# reviewed: no
explain-edit-failed = Порука није могла да се измени: { $at }
# reviewed: no
explain-edit-to-come = Порука тек треба да се ажурира.
# reviewed: no
explain-notice-sent = Обавештење о исправци послато: { $at }, порука { $id }
# reviewed: no
explain-notice-failed = Обавештење о исправци није стигло до њих: { $at }
# reviewed: no
explain-notice-to-come = Обавештење о исправци тек стиже, не пре: { $at }
# reviewed: no
explain-has-newer = Одмах су добили верзију { $number }, па није било шта да се исправи.
# reviewed: no
explain-resend-to-come = Тек треба да им се пошаље још једном.
# reviewed: no
explain-matched = Од онога за шта је, прате: { $names }
