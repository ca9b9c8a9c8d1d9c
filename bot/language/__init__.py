"""Rim: what is known of languages that domain/text does not decide by rule."""
