"""The reports page and its parts."""
