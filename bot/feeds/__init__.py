"""Feeds: the rim that fetches an agency's documents over HTTP and reads them in a process that can be killed."""
