"""Noting calls, mails, letters and meetings, and making time entries of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import Direction, Message, MessageId, MessageKind, check_message
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.errors import RuleError
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import clients, matters, messages, time_entries
from lawdesk.store.database import Transaction
from lawdesk.translation import _


def record_message(
    tx: Transaction,
    client_id: ClientId,
    matter_id: MatterId | None,
    *,
    kind: MessageKind,
    direction: Direction,
    happened_on: date,
    person: str = "",
    text: str = "",
    agreed: str = "",
    spent_seconds: int = 0,
    bundle_id: int | None = None,
    reply_id: int | None = None,
    now: Moment,
) -> MessageId:
    """Note one contact with a client. Raises FieldError as `check_message` does."""
    clients.get(tx, client_id)
    _check_matter(tx, client_id, matter_id)
    message = Message(
        id=MessageId(0),
        client_id=client_id,
        matter_id=matter_id,
        kind=kind,
        direction=direction,
        happened_on=happened_on,
        person=person.strip(),
        text=text.strip(),
        agreed=agreed.strip(),
        spent_seconds=spent_seconds,
        entry_id=None,
        bundle_id=bundle_id,
        recorded_at=now.at,
        deleted_at=None,
        reply_id=reply_id,
    )
    check_message(message, now.day)
    return messages.insert(tx, message)


def change_message(
    tx: Transaction,
    message_id: MessageId,
    *,
    matter_id: MatterId | None,
    kind: MessageKind,
    direction: Direction,
    happened_on: date,
    person: str,
    text: str,
    agreed: str,
    spent_seconds: int,
    now: Moment,
) -> MessageId:
    """Correct what was noted. A time entry made of it stays as it is."""
    message = _by_hand(tx, message_id)
    _check_matter(tx, message.client_id, matter_id)
    changed = replace(
        message,
        matter_id=matter_id,
        kind=kind,
        direction=direction,
        happened_on=happened_on,
        person=person.strip(),
        text=text.strip(),
        agreed=agreed.strip(),
        spent_seconds=spent_seconds,
    )
    check_message(changed, now.day)
    messages.set_message(tx, changed)
    return message_id


def delete_message(tx: Transaction, message_id: MessageId, *, now: Moment) -> MessageId:
    """Mark what was noted as deleted; gives its id. A time entry made of it stays."""
    messages.set_message(tx, replace(_by_hand(tx, message_id), deleted_at=now.at))
    return message_id


def restore_message(tx: Transaction, message_id: MessageId) -> None:
    """Take the deleting back."""
    messages.set_message(tx, replace(messages.get(tx, message_id), deleted_at=None))


def bill_message(tx: Transaction, message_id: MessageId, *, now: Moment) -> TimeEntryId:
    """Make a time entry of the time a message took; once, unless that entry was deleted.

    Raises RuleError where there is no matter or no time to bill.
    """
    message = messages.get(tx, message_id)
    if message.matter_id is None or message.deleted_at is not None:
        raise RuleError(
            _("Time is recorded on a matter, and this was noted without one."),
            _("Choose the matter first."),
        )
    if message.spent_seconds == 0:
        raise RuleError(
            _("No time was noted for this, so there is nothing to bill."), _("Note the time first.")
        )
    if message.entry_id is not None and _is_live(tx, message.entry_id):
        raise RuleError(_("This was made a time entry already; it was not made twice."))
    entry_id = add_time_entry(
        tx,
        message.matter_id,
        worked_on=message.happened_on,
        seconds=message.spent_seconds,
        narrative=narrative_of(message),
        now=now,
    )
    messages.set_message(tx, replace(message, entry_id=entry_id))
    return entry_id


def narrative_of(message: Message) -> str:
    """What the time entry says: what it was, with whom, and the first line of what it was about."""
    kinds = {
        MessageKind.CALL: _("Call"),
        MessageKind.MAIL: _("Mail"),
        MessageKind.LETTER: _("Letter"),
        MessageKind.MEETING: _("Meeting"),
    }
    lead = kinds.get(message.kind, _("Correspondence"))
    if message.person:
        words = {
            Direction.IN: _("{what} from {person}"),
            Direction.OUT: _("{what} to {person}"),
            Direction.BOTH: _("{what} with {person}"),
        }
        lead = words[message.direction].format(what=lead, person=message.person)
    about = next((line.strip() for line in message.text.splitlines() if line.strip()), "")
    return f"{lead}: {about}" if about else lead


def _is_live(tx: Transaction, entry_id: TimeEntryId) -> bool:
    return time_entries.get(tx, entry_id).deleted_at is None


def _by_hand(tx: Transaction, message_id: MessageId) -> Message:
    message = messages.get(tx, message_id)
    if not message.kind.is_noted_by_hand:
        raise RuleError(_("LawDesk noted this itself, so it stays as it is."))
    return message


def _check_matter(tx: Transaction, client_id: ClientId, matter_id: MatterId | None) -> None:
    """A matter may have changed hands since, so what was noted may stay with its old client."""
    if matter_id is not None and matters.get(tx, matter_id).client_id != client_id:
        raise RuleError(_("This matter belongs to another client; nothing was saved."))
