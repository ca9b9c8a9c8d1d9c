"""What a person can ask for, one file a subject. Reaches the rims only through bot/ports.py."""
