"""Matters: what the lawyer works on, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId

MatterId = NewType("MatterId", int)


class MatterStatus(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Matter:
    """One piece of work for one client."""

    id: MatterId
    number: str
    title: str
    client_id: ClientId
    area: str
    status: MatterStatus
    opened_on: date
    closed_on: date | None
    reference: str
    description: str
    archived_at: int | None
    created_at: int


@dataclass(frozen=True, slots=True)
class MatterSummary:
    """A line of the matter list.

    Unbilled are time of finished entries, expenses and fixed charges; `unbilled_seconds` and
    `unbilled_entries` are those of time.
    """

    id: MatterId
    number: str
    title: str
    client_id: ClientId
    client_name: str
    status: MatterStatus
    unbilled_cents: int
    unbilled_seconds: int
    unbilled_entries: int
    oldest_unbilled_on: date | None
    archived_at: int | None


@dataclass(frozen=True, slots=True)
class MatterChoice:
    """A matter in a chooser."""

    id: MatterId
    number: str
    title: str
    client_name: str

    @property
    def words(self) -> str:
        """Title, client and number: never the same for two matters."""
        return f"{self.title} · {self.client_name} · {self.number}"


@dataclass(frozen=True, slots=True)
class UnbilledTotal:
    """Unbilled time, expenses and fixed charges of all matters.

    `oldest_on` is None where there is nothing.
    """

    matters: int
    cents: int
    oldest_on: date | None


AREAS = (
    "Administrative law",
    "Civil litigation",
    "Commercial law",
    "Criminal defence",
    "Employment law",
    "Estates and probate",
    "Family law",
    "Immigration",
    "Real estate and leases",
    "Tax",
    "Other",
)
