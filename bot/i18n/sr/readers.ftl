### What readers see: greeting, choosing, searching, their data, groups and channels.

## Starting and stopping

# reviewed: no
start-welcome =
    👋 <b>Добро дошли у Кумтар.</b>
    Доносим Вам званична саопштења чим изађу: речима саме агенције и са везом до извора.

    Претплаћени сте. За паузу у сваком тренутку пошаљите /stop.
# reviewed: no
start-welcome-group =
    👋 <b>Поздрав свима.</b>
    Овај разговор сада добија званична саопштења чим изађу. Администратори бирају шта стиже; /stop је пауза.
# reviewed: no
start-back =
    👋 <b>Добро дошли назад.</b>
    Саопштења Вам поново стижу. Ваш избор је сачуван.
# reviewed: no
start-back-group =
    👋 <b>Поново смо ту.</b>
    Овај разговор поново добија саопштења. Избор је сачуван.
# reviewed: no
start-choose = Изаберите језике саопштења и теме које Вас занимају:
# reviewed: no
start-first = Молимо Вас, прво пошаљите /start.
# reviewed: no
stop-done = ⏸ Пауза. Од овог тренутка Вам ништа више не стиже. Ваш избор је сачуван, а претрага и даље ради. За наставак пошаљите /start.
# reviewed: no
stop-already = Ни до сада Вам ништа није стизало. За наставак пошаљите /start.
# reviewed: no
help =
    <b>Шта овде можете</b>
    Напишите било које речи и потражићемо саопштења са њима.

    /latest – најновија саопштења
    /topic <i>назив</i> – саопштења о једној теми
    /search <i>речи</i> – претрага; "тачан израз", -без овога, ово ИЛИ оно

    /topics – избор тема
    /follow <i>назив</i> – пратите тему, извор или реч
    /unfollow <i>назив</i> – немојте више да пратите
    /following – шта пратите
    /mute <i>назив</i> – ништа више од неке теме или извора

    /settings – језици, време доставе, звук
    /channel – саопштења у Вашем каналу
    /stop – пауза, /start – наставак

    /privacy – шта се о Вама чува
    /mydata – Ваши подаци у фајлу
    /forget – брисање Ваших података
# reviewed: no
help-group =
    <b>Шта ради у овом разговору</b>
    /latest – најновија саопштења
    /topic <i>назив</i> – саопштења о једној теми
    /search <i>речи</i> – претрага саопштења

    За администраторе: /start, /topics, /follow, /unfollow, /following, /mute, /settings, /stop.

## Buttons for choosing

# reviewed: no
button-choose-topics = 📚 Теме
# reviewed: no
button-topics = 📚 Теме
# reviewed: no
button-sources = 🏛 Извори
# reviewed: no
button-done = Готово

## Topics, sources, what is followed

# reviewed: no
topics-screen =
    📚 <b>Теме</b>
    Додирните шта желите да добијате; додирните поново да уклоните.
# reviewed: no
topics-everything = Добијате сва саопштења. Изаберите тему да бисте добијали само оно што изаберете.
# reviewed: no
topics-chosen =
    { $number ->
        [one] Имате { $number } избор.
        [few] Имате { $number } избора.
       *[other] Имате { $number } избора.
    }
# reviewed: no
topics-none = Још ништа нисте изабрали, па Вам ништа неће стизати.
# reviewed: no
term-all = Сва саопштења
# reviewed: no
term-official = Званични извори
# reviewed: no
term-keyword = реч „{ $words }“
# reviewed: no
following-nothing = Ништа не пратите, па Вам ништа не стиже. Изаберите теме:
# reviewed: no
following-everything = Добијате <b>сва саопштења</b>.
# reviewed: no
following-kept = Сачувано за случај да више не желите сва:
# reviewed: no
following-head = <b>Пратите</b>
# reviewed: no
following-muted = Осим: { $what }
# reviewed: no
follow-unclear = На шта мислите под „{ $typed }“?
# reviewed: no
follow-followed = ✅ Пратите: <b>{ $what }</b>.
# reviewed: no
follow-already = Ово већ пратите: <b>{ $what }</b>.
# reviewed: no
follow-narrowed = ✅ Пратите: <b>{ $what }</b>. Од сада добијате само оно што пратите, а не више сва саопштења.
# reviewed: no
follow-unfollowed = Више не пратите: <b>{ $what }</b>.
# reviewed: no
follow-muted = 🔇 Добијате сва саопштења, али не више: <b>{ $what }</b>.
# reviewed: no
follow-not-followed = Ово нисте пратили: <b>{ $what }</b>.
# reviewed: no
follow-nothing-left = Више не пратите: <b>{ $what }</b>. Ништа није остало, па Вам ништа неће стизати.
# reviewed: no
toast-follow-followed = ✅ { $what }
# reviewed: no
toast-follow-already = ✅ { $what }
# reviewed: no
toast-follow-narrowed = ✅ { $what }. Од сада само оно што изаберете.
# reviewed: no
toast-follow-unfollowed = Уклоњено: { $what }
# reviewed: no
toast-follow-muted = Утишано: { $what }
# reviewed: no
toast-follow-not-followed = Ово нисте пратили: { $what }
# reviewed: no
toast-follow-nothing-left = Ништа није остало, па Вам ништа неће стизати.
# reviewed: no
follow-too-many = Број речи које пратите достигао је границу ({ $most }). Уклоните неку помоћу /unfollow.
# reviewed: no
follow-nothing-typed = Наведите тему, извор или реч, на пример: /follow људска права
# reviewed: no
button-everything-again = ↩ Поново сва саопштења

## Searching

# reviewed: no
latest-head = 📰 <b>Најновија саопштења</b>
# reviewed: no
latest-topic-head = 📰 <b>{ $topic }</b>
# reviewed: no
latest-nothing = Још нема ниједног.
# reviewed: no
latest-other-languages = На Вашим језицима нема; ова су на другим.
# reviewed: no
topic-which = Која тема? На пример: /topic људска права. Све теме: /topics
# reviewed: no
topic-unknown = Нема теме под називом „{ $typed }“. Све теме: /topics. За претрагу по овим речима: /search
# reviewed: no
topic-unclear = На коју тему мислите под „{ $typed }“?

## When something does not work

# reviewed: no
not-found = Овог саопштења или теме више нема овде.
# reviewed: no
not-allowed = То могу само администратори овог разговора.
# reviewed: no
toast-not-allowed = То могу само администратори овог разговора.
# reviewed: no
toast-stale = Ово дугме је застарело. Молимо Вас, пошаљите команду поново.
# reviewed: no
something-went-wrong = Нешто код нас није у реду. Молимо Вас, покушајте поново за који тренутак.
# reviewed: no
unknown-command = Ова команда нам није позната. Са /help видите шта постоји.

## Privacy

# reviewed: no
privacy =
    🔐 <b>Ваша приватност</b>
    <b>Шта се чува:</b> број овог разговора, језици, теме, извори и кључне речи које сте изабрали, Ваша подешавања, сати и временска зона, која су Вам саопштења послата и која чекају Ваше време. Ни име, ни број телефона, ништа друго што пишете.
    <b>Зашто:</b> да бисте оно што сте тражили добили, и то једном.
    <b>Колико дуго:</b> док не пошаљете /forget. Списак послатог брише се после { $days } дана.
    <b>Ко то види:</b> они који воде овај бот, нико други. Његови уредници могу да питају зашто је неки разговор добио саопштење или није, и сазнају која су подешавања о томе одлучила. Поруке преноси Телеграм, који има своја правила.

    /mydata – све у једном фајлу
    /forget – брисање свега
    <b>Питања:</b> { $contact }
# reviewed: no
privacy-no-contact = они који воде овај бот; адресу још нису навели
# reviewed: no
mydata-here = Све што се чува о овом разговору.
# reviewed: no
mydata-nothing = О овом разговору се ништа не чува.
# reviewed: no
forget-sure = Да обришемо све што се чува о овом разговору? Ваш избор се губи и ништа Вам више неће стизати. То се не може вратити.
# reviewed: no
button-forget-yes = 🗑 Да, обриши све
# reviewed: no
button-forget-no = Не, задржи
# reviewed: no
forget-done = Све о овом разговору је обрисано. Са /start почињете изнова.
# reviewed: no
forget-kept = Ништа није обрисано.

## Groups and channels

# reviewed: no
group-added =
    👋 Поздрав, овде Кумтар: доносимо званична саопштења.
    Када администратор овог разговора пошаље /start, почеће да стижу овде. Остало показује /help.
# reviewed: no
channel-only-private = Молимо Вас, то учините у приватном разговору са ботом.
# reviewed: no
channel-how =
    📣 <b>Саопштења у Вашем каналу</b>
    1. Поставите овај бот за администратора канала који сме да објављује.
    2. Пошаљите овде @име канала или проследите објаву из њега.

    И Ви морате бити администратор тог канала.
# reviewed: no
channel-no-name = Наведите @име канала, на пример: /channel @moj_kanal
# reviewed: no
channel-unknown = Овај канал се не види. Прво поставите овај бот за администратора канала, па покушајте поново.
# reviewed: no
channel-not-one = Ово није канал.
# reviewed: no
channel-bot-no-right = Овај бот не сме да објављује у том каналу. Поставите га за администратора који сме да објављује, па покушајте поново.
# reviewed: no
channel-not-yours = То могу само администратори тог канала.
# reviewed: no
channel-offer = 📣 Сада можемо да објављујемо у каналу <b>{ $channel }</b>. Да ли саопштења да иду тамо?
# reviewed: no
channel-active = 📣 Саопштења се објављују у каналу <b>{ $channel }</b>.
# reviewed: no
channel-stopped = ⏸ У каналу <b>{ $channel }</b> се ништа не објављује.
# reviewed: no
button-channel-link = Да, објављуј саопштења
# reviewed: no
button-channel-stop = ⏸ Заустави
# reviewed: no
button-channel-resume = ▶ Објављуј поново

## The menu of commands, and the bot about itself

# reviewed: no
command-start = Претплатите се или наставите после паузе
# reviewed: no
command-topics = Изаберите теме
# reviewed: no
command-latest = Најновија саопштења
# reviewed: no
command-search = Претражите саопштења
# reviewed: no
command-topic = Саопштења о једној теми
# reviewed: no
command-follow = Пратите тему, извор или реч
# reviewed: no
command-unfollow = Немојте више да пратите
# reviewed: no
command-following = Шта пратите
# reviewed: no
command-mute = Утишајте тему или извор
# reviewed: no
command-settings = Језици, време доставе, звук
# reviewed: no
command-language = Језици и писмо
# reviewed: no
command-channel = Саопштења у Вашем каналу
# reviewed: no
command-stop = Пауза
# reviewed: no
command-help = Шта овде можете
# reviewed: no
command-privacy = Шта се о Вама чува
# reviewed: no
command-mydata = Ваши подаци у фајлу
# reviewed: no
command-forget = Обришите своје податке
# reviewed: no
bot-about = Званична саопштења чим изађу, на албанском, српском и енглеском.
# reviewed: no
bot-description =
    Званична саопштења чим изађу, на албанском, српском и енглеском.
    Изаберите теме, добијте свако саопштење једном, са везом до извора, и претражујте сва.
