"""Rim: the health page."""
