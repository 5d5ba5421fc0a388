"""Rows of the client account, reminders, payment plans and disputes."""
