## Keyword rules

# reviewed: no
rule-asked = <b>Ново правило:</b> { $rule }
# reviewed: no
rule-must = Мора да садржи: { $words }
# reviewed: no
rule-either = И бар једно од: { $words }
# reviewed: no
rule-never = Али не: { $words }
# reviewed: no
rule-would-match =
    { $number ->
        [one] У последњих 30 дана нашло би <b>{ $number }</b> саопштење; најновија:
        [few] У последњих 30 дана нашло би <b>{ $number }</b> саопштења; најновија:
       *[other] У последњих 30 дана нашло би <b>{ $number }</b> саопштења; најновија:
    }
# reviewed: no
rule-would-match-nothing = У последњих 30 дана не би нашло ништа.
# reviewed: no
rule-example = • { $title } – { $day }
# reviewed: no
rule-tried-on =
    { $number ->
        [one] (Испробано само на најновијем { $number } саопштењу.)
        [few] (Испробано само на најновија { $number } саопштења.)
       *[other] (Испробано само на најновијих { $number } саопштења.)
    }
# reviewed: no
button-rule-save = ✅ Сачувај
# reviewed: no
button-rule-cancel = Откажи
# reviewed: no
rule-not-saved = Није сачувано. Да испробате друго: /follow вода -флаша
# reviewed: no
rule-only-minus = Ово каже само шта не желите. Додајте реч која мора да се појави, на пример: /follow ковид -вакцина
# reviewed: no
rule-contradicts = „{ $word }“ се истовремено тражи и искључује, па се никада ништа не би нашло. Изоставите једно од то двоје.
# reviewed: no
rule-too-many-words =
    { $most ->
        [one] Правило може да има највише { $most } реч или израз. Изоставите неке, или направите два правила.
        [few] Правило може да има највише { $most } речи и израза. Изоставите неке, или направите два правила.
       *[other] Правило може да има највише { $most } речи и израза. Изоставите неке, или направите два правила.
    }
# reviewed: no
rule-too-long =
    { $most ->
        [one] Ово је предуго: правило може да има највише { $most } знак. Изоставите неке речи.
        [few] Ово је предуго: правило може да има највише { $most } знака. Изоставите неке речи.
       *[other] Ово је предуго: правило може да има највише { $most } знакова. Изоставите неке речи.
    }

## Names of what is followed

# reviewed: no
term-rule = правило { $words }
# reviewed: no
term-topic-gone = ⚠️ { $name } (више није тема)
# reviewed: no
term-source-gone = ⚠️ { $name } (више није извор)
# reviewed: no
following-gone = Од онога што је означено са ⚠️ више ништа не стиже: више се не нуди. Можете то напустити испод, и поново бирати са /topics.

## Muting

# reviewed: no
button-mute = 🔇 Утишај
# reviewed: no
button-mute-topics = 🔇 Теме
# reviewed: no
button-mute-sources = 🔇 Извори
# reviewed: no
mute-screen =
    <b>Утишано</b>
    Од онога што је означено са 🔇 не шаље вам се ништа, шта год још пратили. Додирните да утишате, додирните поново да опет стиже.
# reviewed: no
mute-list = Сада утишано: { $what }
# reviewed: no
mute-none = Ништа није утишано.
# reviewed: no
mute-muted = 🔇 <b>{ $what }</b>: утишано. Ништа од тога вам се не шаље, шта год још пратили.
# reviewed: no
mute-already = <b>{ $what }</b>: већ је утишано.
# reviewed: no
mute-unmuted = 🔔 <b>{ $what }</b>: више није утишано.
# reviewed: no
mute-not-muted = <b>{ $what }</b>: није ни било утишано.
# reviewed: no
mute-unknown = Ниједна тема и ниједан извор се тако не зову. Само они могу да се утишају; да бирате, пошаљите /mute.
# reviewed: no
mute-unclear = На шта мислите?
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
evidence-head = <b>Теме, и шта говори за њих</b>
# reviewed: no
evidence-line = • { $topic }: { $words }
# reviewed: no
evidence-fixed = • { $topic }: одредио извор или уредник
# reviewed: no
evidence-none = Нема ниједну тему.
