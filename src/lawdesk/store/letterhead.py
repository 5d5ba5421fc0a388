"""The letterhead in force, and those that issued invoices were drawn with."""

from __future__ import annotations

from dataclasses import astuple, fields

from lawdesk.domain.letterhead import Letterhead, LetterheadId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(Letterhead))
_LATEST = "SELECT max(id) FROM letterheads"


def find(read: Reader) -> Letterhead | None:
    """The letterhead in force; None where none was ever set or it says nothing."""
    head = read.first(Letterhead, f"SELECT {_COLUMNS} FROM letterheads WHERE id = ({_LATEST})")
    return None if head is None or head.is_empty else head


def find_id(read: Reader) -> LetterheadId | None:
    """The id of the letterhead in force, to be frozen with what is issued now."""
    found = read.number(_LATEST)
    return LetterheadId(found) if found else None


def get(read: Reader, letterhead_id: LetterheadId) -> Letterhead:
    """A letterhead as it was. Raises NotFound."""
    return read.one(Letterhead, f"SELECT {_COLUMNS} FROM letterheads WHERE id = ?", letterhead_id)


def insert(tx: Transaction, head: Letterhead, now: int) -> LetterheadId:
    """Put a letterhead in force; those that nothing issued was drawn with are dropped."""
    marks = ", ".join("?" * len(fields(Letterhead)))
    new = tx.write(
        f"INSERT INTO letterheads ({_COLUMNS}, made_at) VALUES ({marks}, ?)", *astuple(head), now
    )
    tx.write(
        "DELETE FROM letterheads WHERE id < ? AND id NOT IN "
        "(SELECT letterhead_id FROM issued_invoices WHERE letterhead_id IS NOT NULL)",
        new,
    )
    return LetterheadId(new)
