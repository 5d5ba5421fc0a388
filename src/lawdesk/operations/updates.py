"""Writing updates for clients, and noting that they were given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.domain.updates import GivenBy, Update, UpdateId, UpdateParts, check_part
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, matters, updates
from lawdesk.store.database import Transaction
from lawdesk.translation import _


def begin_update(
    tx: Transaction, matter_id: MatterId, parts: UpdateParts | None = None, *, now: Moment
) -> UpdateId:
    """A new draft, empty or with the parts of a template."""
    matters.get(tx, matter_id)
    words = parts or UpdateParts()
    draft = Update(
        id=UpdateId(0),
        matter_id=matter_id,
        dated_on=now.day,
        happened=check_part("happened", words.happened),
        next=check_part("next", words.next),
        needed=check_part("needed", words.needed),
        written_at=now.at,
        given_on=None,
        channel=None,
        bundle_id=None,
    )
    return updates.insert(tx, draft)


def write_update(tx: Transaction, update_id: UpdateId, field: str, text: str) -> None:
    """Write one part of a draft: happened, next or needed. Raises FieldError for that part."""
    if field not in ("happened", "next", "needed"):
        raise ValueError(field)
    draft = _draft(tx, update_id)
    checked = check_part(field, text)
    if field == "happened":
        draft = replace(draft, happened=checked)
    elif field == "next":
        draft = replace(draft, next=checked)
    else:
        draft = replace(draft, needed=checked)
    updates.set_update(tx, draft)


def set_update_parts(tx: Transaction, update_id: UpdateId, parts: UpdateParts) -> None:
    """Replace all three parts of a draft. Raises FieldError for the part that is too long."""
    draft = _draft(tx, update_id)
    updates.set_update(
        tx,
        replace(
            draft,
            happened=check_part("happened", parts.happened),
            next=check_part("next", parts.next),
            needed=check_part("needed", parts.needed),
        ),
    )


def date_update(tx: Transaction, update_id: UpdateId, dated_on: date) -> None:
    """Say as of which day a draft speaks."""
    updates.set_update(tx, replace(_draft(tx, update_id), dated_on=dated_on))


def delete_update(tx: Transaction, update_id: UpdateId) -> Update:
    """Throw a draft away; gives what it was, for `put_back_update`."""
    draft = _draft(tx, update_id)
    updates.delete(tx, update_id)
    return draft


def put_back_update(tx: Transaction, draft: Update) -> UpdateId:
    """Take the deleting of a draft back."""
    return updates.insert(tx, draft)


def mark_updates_given(
    tx: Transaction,
    update_ids: Sequence[UpdateId],
    *,
    given_on: date,
    channel: GivenBy,
    bundle_id: int | None = None,
    now: Moment,
) -> tuple[UpdateId, ...]:
    """Note that these updates reached the client; gives those that were drafts until now.

    One that was given before keeps its day and its way. Raises FieldError for "given_on" in the
    future, RuleError for an update that says nothing.
    """
    if given_on > now.day:
        raise FieldError("given_on", _("This day is still to come; the update stays a draft."))
    marked = []
    for update_id in update_ids:
        update = updates.get(tx, update_id)
        if update.given_on is not None:
            continue
        if update.is_empty:
            raise RuleError(_("The update says nothing yet; it stays a draft."))
        given = replace(update, given_on=given_on, channel=channel, bundle_id=bundle_id)
        updates.set_update(tx, given)
        audit.insert(tx, now.at, "give", "update", update_id, channel.value)
        marked.append(update_id)
    return tuple(marked)


def _draft(tx: Transaction, update_id: UpdateId) -> Update:
    update = updates.get(tx, update_id)
    if update.given_on is not None:
        raise RuleError(
            _("This update was given to the client, so it stays as it is."),
            _("Write a new one."),
        )
    return update
