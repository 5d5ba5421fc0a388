"""Time entries and the intervals they were clocked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.life_signs import Doubt
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.errors import FieldError
from lawdesk.translation import _

TimeEntryId = NewType("TimeEntryId", int)
IntervalId = NewType("IntervalId", int)

LONGEST_DAY_SECONDS = 25 * 3600
"""A local day has at most 25 hours (the autumn clock change)."""


class ClockState(StrEnum):
    """What the clock does with an entry: at most one runs, several may be parked."""

    RUNNING = "running"
    PARKED = "parked"
    STOPPED = "stopped"


class Charge(StrEnum):
    """Whether an entry costs the client anything."""

    BILLABLE = "billable"
    NO_CHARGE = "no_charge"


class Standing(StrEnum):
    """What an interval counts for. Undecided and dropped time is never billed."""

    WORKED = "worked"
    UNDECIDED = "undecided"
    DROPPED = "dropped"


class Measured(StrEnum):
    """Where the seconds of an entry come from. A credited one holds units that a credit note gave
    back; its seconds stay with the entry they were recorded in.
    """

    CLOCK = "clock"
    TYPED = "typed"
    CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """Work on a matter on one local day.

    `raw_seconds` is what was worked; units, policy, rate and amount are frozen beside it.
    With `merges_close` it is rounded as one with work of its kind that follows within a unit.
    """

    id: TimeEntryId
    matter_id: MatterId
    worked_on: date
    narrative: str
    activity_code: str | None
    charge: Charge
    clock: ClockState
    measured: Measured
    continues_entry_id: TimeEntryId | None
    raw_seconds: int
    billed_units: int
    unit_seconds: int
    rounding_unit_seconds: int
    rounding_mode: RoundingMode
    minimum_units: int
    rounding_scope: RoundingScope
    merges_close: bool
    rate_cents_per_hour: int
    amount_cents: int
    created_at: int
    deleted_at: int | None
    invoice_id: int | None
    task_code: str | None = None

    @property
    def policy(self) -> RoundingPolicy:
        """The rounding policy frozen in this entry."""
        return RoundingPolicy(
            self.rounding_unit_seconds, self.rounding_mode, self.minimum_units, self.rounding_scope
        )

    @property
    def is_billed(self) -> bool:
        """Whether an issued invoice holds this entry."""
        return self.invoice_id is not None


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """A stretch of clock time of one entry; `ended_at` is None while the clock runs in it."""

    id: IntervalId
    entry_id: TimeEntryId
    started_at: int
    ended_at: int | None
    standing: Standing
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of a time list: an entry with the names and the clock times a reader wants to see."""

    id: TimeEntryId
    matter_id: MatterId
    matter_number: str
    matter_title: str
    client_name: str
    worked_on: date
    narrative: str
    activity_code: str | None
    task_code: str | None
    charge: Charge
    clock: ClockState
    started_at: int | None
    ended_at: int | None
    raw_seconds: int
    billed_units: int
    unit_seconds: int
    rate_cents_per_hour: int
    amount_cents: int
    undecided_seconds: int
    invoice_number: str | None


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What one day adds up to; `billed_seconds` is units times unit length."""

    worked_on: date
    entries: int
    raw_seconds: int
    billed_seconds: int
    amount_cents: int


def entry_amount(units: int, unit_seconds: int, rate_cents_per_hour: int, charge: Charge) -> int:
    """Cents an entry costs the client; nothing where it is not charged."""
    if charge is Charge.NO_CHARGE:
        return 0
    return amount_of_time(units, unit_seconds, rate_cents_per_hour)


def check_duration(seconds: int) -> int:
    """`seconds` again, if one day can hold them.

    Raises FieldError for "duration" otherwise.
    """
    if seconds < 0:
        raise FieldError("duration", _("A duration cannot be negative; the old one was kept."))
    if seconds > LONGEST_DAY_SECONDS:
        raise FieldError(
            "duration",
            _("A day has no more than 24 hours; the old duration was kept."),
            _("Enter the rest on another day."),
        )
    return seconds
