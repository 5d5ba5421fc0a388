"""Snippets and templates of updates."""

from __future__ import annotations

from dataclasses import astuple, fields

from lawdesk.domain.snippets import Snippet, SnippetId, SnippetKind
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(Snippet))
_SELECT = f"SELECT {_COLUMNS} FROM snippets"
_ORDER = "ORDER BY language, kind DESC, area COLLATE NOCASE, title COLLATE NOCASE, id"


def get(read: Reader, snippet_id: SnippetId) -> Snippet:
    """The text. Raises NotFound."""
    return read.one(Snippet, f"{_SELECT} WHERE id = ?", snippet_id)


def list_all(read: Reader, *, with_archived: bool = False) -> list[Snippet]:
    """Every text, by language, kind, area and title."""
    where = "" if with_archived else "WHERE archived_at IS NULL"
    return read.all(Snippet, f"{_SELECT} {where} {_ORDER}")


def list_for(read: Reader, kind: SnippetKind, language: str) -> list[Snippet]:
    """Texts of a kind in a language that are in use, by area and title."""
    return read.all(
        Snippet,
        f"{_SELECT} WHERE kind = ? AND language = ? AND archived_at IS NULL {_ORDER}",
        kind,
        language,
    )


def has_same(read: Reader, kind: SnippetKind, area: str, language: str, title: str) -> bool:
    """Whether there is such a text already, archived or not."""
    return (
        read.number(
            "SELECT count(*) FROM snippets "
            "WHERE kind = ? AND area = ? AND language = ? AND title = ?",
            kind,
            area,
            language,
            title,
        )
        > 0
    )


def insert(tx: Transaction, snippet: Snippet) -> SnippetId:
    """A new text; the id in it is ignored."""
    _, *values = astuple(snippet)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return SnippetId(tx.write(f"INSERT INTO snippets ({columns}) VALUES ({marks})", *values))


def set_snippet(tx: Transaction, snippet: Snippet) -> None:
    """Replace the text's fields by those given."""
    snippet_id, *values = astuple(snippet)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE snippets SET {changes} WHERE id = ?", *values, snippet_id)
