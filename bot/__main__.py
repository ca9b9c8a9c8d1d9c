"""`python -m bot` is `python bot.py`."""

from bot.cli import main

main()
