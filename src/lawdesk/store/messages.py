"""The communication log. What was deleted stays as a marked row."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import Direction, Message, MessageId, MessageKind
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(Message))
_SELECT = f"SELECT {_COLUMNS} FROM messages"
_LIVE_ENTRY = (
    "(SELECT e.id FROM time_entries e WHERE e.id = s.entry_id AND e.deleted_at IS NULL) AS entry_id"
)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A line of the log. `entry_id` is None as well where the entry was deleted since."""

    id: MessageId
    matter_id: MatterId | None
    matter_title: str | None
    kind: MessageKind
    direction: Direction
    happened_on: date
    person: str
    text: str
    agreed: str
    spent_seconds: int
    entry_id: TimeEntryId | None
    bundle_id: int | None
    reply_id: int | None


_ROWS = (
    "SELECT s.id, s.matter_id, m.title AS matter_title, s.kind, s.direction, s.happened_on, "
    f"s.person, s.text, s.agreed, s.spent_seconds, {_LIVE_ENTRY}, s.bundle_id, s.reply_id "
    "FROM messages s LEFT JOIN matters m ON m.id = s.matter_id"
)


def get(read: Reader, message_id: MessageId) -> Message:
    """The message, deleted or not. Raises NotFound."""
    return read.one(Message, f"{_SELECT} WHERE id = ?", message_id)


def list_of_matter(
    read: Reader, matter_id: MatterId, *, after: MessageRow | None = None, limit: int = 200
) -> list[MessageRow]:
    """A page of a matter's log, the latest day first."""
    return _page(read, "s.matter_id = ?", matter_id, after, limit)


def list_of_client(
    read: Reader, client_id: ClientId, *, after: MessageRow | None = None, limit: int = 200
) -> list[MessageRow]:
    """A page of a client's log over all matters, the latest day first."""
    return _page(read, "s.client_id = ?", client_id, after, limit)


def count_of_matter(read: Reader, matter_id: MatterId) -> int:
    """How many messages a matter's log has."""
    return read.number(
        "SELECT count(*) FROM messages WHERE matter_id = ? AND deleted_at IS NULL", matter_id
    )


def count_of_client(read: Reader, client_id: ClientId) -> int:
    """How many messages a client's log has."""
    return read.number(
        "SELECT count(*) FROM messages WHERE client_id = ? AND deleted_at IS NULL", client_id
    )


def list_people(read: Reader, client_id: ClientId, limit: int = 20) -> list[str]:
    """Who the lawyer spoke or wrote to at this client, the latest first."""
    return read.values(
        "SELECT person FROM messages WHERE client_id = ? AND person <> '' "
        "AND deleted_at IS NULL GROUP BY person ORDER BY max(happened_on) DESC LIMIT ?",
        client_id,
        limit,
    )


def insert(tx: Transaction, message: Message) -> MessageId:
    """A new message; the id in it is ignored."""
    _, *values = astuple(message)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return MessageId(tx.write(f"INSERT INTO messages ({columns}) VALUES ({marks})", *values))


def set_message(tx: Transaction, message: Message) -> None:
    """Replace the message's fields by those given."""
    message_id, *values = astuple(message)
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS.removeprefix("id, ").split(", "))
    tx.write(f"UPDATE messages SET {changes} WHERE id = ?", *values, message_id)


def _page(
    read: Reader, where: str, subject: int, after: MessageRow | None, limit: int
) -> list[MessageRow]:
    values: list[object] = [subject]
    if after:
        where += " AND (s.happened_on, s.id) < (?, ?)"
        values += [after.happened_on, after.id]
    return read.all(
        MessageRow,
        f"{_ROWS} WHERE {where} AND s.deleted_at IS NULL "
        "ORDER BY s.happened_on DESC, s.id DESC LIMIT ?",
        *values,
        limit,
    )
