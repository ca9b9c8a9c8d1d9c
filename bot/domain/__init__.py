"""What Kumtar knows about news and readers: pure decisions, no I/O, no clock, standard library only."""
