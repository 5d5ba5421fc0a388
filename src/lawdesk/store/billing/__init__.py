"""Rows of policies, agreements, expenses and fixed charges."""
