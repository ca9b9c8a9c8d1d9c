"""Rim: what operators see of the running bot."""
