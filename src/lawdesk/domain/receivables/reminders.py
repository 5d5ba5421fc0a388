"""Which reminder of a plan is due, and the new term it gives.

A level is made once per invoice. A level whose day passed while the program was closed is skipped
when a later one is due too, so that a client never gets two letters on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lawdesk.domain.billing.billing_policy import ReminderLevel


@dataclass(frozen=True, slots=True)
class ReminderMade:
    """A level that was made for an invoice, or skipped. Levels count from 1; a skipped one has no
    deadline.
    """

    level: int
    made_on: date
    deadline: date | None

    @property
    def is_skipped(self) -> bool:
        """Whether it was passed over for a later level."""
        return self.deadline is None


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """A reminder to make now: its level, what it asks for, its fee, the new deadline, and the
    levels to record as skipped.
    """

    level: int
    undisputed_cents: int
    fee_cents: int
    deadline: date
    skipped: tuple[int, ...]


def reminder_due(
    levels: Sequence[ReminderLevel],
    due_on: date,
    undisputed_cents: int,
    day: date,
    made: Iterable[ReminderMade] = (),
    *,
    is_on_hold: bool = False,
) -> ReminderDue | None:
    """The level to make on a day for an invoice, or None.

    There is none while nothing undisputed is open, while the invoice is on hold (the lawyer's, or
    a plan of instalments that is kept), or before the term given last has run out. A notice ahead
    of the due day is not made after it.
    """
    past = tuple(made)
    if undisputed_cents <= 0 or is_on_hold or day < _end_of_term(past, day):
        return None
    done = max((each.level for each in past), default=0)
    begun = [
        number
        for number, level in enumerate(levels, start=1)
        if number > done and _is_begun(level, due_on, day)
    ]
    if not begun:
        return None
    level = levels[begun[-1] - 1]
    return ReminderDue(
        begun[-1],
        undisputed_cents,
        level.fee_cents,
        _deadline(level, due_on, day),
        tuple(range(done + 1, begun[-1])),
    )


def _is_begun(level: ReminderLevel, due_on: date, day: date) -> bool:
    begun = due_on + timedelta(days=level.days_after_due) <= day
    return begun and (level.days_after_due > 0 or day <= due_on)


def _deadline(level: ReminderLevel, due_on: date, day: date) -> date:
    # A notice before the money is due must not put the due day off.
    return day + timedelta(days=level.new_term_days) if day > due_on else due_on


def _end_of_term(made: Sequence[ReminderMade], otherwise: date) -> date:
    # The last day of a term is enough: a plan of 14-day steps with 14-day terms keeps its days.
    return max((each.deadline for each in made if each.deadline is not None), default=otherwise)
