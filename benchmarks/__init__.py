"""How fast, how light, how even: measurements that print a table, one command each. docs/performance.md keeps them.

fanout    one statement to very many readers: messages a second, CPU a message, memory, pace, first message
replies   people who ask while a broadcast runs
audience  one page of an audience, at 10,000 to 1,000,000 readers
compare   the same messages sent the ordinary ways
ceiling   what the stand-in for Telegram can take at most
all       all of them, into docs/performance.md

The bot runs on one core; the stand-in, PostgreSQL and the measuring run on another.
"""
