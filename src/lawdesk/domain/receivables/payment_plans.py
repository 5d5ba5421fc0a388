"""Instalments agreed with a client, and how a plan stands after the payments since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lawdesk.domain.receivables.calendar_days import add_months
from lawdesk.errors import FieldError
from lawdesk.translation import _

MOST_INSTALMENTS = 120


class InstalmentStatus(StrEnum):
    """How one instalment stands."""

    MET = "met"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is to be paid by a day."""

    due_on: date
    amount_cents: int


@dataclass(frozen=True, slots=True)
class InstalmentState:
    """An instalment, what payments have filled it with, and how it stands."""

    instalment: Instalment
    paid_cents: int
    status: InstalmentStatus


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan on a day. It is kept while no instalment is overdue."""

    instalments: tuple[InstalmentState, ...]

    @property
    def is_kept(self) -> bool:
        """Whether nothing is overdue."""
        return all(each.status is not InstalmentStatus.OVERDUE for each in self.instalments)

    @property
    def overdue_cents(self) -> int:
        """What should have been paid by now and was not."""
        return sum(
            each.instalment.amount_cents - each.paid_cents
            for each in self.instalments
            if each.status is InstalmentStatus.OVERDUE
        )

    @property
    def next_instalment(self) -> InstalmentState | None:
        """The first that is not met, None when all are."""
        unmet = (each for each in self.instalments if each.status is not InstalmentStatus.MET)
        return next(unmet, None)


def monthly_days(first: date, count: int) -> tuple[date, ...]:
    """The same day of so many months, each counted from the first."""
    return tuple(add_months(first, month) for month in range(count))


def equal_instalments(
    total_cents: int, days: Sequence[date], *, remainder_first: bool = False
) -> tuple[Instalment, ...]:
    """A total in equal parts, one for each day. What does not divide goes whole to the last part,
    or to the first. Raises FieldError where a part would be less than a cent.
    """
    if not 1 <= len(days) <= MOST_INSTALMENTS or total_cents < len(days):
        raise FieldError(
            "instalments",
            _("A plan has 1 to 120 instalments of at least a cent; no plan was made."),
        )
    part, remainder = divmod(total_cents, len(days))
    odd = 0 if remainder_first else len(days) - 1
    return tuple(
        Instalment(day, part + remainder if position == odd else part)
        for position, day in enumerate(days)
    )


def checked_plan(
    instalments: Sequence[Instalment], open_cents: int, agreed_on: date
) -> tuple[Instalment, ...]:
    """The plan in the order of its days. Raises FieldError where it does not add up to what is
    open, has an instalment without an amount, or a day before it was agreed or twice.
    """
    ordered = tuple(sorted(instalments, key=lambda each: each.due_on))
    days = [each.due_on for each in ordered]
    if not 1 <= len(ordered) <= MOST_INSTALMENTS or any(each.amount_cents <= 0 for each in ordered):
        raise FieldError(
            "instalments",
            _("A plan has 1 to 120 instalments of at least a cent; no plan was made."),
        )
    if len(set(days)) < len(days) or days[0] < agreed_on:
        raise FieldError(
            "due_on",
            _("Each instalment has its own day, none before the agreement; no plan was made."),
        )
    if sum(each.amount_cents for each in ordered) != open_cents:
        raise FieldError(
            "instalments", _("The instalments do not add up to what is open; no plan was made.")
        )
    return ordered


def plan_state(
    instalments: Sequence[Instalment], payments: Iterable[tuple[date, int]], day: date
) -> PlanState:
    """How a checked plan stands at the end of a day, after payments since it was agreed.

    Payments are (day, cents), a bounced one once more below zero. They fill the instalments in
    order; an instalment is overdue from the day after its own.
    """
    left = max(0, sum(cents for paid_on, cents in payments if paid_on <= day))
    states = []
    for instalment in instalments:
        paid = min(left, instalment.amount_cents)
        left -= paid
        states.append(InstalmentState(instalment, paid, _status(instalment, paid, day)))
    return PlanState(tuple(states))


def _status(instalment: Instalment, paid_cents: int, day: date) -> InstalmentStatus:
    if paid_cents == instalment.amount_cents:
        return InstalmentStatus.MET
    return InstalmentStatus.OVERDUE if day > instalment.due_on else InstalmentStatus.OPEN
