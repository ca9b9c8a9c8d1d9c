# reviewed: no
notice-group-no-rights = 🔇 The bot may no longer write in <b>{ $chat }</b>, and none of the administrators there could be told. Telegram said: { $reason }
# reviewed: no
notice-statement-vanished = ❓ <b>{ $source }</b> no longer has the page of “{ $title }”, and its feed no longer lists it. Withdraw it? /statement { $id } shows it, /withdraw { $id } withdraws it. Nothing changes unless you decide so.
# reviewed: no
closed-chat =
    🔇 The bot can no longer write in <b>{ $title }</b>, so nothing is sent there now. { $kind ->
        [channel] Please make it an administrator who may post messages again.
       *[other] Please allow it to write again or reopen the topic, then send /start there.
    } Telegram said: { $reason }
