"""The one row that says whose practice this is."""

from __future__ import annotations

from dataclasses import astuple, fields

from lawdesk.domain.practice import Practice
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(Practice))


def get(read: Reader) -> Practice:
    """The practice. Raises NotFound before it was set up."""
    return read.one(Practice, f"SELECT {_COLUMNS} FROM practice WHERE id = 1")


def insert(tx: Transaction, practice: Practice) -> None:
    """Set the practice up, once."""
    marks = ", ".join("?" * len(fields(Practice)))
    tx.write(f"INSERT INTO practice (id, {_COLUMNS}) VALUES (1, {marks})", *astuple(practice))


def set_practice(tx: Transaction, practice: Practice) -> None:
    """Replace every setting by those given."""
    changes = ", ".join(f"{field.name} = ?" for field in fields(Practice))
    tx.write(f"UPDATE practice SET {changes} WHERE id = 1", *astuple(practice))
