"""The stages between feed and reader, driven by the clock; one a file, and none imports another."""
