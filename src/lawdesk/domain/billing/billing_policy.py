"""How the lawyer bills: one complete set of terms, chosen per practice, client or matter.

A policy is a version with a first day. It is never edited: a change is a new version, and what was
recorded or issued under an older one keeps its own copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import UNIT_MINUTES, RoundingPolicy
from lawdesk.errors import FieldError
from lawdesk.translation import _

PolicyId = NewType("PolicyId", int)

_LONGEST_TEXT = 2_000


class LateCharge(StrEnum):
    """What is charged on money that comes late."""

    NOTHING = "nothing"
    YEARLY = "yearly"
    MONTHLY_STARTED = "monthly_started"
    MONTHLY_FULL = "monthly_full"


class DayCount(StrEnum):
    """How many days a year has when interest is worked out."""

    ACTUAL_365 = "365"
    ACTUAL_366 = "366"
    ACTUAL_360 = "360"


@dataclass(frozen=True, slots=True)
class LateTerms:
    """Interest or fee on late money: rate in ppm (of a year or of a month) and a lump sum once.

    Statutory interest is a yearly rate that already holds its base rate and its points.
    """

    charge: LateCharge = LateCharge.NOTHING
    rate_ppm: int = 0
    day_count: DayCount = DayCount.ACTUAL_365
    lump_sum_cents: int = 0


@dataclass(frozen=True, slots=True)
class ReminderLevel:
    """One step of the reminder plan: days after the due day (negative before it), the new term in
    days, and a fee in cents.
    """

    days_after_due: int
    new_term_days: int = 14
    fee_cents: int = 0


@dataclass(frozen=True, slots=True)
class DisputeRoute:
    """What happens when a client disputes a bill. `programme` names a bar's fee-dispute programme
    whose notice must be `programme_notice_days` old before money is collected; empty for none.
    """

    acknowledge_working_days: int = 2
    explain_days: int = 10
    programme: str = ""
    programme_notice_days: int = 0
    contact: str = ""


@dataclass(frozen=True, slots=True)
class ExpenseTerms:
    """What own expenses cost the client: cents per copied page and per kilometre, and a sentence
    on what else is charged.
    """

    copy_cents: int = 0
    kilometre_cents: int = 0
    wording: str = ""


@dataclass(frozen=True, slots=True)
class BillingPolicy:
    """A complete set of billing terms.

    `merges_close_intervals` joins clock stretches of one matter and activity whose gap is shorter
    than the unit before rounding; where it is off, `warns_double_minimum` asks for a warning
    instead. `tax_category` is a code of the practice's tax regime, empty for the regime's first.
    """

    rounding: RoundingPolicy = field(default_factory=RoundingPolicy)
    merges_close_intervals: bool = False
    warns_double_minimum: bool = True
    payment_days: int = 30
    late: LateTerms = field(default_factory=LateTerms)
    reminders: tuple[ReminderLevel, ...] = (
        ReminderLevel(-3),
        ReminderLevel(7),
        ReminderLevel(21),
        ReminderLevel(35),
    )
    dispute: DisputeRoute = field(default_factory=DisputeRoute)
    expenses: ExpenseTerms = field(default_factory=ExpenseTerms)
    tax_category: str = ""
    retention: str = ""


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A policy as it holds from a day on for the practice (no client, no matter), a client, or a
    matter. `version` counts from 1 within its reach.
    """

    id: PolicyId
    client_id: ClientId | None
    matter_id: MatterId | None
    version: int
    valid_from: date
    terms: BillingPolicy
    created_at: int
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class PolicyAcceptance:
    """That a client accepted a version: the day, and how (signed letter, mail, on the phone)."""

    id: int
    policy_id: PolicyId
    client_id: ClientId
    accepted_on: date
    how: str
    recorded_at: int


def policy_in_force(versions: list[PolicyVersion], day: date) -> PolicyVersion:
    """The version that holds on a day among those of the practice, a client and a matter.

    The matter's own goes before the client's, the client's before the practice's; within one reach
    the one written last that has begun and not ended, so that a version that is dated back takes
    the place of the older one from its day on. Before all of them the practice's first holds.
    """
    begun = [
        v for v in versions if v.valid_from <= day and (v.ended_on is None or day < v.ended_on)
    ]
    if not begun:
        practices = [v for v in versions if v.client_id is None and v.matter_id is None]
        return min(practices, key=lambda v: v.version)
    return max(begun, key=_precedence)


def checked_policy(policy: BillingPolicy) -> BillingPolicy:
    """The policy with trimmed texts. Raises FieldError for the first term that cannot hold."""
    rounding = policy.rounding
    if rounding.unit_seconds not in [minutes * 60 for minutes in UNIT_MINUTES]:
        raise FieldError(
            "unit", _("Choose a unit of 1, 3, 5, 6, 10 or 15 minutes; kept as it was.")
        )
    if not 0 <= rounding.minimum_units <= 100:
        raise FieldError("minimum", _("The smallest charge is 0 to 100 units; kept as it was."))
    if not 0 <= policy.payment_days <= 365:
        raise FieldError("payment_days", _("Choose 0 to 365 days; the old term was kept."))
    if not 0 <= policy.late.rate_ppm <= 1_000_000:
        raise FieldError("late_rate", _("Interest is 0 to 100 percent; the old rate was kept."))
    if not 0 <= policy.late.lump_sum_cents <= 100_000_00:
        raise FieldError("lump_sum", _("This lump sum is out of range; the old one was kept."))
    _check_reminders(policy.reminders)
    _check_expenses(policy.expenses)
    _check_dispute(policy.dispute)
    return replace(policy, retention=_text("retention", policy.retention))


def _precedence(version: PolicyVersion) -> tuple[int, int]:
    reach = 2 if version.matter_id is not None else 1 if version.client_id is not None else 0
    return reach, version.version


def _check_reminders(levels: tuple[ReminderLevel, ...]) -> None:
    days = [level.days_after_due for level in levels]
    if days != sorted(set(days)) or any(not -60 <= day <= 720 for day in days):
        raise FieldError(
            "reminders", _("Each reminder comes later than the one before; the plan was kept.")
        )
    if any(level.fee_cents < 0 or not 0 <= level.new_term_days <= 90 for level in levels):
        raise FieldError(
            "reminders", _("A reminder gives 0 to 90 days and costs 0 or more; the plan was kept.")
        )


def _check_expenses(terms: ExpenseTerms) -> None:
    if not all(0 <= cents <= 1_000_00 for cents in (terms.copy_cents, terms.kilometre_cents)):
        raise FieldError("expenses", _("This price is out of range; the old one was kept."))
    _text("expenses", terms.wording)


def _check_dispute(route: DisputeRoute) -> None:
    days = (route.acknowledge_working_days, route.explain_days, route.programme_notice_days)
    if not all(0 <= each <= 365 for each in days):
        raise FieldError("dispute", _("Choose 0 to 365 days; the old terms were kept."))
    _text("dispute", route.contact)


def _text(field_name: str, text: str) -> str:
    trimmed = text.strip()
    if len(trimmed) > _LONGEST_TEXT:
        raise FieldError(field_name, _("A text may have 2,000 characters; the old one was kept."))
    return trimmed
