"""Updates of matters. One that was given cannot change; triggers hold that as well."""

from __future__ import annotations

from dataclasses import astuple, fields
from datetime import date

from lawdesk.domain.matters import MatterId
from lawdesk.domain.updates import Update, UpdateId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(Update))
_SELECT = f"SELECT {_COLUMNS} FROM updates"
_MOST = 1000


def get(read: Reader, update_id: UpdateId) -> Update:
    """The update. Raises NotFound."""
    return read.one(Update, f"{_SELECT} WHERE id = ?", update_id)


def find(read: Reader, update_id: UpdateId) -> Update | None:
    """The update, if it is still there."""
    return read.first(Update, f"{_SELECT} WHERE id = ?", update_id)


def list_of_matter(read: Reader, matter_id: MatterId) -> list[Update]:
    """Updates of a matter, the latest first; the thousand latest of very many."""
    return read.all(
        Update,
        f"{_SELECT} WHERE matter_id = ? ORDER BY dated_on DESC, id DESC LIMIT ?",
        matter_id,
        _MOST,
    )


def list_drafts(read: Reader, matter_id: MatterId) -> list[Update]:
    """Updates of a matter that were not given yet and say something, the oldest first."""
    return read.all(
        Update,
        f"{_SELECT} WHERE matter_id = ? AND given_on IS NULL "
        "AND trim(happened || next || needed) <> '' ORDER BY dated_on, id",
        matter_id,
    )


def list_given_in(read: Reader, bundle_id: int) -> list[Update]:
    """Updates that went to the client in a bundle."""
    return read.all(
        Update, f"{_SELECT} WHERE bundle_id = ? ORDER BY matter_id, dated_on, id", bundle_id
    )


def latest_given_on(read: Reader, matter_id: MatterId) -> date | None:
    """The last day on which an update of the matter was given."""
    found = read.values("SELECT max(given_on) FROM updates WHERE matter_id = ?", matter_id)[0]
    return date.fromisoformat(found) if found else None


def insert(tx: Transaction, update: Update) -> UpdateId:
    """A new update; the id in it is ignored."""
    _, *values = astuple(update)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return UpdateId(tx.write(f"INSERT INTO updates ({columns}) VALUES ({marks})", *values))


def set_update(tx: Transaction, update: Update) -> None:
    """Replace the fields of a draft by those given."""
    update_id, *values = astuple(update)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE updates SET {changes} WHERE id = ?", *values, update_id)


def delete(tx: Transaction, update_id: UpdateId) -> None:
    """Take a draft away."""
    tx.write("DELETE FROM updates WHERE id = ?", update_id)
