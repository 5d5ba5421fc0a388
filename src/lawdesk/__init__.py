"""LawDesk: an offline-first desk for lawyers who practise alone."""

__version__ = "0.1.0"
