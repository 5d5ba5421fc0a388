"""Opening matters, changing them, putting them away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId, MatterStatus, Sensitivity, check_update_interval
from lawdesk.domain.numbering import number_from, series_of
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.clients import add_client
from lawdesk.store import audit, clients, matters, numbers, practice, timers
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_LIMITS = {"number": 60, "title": 300, "area": 100, "reference": 200, "description": 20_000}


def open_matter(
    tx: Transaction,
    client_id: ClientId,
    title: str,
    *,
    area: str = "",
    opened_on: date | None = None,
    now: Moment,
) -> MatterId:
    """Open a matter; it gets the next free number of the practice's pattern."""
    clients.get(tx, client_id)
    day = opened_on or now.day
    matter_id = matters.insert(
        tx,
        number=_next_number(tx, day),
        title=_checked("title", title),
        client_id=client_id,
        area=_checked("area", area),
        opened_on=day,
        created_at=now.at,
    )
    audit.insert(tx, now.at, "open", "matter", matter_id, "")
    return matter_id


def open_matter_for_new_client(
    tx: Transaction, name: str, title: str, *, area: str = "", now: Moment
) -> MatterId:
    """Take on a client and open their first matter, both or neither."""
    return open_matter(tx, add_client(tx, name, now=now.at), title, area=area, now=now)


def change_matter(tx: Transaction, matter_id: MatterId, field: str, value: str) -> None:
    """Change one text of a matter: number, title, area, reference or description."""
    text = _checked(field, value)
    matter = matters.get(tx, matter_id)
    if field == "number" and text != matter.number and matters.has_number(tx, text):
        raise FieldError("number", _("Another matter has this number; the old one was kept."))
    texts: dict[str, Any] = {field: text}
    matters.set_matter(tx, replace(matter, **texts))


def set_matter_client(tx: Transaction, matter_id: MatterId, client_id: ClientId) -> None:
    """Give the matter to another client. Issued invoices stay with the old one."""
    clients.get(tx, client_id)
    matters.set_matter(tx, replace(matters.get(tx, matter_id), client_id=client_id))


def set_matter_opened(tx: Transaction, matter_id: MatterId, opened_on: date) -> None:
    """Correct the day the matter was opened."""
    matter = matters.get(tx, matter_id)
    if matter.closed_on and opened_on > matter.closed_on:
        raise FieldError("opened_on", _("A matter opens before it closes; the old date was kept."))
    matters.set_matter(tx, replace(matter, opened_on=opened_on))


def set_matter_status(
    tx: Transaction, matter_id: MatterId, status: MatterStatus, *, today: date
) -> None:
    """Open, wait or close. Closing notes the day; opening again forgets it."""
    matter = matters.get(tx, matter_id)
    closed_on = max(today, matter.opened_on) if status is MatterStatus.CLOSED else None
    matters.set_matter(tx, replace(matter, status=status, closed_on=closed_on))


def set_update_interval(tx: Transaction, matter_id: MatterId, days: int) -> None:
    """Days without word to the client after which Today says so; 0 for never.

    Raises FieldError for "update_interval_days".
    """
    matter = matters.get(tx, matter_id)
    matters.set_matter(tx, replace(matter, update_interval_days=check_update_interval(days)))


def set_sensitivity(
    tx: Transaction, matter_id: MatterId, sensitivity: Sensitivity, *, now: int
) -> None:
    """Say how careful the office must be with the matter; each change is on record."""
    matter = matters.get(tx, matter_id)
    if sensitivity is not matter.sensitivity:
        matters.set_matter(tx, replace(matter, sensitivity=sensitivity))
        audit.insert(tx, now, "set_sensitivity", "matter", matter_id, sensitivity.value)


def archive_matter(tx: Transaction, matter_id: MatterId, *, now: int) -> MatterId:
    """Put a matter away; gives its id. Raises RuleError while a clock of it runs or is parked."""
    clocks = [timers.find_running(tx), *timers.list_parked(tx)]
    if any(entry and entry.matter_id == matter_id for entry in clocks):
        raise RuleError(
            _("A clock of this matter is not stopped; nothing was changed."), _("Stop it.")
        )
    matters.set_matter(tx, replace(matters.get(tx, matter_id), archived_at=now))
    audit.insert(tx, now, "archive", "matter", matter_id, "")
    return matter_id


def restore_matter(tx: Transaction, matter_id: MatterId, *, now: int) -> None:
    """Take a matter out of the archive again."""
    matters.set_matter(tx, replace(matters.get(tx, matter_id), archived_at=None))
    audit.insert(tx, now, "restore", "matter", matter_id, "")


def _next_number(tx: Transaction, day: date) -> str:
    pattern = practice.get(tx).matter_number_pattern
    while True:
        counter = numbers.draw(tx, "matter", series_of(pattern, day), day)
        number = number_from(pattern, counter, day)
        if not matters.has_number(tx, number):
            return number


def _checked(field: str, value: str) -> str:
    text = value.strip()
    if field in ("number", "title") and not text:
        raise FieldError(field, _("A matter needs a number and a title; nothing was changed."))
    if len(text) > _LIMITS[field]:
        raise FieldError(
            field,
            _("This is longer than {limit} characters; the old text was kept.").format(
                limit=_LIMITS[field]
            ),
        )
    return text
