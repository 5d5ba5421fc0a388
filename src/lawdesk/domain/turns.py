"""Whose turn it is: how long a client has heard nothing, and what the client still owes.

Contact is what reached the client: an update given, a bundle or an invoice delivered, a call made
or a message written. What the client said is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId


@dataclass(frozen=True, slots=True)
class Turn:
    """How a matter stands today.

    `silent_days` since the last contact, or since the matter was opened where there was none.
    """

    silent_days: int
    is_lawyers: bool
    is_clients: bool


@dataclass(frozen=True, slots=True)
class SilentMatter:
    """A matter whose client waits for word; `last_on` is None where there never was any."""

    matter_id: MatterId
    title: str
    client_id: ClientId
    client_name: str
    interval_days: int
    last_on: date | None
    silent_days: int


@dataclass(frozen=True, slots=True)
class OwingMatter:
    """A matter whose client owes an answer or papers that are past due."""

    matter_id: MatterId
    title: str
    client_id: ClientId
    client_name: str
    requests: int
    oldest_due_on: date


def turn_of(
    *,
    interval_days: int,
    opened_on: date,
    last_contact_on: date | None,
    oldest_due_on: date | None,
    today: date,
) -> Turn:
    """Whose turn it is in an open matter: the lawyer's, the client's, both or nobody's.

    The lawyer's once more than `interval_days` have passed (0: never); the client's while a
    request is past due.
    """
    silent = max((today - (last_contact_on or opened_on)).days, 0)
    return Turn(
        silent_days=silent,
        is_lawyers=interval_days > 0 and silent > interval_days,
        is_clients=oldest_due_on is not None and oldest_due_on < today,
    )
