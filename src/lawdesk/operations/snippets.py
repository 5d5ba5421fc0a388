"""The lawyer's own texts: adding, changing, putting away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lawdesk.domain.snippets import Snippet, SnippetId, SnippetKind, StarterText, check_snippet
from lawdesk.store import snippets
from lawdesk.store.database import Transaction


def add_snippet(
    tx: Transaction,
    kind: SnippetKind,
    *,
    area: str,
    language: str,
    title: str,
    text: str,
    now: int,
) -> SnippetId:
    """Keep a new text. Raises FieldError for "title" or "text"."""
    check_snippet(title, text)
    new = Snippet(
        SnippetId(0), kind, area.strip(), language, title.strip(), text.strip(), now, None
    )
    return snippets.insert(tx, new)


def change_snippet(
    tx: Transaction,
    snippet_id: SnippetId,
    *,
    area: str,
    language: str,
    title: str,
    text: str,
    now: int,
) -> SnippetId:
    """Word a text anew. What was written with it stays as it is."""
    check_snippet(title, text)
    changed = replace(
        snippets.get(tx, snippet_id),
        area=area.strip(),
        language=language,
        title=title.strip(),
        text=text.strip(),
        changed_at=now,
    )
    snippets.set_snippet(tx, changed)
    return snippet_id


def archive_snippet(tx: Transaction, snippet_id: SnippetId, *, now: int) -> SnippetId:
    """Put a text away; gives its id."""
    snippets.set_snippet(tx, replace(snippets.get(tx, snippet_id), archived_at=now))
    return snippet_id


def restore_snippet(tx: Transaction, snippet_id: SnippetId) -> None:
    """Take a text out of the archive again."""
    snippets.set_snippet(tx, replace(snippets.get(tx, snippet_id), archived_at=None))


def add_starter_texts(tx: Transaction, starters: Iterable[StarterText], *, now: int) -> int:
    """Take over texts that come with LawDesk; gives how many were new.

    One that is there already, changed or archived, stays as the lawyer left it.
    """
    added = 0
    for each in starters:
        if snippets.has_same(tx, each.kind, each.area, each.language, each.title):
            continue
        add_snippet(
            tx,
            each.kind,
            area=each.area,
            language=each.language,
            title=each.title,
            text=each.text,
            now=now,
        )
        added += 1
    return added
