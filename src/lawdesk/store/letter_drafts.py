"""Letters in the making."""

from __future__ import annotations

from dataclasses import astuple, fields

from lawdesk.domain.clients import ClientId
from lawdesk.domain.letters.letters import LetterDraft, LetterDraftId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(LetterDraft))
_SELECT = f"SELECT {_COLUMNS} FROM letter_drafts"


def get(read: Reader, draft_id: LetterDraftId) -> LetterDraft:
    """The letter. Raises NotFound."""
    return read.one(LetterDraft, f"{_SELECT} WHERE id = ?", draft_id)


def find(read: Reader, client_id: ClientId, matter_id: MatterId | None) -> LetterDraft | None:
    """The letter in the making for a matter, or for a client without a matter."""
    return read.first(
        LetterDraft,
        f"{_SELECT} WHERE client_id = ? AND matter_id IS ?",
        client_id,
        matter_id,
    )


def insert(tx: Transaction, draft: LetterDraft) -> LetterDraftId:
    """A new letter; the id in it is ignored."""
    _, *values = astuple(draft)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return LetterDraftId(
        tx.write(f"INSERT INTO letter_drafts ({columns}) VALUES ({marks})", *values)
    )


def set_draft(tx: Transaction, draft: LetterDraft) -> None:
    """Replace the letter's fields by those given."""
    draft_id, *values = astuple(draft)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE letter_drafts SET {changes} WHERE id = ?", *values, draft_id)


def delete(tx: Transaction, draft_id: LetterDraftId) -> None:
    """Forget a letter that was filed or given up."""
    tx.write("DELETE FROM letter_drafts WHERE id = ?", draft_id)
