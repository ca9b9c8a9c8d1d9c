# reviewed: no
notice-group-no-rights = 🔇 Boti nuk lejohet më të shkruajë në <b>{ $chat }</b> dhe asnjë nga administratorët atje nuk mundi të njoftohej. Telegrami u përgjigj: { $reason }
# reviewed: no
notice-statement-vanished = ❓ Te <b>{ $source }</b> faqja e deklaratës „{ $title }“ nuk ekziston më dhe deklarata nuk gjendet as në furnizim. Të tërhiqet? /statement { $id } e shfaq, /withdraw { $id } e tërheq. Pa vendimin tuaj nuk ndryshon asgjë.
# reviewed: no
closed-chat =
    🔇 Boti nuk mund të shkruajë më në <b>{ $title }</b>, prandaj atje nuk dërgohet asgjë. { $kind ->
        [channel] Ju lutemi, bëjeni përsëri administrator me të drejtë për të postuar mesazhe.
       *[other] Ju lutemi, lejojeni të shkruajë përsëri ose rihapeni temën, pastaj dërgoni /start atje.
    } Telegrami u përgjigj: { $reason }
