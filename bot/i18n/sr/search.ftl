### What readers see of search, inline mode and links into the bot.

## Searching

# reviewed: no
search-head = 🔎 { $typed }
# reviewed: no
search-page = страна { $page }
# reviewed: no
search-also = Тражено је и: { $what }
# reviewed: no
search-exact = Само баш са овим речима.
# reviewed: no
search-bounded = Има их веома много; ово су нека од најновијих.
# reviewed: no
search-meant = Да ли сте мислили { $what }?
# reviewed: no
search-nothing = 🔎 { $typed }: ништа није пронађено. Покушајте са мање речи или са другим речима; /search показује како.
# reviewed: no
search-unread-from = Извор „{ $typed }“ нам није познат, па је изостављен.
# reviewed: no
search-unread-topic = Тема „{ $typed }“ нам није позната, па је изостављена. Све теме: /topics
# reviewed: no
search-unread-lang = Језик „{ $typed }“ нам није познат, па је изостављен. Постоје албански, српски и енглески.
# reviewed: no
search-unread-since = Време „{ $typed }“ нисмо разумели, па је изостављено. Напишите од:7д или од:1.11.2026
# reviewed: no
search-how =
    🔎 <b>Како се тражи</b>
    Упишите речи на било ком језику. Налазимо их у свим облицима, а теме и под њиховим називима на другим језицима.

    <code>нестала лица</code> – обе речи
    <code>"нестала лица"</code> – баш тако
    <code>вода ИЛИ струја</code> – једно или друго
    <code>избори -локални</code> – без неке речи
    <code>избор*</code> – са било којим завршетком
    <code>извор:"{ $source }"</code> – само један извор
    <code>тема:здравство</code> – само једна тема
    <code>језик:албански</code> – само један језик
    <code>од:7д</code>, <code>од:3м</code>, <code>од:1.11.2026</code> – од неког дана надаље

    У сваком другом разговору: { $bot } и речи.
# reviewed: no
button-search-exact = Само ове речи
# reviewed: no
button-search-wider = И други облици и називи
# reviewed: no
button-notify = 🔔 Обавештавај ме о овоме
# reviewed: no
notify-cannot = Можемо Вас обавестити о речима и изразима. Потражите их без ИЛИ, извор:, тема: и језик:, па додирните поново.

## Inline mode and links

# reviewed: no
start-link-unknown = Ова веза нам није позната или је застарела.
# reviewed: no
button-as-it-stands = Најновија верзија
# reviewed: no
inline-corrected = ✏️ исправљено
# reviewed: no
inline-nothing = Ништа није пронађено. Тражите у Кумтару
# reviewed: no
button-follow-topic = 🔔 Прати ову тему
