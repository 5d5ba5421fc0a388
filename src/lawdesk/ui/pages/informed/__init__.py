"""Keeping clients informed: updates, the log of contacts, requests, and texts to write with."""
