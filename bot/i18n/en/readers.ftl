### What readers see: greeting, choosing, searching, their data, groups and channels.

## Starting and stopping

# reviewed: no
start-welcome =
    👋 <b>Welcome to Kumtar.</b>
    I bring you official statements as they are published: the agency's own words, and the link to the source.

    You are subscribed. Send /stop at any time for a pause.
# reviewed: no
start-welcome-group =
    👋 <b>Hello, everyone.</b>
    This chat now gets official statements as they are published. Administrators choose what comes; /stop pauses.
# reviewed: no
start-back =
    👋 <b>Welcome back.</b>
    Statements reach you again. What you had chosen is still here.
# reviewed: no
start-back-group =
    👋 <b>Here again.</b>
    This chat gets statements again. What was chosen is still here.
# reviewed: no
start-choose = Choose the languages of the statements, and the topics you care about:
# reviewed: no
start-first = Please send /start first.
# reviewed: no
stop-done = ⏸ Paused. Nothing more will be sent, starting now. Your choices are kept, and you can still search. /start resumes.
# reviewed: no
stop-already = Nothing is being sent to you as it is. /start resumes.
# reviewed: no
help =
    <b>What you can do here</b>
    Type any words, and I look for statements with them.

    /latest – the newest statements
    /topic <i>name</i> – statements on a topic
    /search <i>words</i> – search; "a phrase", -without, this OR that

    /topics – choose topics
    /follow <i>name</i> – follow a topic, a source or a word
    /unfollow <i>name</i> – stop following
    /following – what you follow
    /mute <i>name</i> – no more of a topic or a source

    /settings – languages, hours, sound
    /channel – post statements in your channel
    /stop – pause, /start – resume

    /privacy – what is kept about you
    /mydata – your data as a file
    /forget – delete your data
# reviewed: no
help-group =
    <b>What works in this chat</b>
    /latest – the newest statements
    /topic <i>name</i> – statements on a topic
    /search <i>words</i> – search the statements

    For administrators: /start, /topics, /follow, /unfollow, /following, /mute, /settings, /stop.

## Buttons for choosing

# reviewed: no
button-choose-topics = 📚 Topics
# reviewed: no
button-topics = 📚 Topics
# reviewed: no
button-sources = 🏛 Sources
# reviewed: no
button-done = Done

## Topics, sources, what is followed

# reviewed: no
topics-screen =
    📚 <b>Topics</b>
    Tap what you want to get; tap again to leave it.
# reviewed: no
topics-everything = You get every statement. Choose a topic to get only what you choose.
# reviewed: no
topics-chosen =
    { $number ->
        [one] You follow { $number } thing.
       *[other] You follow { $number } things.
    }
# reviewed: no
topics-none = You follow nothing yet, so nothing will be sent.
# reviewed: no
term-all = Every statement
# reviewed: no
term-official = Official sources
# reviewed: no
term-keyword = the word “{ $words }”
# reviewed: no
following-nothing = You follow nothing, so nothing is sent. Choose topics:
# reviewed: no
following-everything = You get <b>every statement</b>.
# reviewed: no
following-kept = Kept for when you no longer want everything:
# reviewed: no
following-head = <b>You follow</b>
# reviewed: no
following-muted = But not: { $what }
# reviewed: no
follow-unclear = What do you mean by “{ $typed }”?
# reviewed: no
follow-followed = ✅ You follow <b>{ $what }</b>.
# reviewed: no
follow-already = You already follow <b>{ $what }</b>.
# reviewed: no
follow-narrowed = ✅ You follow <b>{ $what }</b>. From now on you get only what you follow, no longer every statement.
# reviewed: no
follow-unfollowed = You no longer follow <b>{ $what }</b>.
# reviewed: no
follow-muted = 🔇 You get every statement, but no longer <b>{ $what }</b>.
# reviewed: no
follow-not-followed = You did not follow <b>{ $what }</b>.
# reviewed: no
follow-nothing-left = You no longer follow <b>{ $what }</b>. Nothing is left, so nothing will be sent.
# reviewed: no
toast-follow-followed = ✅ { $what }
# reviewed: no
toast-follow-already = ✅ { $what }
# reviewed: no
toast-follow-narrowed = ✅ { $what }. From now on only what you choose.
# reviewed: no
toast-follow-unfollowed = Left: { $what }
# reviewed: no
toast-follow-muted = Muted: { $what }
# reviewed: no
toast-follow-not-followed = You did not follow this: { $what }
# reviewed: no
toast-follow-nothing-left = Nothing is left, so nothing will be sent.
# reviewed: no
follow-too-many = You follow { $most } words; there is no room for more. Leave one with /unfollow.
# reviewed: no
follow-nothing-typed = Give a topic, a source or a word, for example: /follow human rights
# reviewed: no
button-everything-again = ↩ Every statement again

## Searching

# reviewed: no
latest-head = 📰 <b>The newest statements</b>
# reviewed: no
latest-topic-head = 📰 <b>{ $topic }</b>
# reviewed: no
latest-nothing = There are none yet.
# reviewed: no
latest-other-languages = None in your languages; these are in others.
# reviewed: no
topic-which = Which topic? For example: /topic human rights. All of them: /topics
# reviewed: no
topic-unknown = I know no topic called “{ $typed }”. All of them: /topics. To look for these words: /search
# reviewed: no
topic-unclear = Which topic do you mean by “{ $typed }”?

## When something does not work

# reviewed: no
not-found = This statement or topic is not here any more.
# reviewed: no
not-allowed = Only administrators of this chat can do that.
# reviewed: no
toast-not-allowed = Only administrators of this chat can do that.
# reviewed: no
toast-stale = This button is out of date. Please send the command again.
# reviewed: no
something-went-wrong = Something went wrong on our side. Please try again in a moment.
# reviewed: no
unknown-command = I do not know this command. /help shows what there is.

## Privacy

# reviewed: no
privacy =
    🔐 <b>Your privacy</b>
    <b>What is kept:</b> this chat's number, the languages, topics, sources and keywords you chose, your settings, your hours and time zone, which statements were sent to you, and which wait for your hours. No name, no phone number, nothing else you type.
    <b>Why:</b> to send you what you asked for, once.
    <b>How long:</b> until you send /forget. The list of what was sent is deleted after { $days } days.
    <b>Who sees it:</b> those who run this bot, nobody else. Its editors can ask why a chat got a statement or did not, and are told which settings decided that. Telegram carries the messages and has rules of its own.

    /mydata – all of it as a file
    /forget – delete all of it
    <b>Questions:</b> { $contact }
# reviewed: no
privacy-no-contact = those who run this bot; they have given no address yet
# reviewed: no
mydata-here = Everything kept about this chat.
# reviewed: no
mydata-nothing = Nothing is kept about this chat.
# reviewed: no
forget-sure = Delete everything kept about this chat? Your choices are lost, and nothing will be sent any more. This cannot be undone.
# reviewed: no
button-forget-yes = 🗑 Yes, delete everything
# reviewed: no
button-forget-no = No, keep it
# reviewed: no
forget-done = Everything about this chat is deleted. /start begins anew.
# reviewed: no
forget-kept = Nothing was deleted.

## Groups and channels

# reviewed: no
group-added =
    👋 Hello, I am Kumtar and bring official statements.
    An administrator of this chat sends /start, and they arrive here. /help shows the rest.
# reviewed: no
channel-only-private = Please do this in a private chat with me.
# reviewed: no
channel-how =
    📣 <b>Statements in your channel</b>
    1. Make me an administrator of the channel who may post messages.
    2. Send me here the channel's @name, or forward a post from it.

    You must be an administrator of the channel yourself.
# reviewed: no
channel-no-name = Give the channel's @name, for example: /channel @my_channel
# reviewed: no
channel-unknown = I cannot see this channel. Make me its administrator first, then try again.
# reviewed: no
channel-not-one = This is not a channel.
# reviewed: no
channel-bot-no-right = I may not post in this channel. Make me an administrator who may post messages, then try again.
# reviewed: no
channel-not-yours = Only administrators of this channel can do that.
# reviewed: no
channel-offer = 📣 I can post in <b>{ $channel }</b> now. Shall statements go there?
# reviewed: no
channel-active = 📣 Statements are posted in <b>{ $channel }</b>.
# reviewed: no
channel-stopped = ⏸ Nothing is posted in <b>{ $channel }</b>.
# reviewed: no
button-channel-link = Yes, post statements
# reviewed: no
button-channel-stop = ⏸ Stop posting
# reviewed: no
button-channel-resume = ▶ Post again

## The menu of commands, and the bot about itself

# reviewed: no
command-start = Subscribe, or resume after a pause
# reviewed: no
command-topics = Choose topics
# reviewed: no
command-latest = The newest statements
# reviewed: no
command-search = Search the statements
# reviewed: no
command-topic = Statements on a topic
# reviewed: no
command-follow = Follow a topic, a source or a word
# reviewed: no
command-unfollow = Stop following
# reviewed: no
command-following = What you follow
# reviewed: no
command-mute = Mute a topic or a source
# reviewed: no
command-settings = Languages, hours, sound
# reviewed: no
command-language = Languages and script
# reviewed: no
command-channel = Post statements in your channel
# reviewed: no
command-stop = Pause
# reviewed: no
command-help = What you can do here
# reviewed: no
command-privacy = What is kept about you
# reviewed: no
command-mydata = Your data as a file
# reviewed: no
command-forget = Delete your data
# reviewed: no
bot-about = Official statements as they are published, in Albanian, Serbian and English.
# reviewed: no
bot-description =
    Official statements as they are published, in Albanian, Serbian and English.
    Choose your topics, get each statement once with the link to its source, and search them all.
