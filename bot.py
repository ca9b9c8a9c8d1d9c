"""Launcher: `python bot.py run`. The package `bot` wins over this file's own name."""

from bot.cli import main

if __name__ == "__main__":
    main()
