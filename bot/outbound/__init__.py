"""Everything that leaves for Telegram: one pacer for replies and pushes, one transport, one border of errors."""
