"""Replies of clients in quarantine, and files that were refused."""
