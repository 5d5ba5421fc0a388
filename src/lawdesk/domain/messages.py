"""The communication log: who spoke or wrote to whom, when, and what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.errors import FieldError
from lawdesk.translation import _

MessageId = NewType("MessageId", int)

MOST_SPENT_SECONDS = 100 * 3600
_LIMITS = {"person": 300, "text": 20_000, "agreed": 5_000}


class MessageKind(StrEnum):
    """What it was. Bundles and replies are noted by LawDesk itself, the others by the lawyer."""

    CALL = "call"
    MAIL = "mail"
    LETTER = "letter"
    MEETING = "meeting"
    BUNDLE = "bundle"
    REPLY = "reply"
    OTHER = "other"

    @property
    def is_noted_by_hand(self) -> bool:
        """Whether the lawyer writes it down, and may correct or delete it."""
        return self not in (MessageKind.BUNDLE, MessageKind.REPLY)


class Direction(StrEnum):
    """From the client, to the client, or both, as in a meeting."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Message:
    """One contact with a client, perhaps in one matter. `person` is who it was with.

    `entry_id` is the time entry made of it.
    """

    id: MessageId
    client_id: ClientId
    matter_id: MatterId | None
    kind: MessageKind
    direction: Direction
    happened_on: date
    person: str
    text: str
    agreed: str
    spent_seconds: int
    entry_id: TimeEntryId | None
    bundle_id: int | None
    recorded_at: int
    deleted_at: int | None
    reply_id: int | None


def check_message(message: Message, today: date) -> None:
    """Raise FieldError for "happened_on", "spent", "person", "text" or "agreed"."""
    if message.happened_on > today:
        raise FieldError(
            "happened_on", _("What is noted here has happened; this day is still to come.")
        )
    if not 0 <= message.spent_seconds <= MOST_SPENT_SECONDS:
        raise FieldError("spent", _("Up to 100 hours can be noted; nothing was saved."))
    for field, limit in _LIMITS.items():
        if len(getattr(message, field)) > limit:
            words = _("This may have {limit} characters; it stays in the field, unsaved.")
            raise FieldError(field, words.format(limit=limit))
    if not (message.text or message.agreed or message.person):
        raise FieldError("text", _("A few words are needed to know it again; nothing was saved."))
