### What editors see: announcements, statements of their own, sources, figures, notices.

## What several conversations share

# reviewed: no
editor-cancelled = Отказано. Ништа није послато.
# reviewed: no
editor-nothing-to-cancel = Нема шта да се откаже.
# reviewed: no
editor-gone = Ово више не постоји.
# reviewed: no
editor-button-cancel = ✖ Откажи
# reviewed: no
editor-button-done = ✔ Готово
# reviewed: no
editor-button-refresh = 🔄 Освежи
# reviewed: no
editor-button-list = ⬅ Списак
# reviewed: no
editor-never = никад
# reviewed: no
count-readers =
    { $readers ->
        [one] { $readers } читалац
        [few] { $readers } читаоца
       *[other] { $readers } читалаца
    }
# reviewed: no
count-statements =
    { $statements ->
        [one] { $statements } саопштење
        [few] { $statements } саопштења
       *[other] { $statements } саопштења
    }

## The menu of commands, for editors

# reviewed: no
command-announce = Пошаљите обавештење читаоцима
# reviewed: no
command-broadcasts = Обавештења и њихово слање
# reviewed: no
command-publish = Објавите саопштење
# reviewed: no
command-statement = Нађите саопштење, означите га као хитно
# reviewed: no
command-withdraw = Повуците саопштење
# reviewed: no
command-sources = Извори и њихово стање
# reviewed: no
command-stats = Бројке

## /announce

# reviewed: no
announce-ask =
    ✍️ <b>Ново обавештење</b>
    Пошаљите ми текст у једној поруци, обликован онако како треба да изгледа. Затим бирате читаоце и видите преглед; ништа не одлази док не потврдите.

    /cancel за излаз.
# reviewed: no
announce-only-text = Обавештење може бити само текст: без фотографија, датотека, гласовних порука и налепница. Молимо, пошаљите га као текстуалну поруку, или /cancel.
# reviewed: no
announce-whom =
    👥 <b>Коме је намењено?</b>
    Изаберите језике, теме или обоје. Ако ништа не изаберете, одлази свима.
# reviewed: no
announce-topics-note = Темама су обухваћени и читаоци који прате све.
# reviewed: no
audience-everybody = За: све
# reviewed: no
audience-languages = Језици: { $languages }
# reviewed: no
audience-topics = Теме: { $topics }
# reviewed: no
announce-button-topics = Теме ({ $chosen })
# reviewed: no
announce-urgent = 🔴 <b>Хитно:</b> одлази пре свега осталог.
# reviewed: no
announce-button-urgent = 🔴 Означи као хитно
# reviewed: no
announce-button-not-urgent = ⚪ Није хитно
# reviewed: no
announce-button-preview = Преглед ▶
# reviewed: no
announce-preview =
    👆 <b>Читаоци ће видети управо ово.</b>
    Кад потврдите, чека { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунде
       *[other] { $seconds } секунди
    }; дотле, а и док се шаље, може да се заустави.
# reviewed: no
announce-nobody = ⚠️ Нико га не би добио: ниједан активан читалац не одговара. Молимо, промените читаоце.
# reviewed: no
announce-button-confirm = ✅ Пошаљи · { count-readers }
# reviewed: no
announce-button-change = 👥 Промени читаоце
# reviewed: no
announce-button-stop = ⏹ Заустави
# reviewed: no
announce-button-edit = ✏️ Измени текст
# reviewed: no
announce-button-recall = ⛔ Повуци
# reviewed: no
announce-button-resend = 🔁 Поново неуспелима ({ $number })
# reviewed: no
announce-lost = Ово више не важи: бот је у међувремену поново покренут или је започет нови разговор. Овај додир није ништа послао. Молимо, почните поново са /announce.
# reviewed: no
announce-too-long = Овај текст је предугачак за једну поруку. Молимо, скратите га.
# reviewed: no
announce-button-discard = 🗑 Одбаци
# reviewed: no
announce-told = 📣 <b>{ $who }</b> шаље горње обавештење.
# reviewed: no
announce-who-unnamed = Уредник { $id }
# reviewed: no
announce-refused = Телеграм је одбио овај текст, па ништа није послато: { $reason }
# reviewed: no
announce-stopped-by = ⏹ <b>{ $who }</b> је зауставио/ла обавештење „{ $words }“.
# reviewed: no
announce-loose = Ако је ово било за читаоце: ништа није послато. Молимо, почните са /announce (обавештење) или /publish (саопштење), па пошаљите поново.

## Where an announcement stands

# reviewed: no
stage-draft = 📝 Нацрт
# reviewed: no
stage-waiting = ⏳ Потврђено, још није послато
# reviewed: no
stage-running = 📣 Шаље се
# reviewed: no
stage-paused = ⏸ Паузирано
# reviewed: no
stage-done = ✅ Послато
# reviewed: no
stage-cancelled = ⏹ Заустављено
# reviewed: no
stage-expired = ⌛ Завршено пре него што су сви добили
# reviewed: no
stage-dropped = 🗑 Одбачено
# reviewed: no
stage-recalled = ⛔ Повучено
# reviewed: no
progress-starts = Одлази у { $at }
# reviewed: no
progress-readers = Читалаца: { $number }
# reviewed: no
progress-sent = Послато: { $number }
# reviewed: no
progress-to-go = Преостало: { $number }
# reviewed: no
progress-failed = Неуспело: { $number }
# reviewed: no
progress-unknown = Без одговора, можда испоручено: { $number }
# reviewed: no
progress-rate = Брзина: { $rate } у секунди
# reviewed: no
progress-seconds-left =
    Још око { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунде
       *[other] { $seconds } секунди
    }
# reviewed: no
progress-minutes-left =
    Још око { $minutes ->
        [one] { $minutes } минут
        [few] { $minutes } минута
       *[other] { $minutes } минута
    }
# reviewed: no
progress-reason = Телеграм је одговорио: { $reason }

## What a late tap is told

# reviewed: no
announce-already-draft = Ово је још нацрт.
# reviewed: no
announce-already-waiting = Већ је потврђено и одлази једном, у наведено време.
# reviewed: no
announce-already-running = Већ се шаље, сваком читаоцу једном.
# reviewed: no
announce-already-paused = Већ је потврђено и паузирано је.
# reviewed: no
announce-already-done = Већ је послато.
# reviewed: no
announce-already-cancelled = Већ је заустављено.
# reviewed: no
announce-already-expired = Већ је завршено.
# reviewed: no
announce-already-dropped = Одбачено је; ништа није послато.
# reviewed: no
announce-already-recalled = Већ је повучено.
# reviewed: no
announce-confirmed = Потврђено.
# reviewed: no
announce-stopped = Заустављено.

## The ways of a statement or announcement to its readers

# reviewed: no
way-statement = Слање
# reviewed: no
way-broadcast = Слање
# reviewed: no
way-edit = Измена
# reviewed: no
way-correction = Обавештење о исправци
# reviewed: no
way-resend = Поновно слање
# reviewed: no
way-readers-at-most = Читалаца: највише { $number }
# reviewed: no
way-paused-by-editor = Паузирао га је уредник.
# reviewed: no
way-button-pause = ⏸ Паузирај · { $what }
# reviewed: no
way-button-resume = ▶ Настави · { $what }
# reviewed: no
way-button-cancel = ⏹ Откажи · { $what }
# reviewed: no
way-pause = Паузирано.
# reviewed: no
way-resume = Настављено.
# reviewed: no
way-cancel = Отказано; што је послато, остаје послато.
# reviewed: no
way-moved-on = Стање се у међувремену променило. Овако је сада.
# reviewed: no
failed-gone = више нису доступни: { $number }
# reviewed: no
failed-rejected = Телеграм одбио: { $number }
# reviewed: no
failed-no-rights = тамо није дозвољено писање: { $number }
# reviewed: no
failed-expired = прекасно: { $number }
# reviewed: no
failed-stopped = заустављено пре слања: { $number }

## Amending an announcement that went out

# reviewed: no
reword-ask =
    ✏️ <b>Измена обавештења</b>
    Пошаљите ми нови текст у једној поруци, обликован онако како треба да изгледа. Он замењује стари свуда где је испоручен; пре тога видите преглед.

    /cancel за излаз.
# reviewed: no
reword-preview =
    👆 <b>Ово ће заменити стари текст.</b>
    Досад испоручених порука: { $number }. Ко још чека, добија само нови текст.
# reviewed: no
reword-button-confirm = ✅ Замени свуда
# reviewed: no
reword-done = Замењено; испоручене поруке се мењају.
# reviewed: no
reword-same = Ништа није промењено: текст је исти или је обавештење повучено.
# reviewed: no
reword-lost = Ово више не важи: бот је у међувремену поново покренут или је започет нови разговор. Ништа није промењено. Молимо, почните поново од /broadcasts.
# reviewed: no
recall-really =
    ⛔ <b>Повући ово обавештење?</b>
    „{ $words }“
    Досад испоручених порука: { $number }. У њима ће писати само да је обавештење повучено; слање које траје се зауставља. Ово не може да се опозове.
# reviewed: no
recall-button-really = ⛔ Да, повуци
# reviewed: no
recall-done = Повучено.
# reviewed: no
recall-already = Већ је повучено или никад није послато.
# reviewed: no
resend-done =
    { $number ->
        [0] Нема коме поново да се пошаље.
       *[other] Шаље се још једном, читалаца: { $number }
    }

## /broadcasts

# reviewed: no
broadcasts-title = 📣 <b>Обавештења</b>
# reviewed: no
broadcasts-none = Још нема обавештења. /announce започиње једно.
# reviewed: no
broadcast-by-you = Написали сте ви, { $at }
# reviewed: no
broadcast-by = Написао уредник { $id }, { $at }

## /publish

# reviewed: no
publish-head = 📝 <b>Ново саопштење</b>
# reviewed: no
publish-title = <b>Наслов:</b> { $value }
# reviewed: no
publish-text = <b>Текст:</b> { $value }
# reviewed: no
publish-link = <b>Веза:</b> { $value }
# reviewed: no
publish-language = <b>Језик:</b> { $value }
# reviewed: no
publish-topics = <b>Теме:</b> { $value }
# reviewed: no
publish-urgent = <b>Хитно:</b> { $value }
# reviewed: no
publish-none = нема
# reviewed: no
publish-unknown = није препознат
# reviewed: no
publish-yes = да
# reviewed: no
publish-no = не
# reviewed: no
publish-ask-title = ➡ Пошаљите ми наслов. /cancel за излаз.
# reviewed: no
publish-ask-text = ➡ Пошаљите ми текст у једној поруци. Читаоци виде прве реченице, а остало је под „Више“.
# reviewed: no
publish-ask-link = ➡ Пошаљите ми везу на којој се може прочитати, или додирните „Без везе“.
# reviewed: no
publish-ready = Промените шта желите, па погледајте преглед.
# reviewed: no
publish-button-title = Наслов
# reviewed: no
publish-button-text = Текст
# reviewed: no
publish-button-link = Веза
# reviewed: no
publish-button-no-link = Без везе
# reviewed: no
publish-button-language = Језик
# reviewed: no
publish-button-topics = Теме
# reviewed: no
publish-button-urgent = 🔴 Означи као хитно
# reviewed: no
publish-button-not-urgent = ⚪ Није хитно
# reviewed: no
publish-button-confirm = ✅ Објави
# reviewed: no
publish-button-change = ✏️ Измени
# reviewed: no
publish-choose-language = На ком језику је написано?
# reviewed: no
publish-choose-topics = Којим темама припада?
# reviewed: no
publish-preview =
    👆 <b>Читаоци ће видети управо ово.</b>
    Чим потврдите, одлази на { $readers ->
        [one] { $readers } адресу
        [few] { $readers } адресе
       *[other] { $readers } адреса
    }.
# reviewed: no
publish-done =
    ✅ <b>Објављено</b> и на путу до читалаца.
    Број саопштења је { $id }: /statement { $id } показује докле је стигло.
# reviewed: no
publish-already = Већ је објављено, једном.
# reviewed: no
publish-lost = Ова картица више не важи: бот је у међувремену поново покренут или је започет нови разговор. С ње ништа није објављено. Молимо, почните поново са /publish.
# reviewed: no
publish-only-text = Молимо, пошаљите као текст, или /cancel.
# reviewed: no
publish-title-empty = Наслов је празан. Молимо, пошаљите га поново.
# reviewed: no
publish-title-long = Наслов има { $length } знакова, а може највише { $most }. Молимо, пошаљите краћи.
# reviewed: no
publish-link-wrong = Ово није веб-адреса. Треба да изгледа овако: https://example.org/statement.
# reviewed: no
publish-not-yet = Ово ради кад саопштење буде објављено.
# reviewed: no
publish-title-first = Молимо, прво пошаљите наслов.

## /statement

# reviewed: no
statement-list =
    📰 <b>Саопштења</b>
    Додирните број да отворите саопштење. Речи иза /statement траже друга.
# reviewed: no
statement-list-empty = Није пронађено ниједно саопштење. Број или речи иза /statement траже неко.
# reviewed: no
statement-not-found = Нема саопштења са тим бројем.
# reviewed: no
statement-number = Бр. { $id } · верзија: { $revisions }
# reviewed: no
statement-not-pushed = Само у архиви: није послато читаоцима.
# reviewed: no
statement-button-urgent = 🔴 Означи као хитно
# reviewed: no
statement-button-withdraw = ⛔ Повуци
# reviewed: no
correct-preview =
    👆 <b>Читаоци ће видети управо ово.</b>
    Већ испоручене поруке: { $number }. Биће измењене.
# reviewed: no
correct-told = Измена је битна: они који имају стари текст одмах сазнају шта је промењено.
# reviewed: no
correct-not-told = Измена је мала: никога не узнемирава.
# reviewed: no
correct-button-confirm = ✏️ Исправи
# reviewed: no
statement-button-correct = ✏️ Исправи
# reviewed: no
correct-done = Исправљено.
# reviewed: no
correct-unchanged = Ништа није промењено. Овако сада стоји.
# reviewed: no
withdraw-which = Молимо, додајте број саопштења, овако: /withdraw 12. Наћи ћете га помоћу /statement.
# reviewed: no
withdraw-really =
    ⛔ <b>Повући ово саопштење?</b>
    „{ $title }“
    Досад испоручених порука: { $number }. У њима ће писати да је саопштење повучено; слање које траје се зауставља. Остаје у архиви, обележено. Ово не може да се опозове.
# reviewed: no
withdraw-button-really = ⛔ Да, повуци
# reviewed: no
withdraw-done = Повучено.
# reviewed: no
withdraw-already = Већ је повучено.
# reviewed: no
statement-marked-urgent = Означено као хитно.

## /sources

# reviewed: no
sources-title = 📡 <b>Извори</b>
# reviewed: no
sources-none = Нема подешених извора.
# reviewed: no
source-state-well = ✅ ради
# reviewed: no
source-state-new = 🕓 још није проверен
# reviewed: no
source-state-paused = ⏸ паузиран
# reviewed: no
source-state-gone = ⛔ угашен, више се не проверава
# reviewed: no
source-state-off = ⚫ искључен у датотеци извора
# reviewed: no
source-state-stale = 🐢 стоји
# reviewed: no
source-state-problem = ⚠️ { $problem }
# reviewed: no
source-waiting-short = 📥 { $count } на чекању
# reviewed: no
source-times = читано: { $good }, најновије: { $newest }
# reviewed: no
source-last-good = Последње успешно читање: { $at }
# reviewed: no
source-newest = Најновија ставка: { $at }
# reviewed: no
source-address = Адреса: { $url }
# reviewed: no
source-failures =
    { $count ->
        [one] { $count } неуспех заредом
        [few] { $count } неуспеха заредом
       *[other] { $count } неуспеха заредом
    }
# reviewed: no
source-next = Следећа провера: { $at }
# reviewed: no
source-detail = Појединости: { $detail }
# reviewed: no
source-stale = Одговара, али ништа није објавио од { $since }, много дуже него обично. Молимо, проверите на његовом сајту да ли је фид премештен.
# reviewed: no
source-urgent = 🔴 Сва његова саопштења шаљу се као хитна.
# reviewed: no
source-flood = 📥 <b>{ count-statements }</b> – стигло одједном, чека вашу одлуку.
# reviewed: no
source-button-pause = ⏸ Паузирај
# reviewed: no
source-button-resume = ▶ Настави
# reviewed: no
source-button-look = 🔎 Прочитај сад
# reviewed: no
source-button-urgent = 🔴 Увек хитно
# reviewed: no
source-button-not-urgent = ⚪ Не увек хитно
# reviewed: no
source-button-flood = 📥 На чекању ({ $count })
# reviewed: no
source-button-all = Пошаљи све ({ $count })
# reviewed: no
source-button-newest = Само најновија…
# reviewed: no
source-button-store = Само сачувај
# reviewed: no
source-button-really-all = Да, пошаљи { $count }
# reviewed: no
source-button-really-store = Да, само сачувај
# reviewed: no
source-button-back = ⬅ Назад
# reviewed: no
source-really-all = Послати читаоцима <b>{ count-statements }</b> (извор: { $source })?
# reviewed: no
source-really-store = Не слати ниједно (<b>{ count-statements }</b>, извор: { $source })? Остају у архиви и могу се наћи.
# reviewed: no
source-how-many = Колико најновијих да се пошаље? Остала остају у архиви.
# reviewed: no
source-flood-title = 📥 <b>{ $source }</b>: { count-statements }
# reviewed: no
source-flood-none = Више ништа не чека.
# reviewed: no
source-paused = Паузирано.
# reviewed: no
source-resumed = Настављено; проверава се сада.
# reviewed: no
source-looking = Проверава се сада.
# reviewed: no
source-now-urgent = Одсад је све што објави хитно.
# reviewed: no
source-no-longer-urgent = Више није хитно.
# reviewed: no
source-sent =
    { $statements ->
        [0] Ниједно није послато; сва су у архиви.
       *[other] На путу до читалаца: { $statements }
    }
# reviewed: no
source-corrections = ✏️ <b>Исправке које чекају вашу одлуку: { $number }</b>
# reviewed: no
source-button-amend = ✏️ Пошаљи исправке
# reviewed: no
source-button-leave = Само их сачувај
# reviewed: no
source-button-really-amend = Да, пошаљи их
# reviewed: no
source-really-amend = Послати исправке ({ $number }, извор: { $source })? Испоручене поруке се мењају, а читаоци се обавештавају где је важно.
# reviewed: no
source-corrections-sent = На путу до читалаца: { $number }
# reviewed: no
source-corrections-stored = Само сачувано: { $number }. Испоручене поруке остају какве јесу.

## What is wrong with a source, and what to do; one pair for each domain.source.Problem

# reviewed: no
problem-unreachable = није доступан
# reviewed: no
remedy-unreachable = Проверите адресу и да ли сајт ради; покушава се поново само од себе.
# reviewed: no
problem-timeout = одговара преспоро
# reviewed: no
remedy-timeout = За почетак ништа; ако потраје, питајте издавача.
# reviewed: no
problem-forbidden-address = има интерну адресу
# reviewed: no
remedy-forbidden-address = Наведите јавну адресу у датотеци извора, или дозволите мрежу у FETCH_ALLOW_NETWORKS.
# reviewed: no
problem-bad-redirect = преусмерава у празно
# reviewed: no
remedy-bad-redirect = Отворите адресу у прегледачу и упишите коначну у датотеку извора.
# reviewed: no
problem-http-error = одговара грешком
# reviewed: no
remedy-http-error = Отворите адресу у прегледачу; ако грешка остане, питајте издавача или исправите адресу.
# reviewed: no
problem-throttled = тражи да се ређе чита
# reviewed: no
remedy-throttled = Ништа: чека се колико је сервер тражио. Ако се понавља, подесите дужи размак.
# reviewed: no
problem-gone = јавља да је трајно угашен
# reviewed: no
remedy-gone = Нађите нову адресу и упишите је у датотеку извора, или уклоните извор.
# reviewed: no
problem-too-large = шаље више него што може да се прочита
# reviewed: no
remedy-too-large = Затражите од издавача краћи фид, или користите неки други са сајта.
# reviewed: no
problem-bad-encoding = шаље оштећене податке
# reviewed: no
remedy-bad-encoding = Ако потраје, јавите издавачу.
# reviewed: no
problem-empty = шаље празан одговор
# reviewed: no
remedy-empty = Ако потраје, проверите адресу у прегледачу.
# reviewed: no
problem-html-page = је веб-страница, а не фид
# reviewed: no
remedy-html-page = Упишите адресу фида у датотеку извора; појединости наводе оне које страница нуди.
# reviewed: no
problem-not-a-feed = није фид
# reviewed: no
remedy-not-a-feed = Проверите адресу: мора бити RSS, Atom или JSON Feed.
# reviewed: no
problem-parser-killed = не може да се прочита у разумном времену
# reviewed: no
remedy-parser-killed = Ако потраје, јавите издавачу: документ је неисправан или превелик.

## /stats

# reviewed: no
stats-title = 📊 <b>Бројке</b>
# reviewed: no
stats-readers = 👥 <b>Читаоци</b>
# reviewed: no
stats-languages = 🗣 <b>По језику саопштења</b>
# reviewed: no
stats-topics = 🏷 <b>По теми</b>
# reviewed: no
stats-statements = 📰 <b>Саопштења:</b> { $statements }, у последња 24 сата: { $last }
# reviewed: no
stats-deliveries = 📨 <b>Испоруке по данима</b>
# reviewed: no
stats-line = { $name }: { $number }
# reviewed: no
stats-day = { $day }: послато { $sent }, неуспело { $failed }
# reviewed: no
stats-more = …и друге: { $number }
# reviewed: no
stats-nothing = још ништа
# reviewed: no
stats-every-language = сви језици
# reviewed: no
reader-state-active = активни
# reviewed: no
reader-state-paused = сами паузирали
# reviewed: no
reader-state-blocked = блокирали бота
# reviewed: no
reader-state-deactivated = избрисани налози
# reviewed: no
reader-state-kicked = групе и канали који су уклонили бота
# reviewed: no
reader-state-not-found = нису пронађени

## What editors are told; keys and details as bot/services/desk.py lists them

# reviewed: no
notice-source-gone = ⛔ <b>{ $source }</b> јавља да је фид трајно угашен (410). Више се не проверава. Упишите нову адресу у датотеку извора или уклоните извор.
# reviewed: no
notice-source-stale = 🐢 <b>{ $source }</b> одговара, али ништа није објавио од { $since }, много дуже него обично. Фид је можда премештен.
# reviewed: no
notice-source-failing =
    ⚠️ <b>{ $source }</b> { $problem }. { $remedy }
    Појединости: { $detail }
# reviewed: no
notice-source-html = 🌐 <b>{ $source }</b> је веб-страница, а не фид. { $alternates }
# reviewed: no
notice-html-offers = Страница нуди: { $alternates } – упишите један од њих у датотеку извора.
# reviewed: no
notice-html-offers-none = Не наводи ниједан фид; потражите га на сајту.
# reviewed: no
notice-flood-waiting = 📥 <b>{ $source }</b> је одједном објавио више него обично ({ count-statements }). Чекају вашу одлуку и нису послата.
# reviewed: no
notice-corrections-waiting = ✏️ <b>{ $source }</b> је одједном исправио више него обично ({ count-statements }). Читаоци који имају стари текст још нису обавештени: чека се ваша одлука.
# reviewed: no
notice-fanout-rejected = ⏸ Телеграм је одбио текст под бројем { $subject }, па је слање паузирано. Телеграм је одговорио: { $reason }
# reviewed: no
notice-other = ℹ️ { $what }: { $details }
# reviewed: no
notice-button-source = 📡 Погледај извор
# reviewed: no
notice-stars-spent = ⭐ Данашње звездице су потрошене. Хитне вести до сутра иду уобичајеним темпом.
# reviewed: no
notice-stars-refused = ⭐ Телеграм није прихватио плаћање звездицама, па хитне вести сат времена иду уобичајеним темпом. Телеграм је одговорио: { $reason }
