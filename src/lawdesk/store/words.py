"""Typed search text as an FTS5 query: word by word, each quoted, each as a prefix."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+", re.UNICODE)
_MOST_WORDS = 12


def prefix_query(typed: str) -> str:
    """A query that wants every typed word as the start of some word; "" where none was typed."""
    words = _WORD.findall(typed)[:_MOST_WORDS]
    return " ".join(f'"{word}"*' for word in words)


def prefix_words(typed: str) -> list[str]:
    """One query per typed word, for lists that search each word in several places."""
    return [f'"{word}"*' for word in _WORD.findall(typed)[:_MOST_WORDS]]


def text_query(typed: str) -> str:
    """A query for the text of documents: single letters are left out, they begin every page.

    Where nothing else was typed, a query that finds nothing.
    """
    words = [word for word in _WORD.findall(typed)[:_MOST_WORDS] if len(word) > 1]
    return " ".join(f'"{word}"*' for word in words) or '""'
