"""Telegram, inbound: an update, one call of a service, a reply. One file a subject."""
