"""Pure: a statement and a language in, text and buttons out."""
