"""Kumtar: hands an agency's statements to the people who follow them, on Telegram."""

__version__ = "0.1.0"
