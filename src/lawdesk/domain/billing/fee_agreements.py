"""What was agreed with the client about the fee: one set of terms per matter, from a day on.

Terms are never edited: a change is a new agreement, and the old one ends. What happens later (a
milestone reached, a trigger met) is not part of the terms and lives beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from lawdesk.domain.documents import DocumentId
from lawdesk.domain.locale_format import format_percent
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import PPM
from lawdesk.errors import FieldError
from lawdesk.translation import _

FeeAgreementId = NewType("FeeAgreementId", int)

LARGEST_CENTS = 10**13
"""No single amount of a bill or an agreement is larger; more is a slip of the keyboard."""

_MOST_PARTS = 50
_FRACTION = re.compile(r"([0-9]{1,4})\s*/\s*([0-9]{1,4})")
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))?\s*%?")
_MIXED = re.compile(r"([0-9]{1,3})\s+([0-9]{1,2})/([0-9]{1,2})\s*%?")


class FeeBase(StrEnum):
    """What a success fee is a share of: the whole recovery, or what is left after the costs."""

    GROSS = "gross"
    NET = "net"


class LostCosts(StrEnum):
    """What becomes of the costs when nothing is recovered."""

    OWED = "owed"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a flat fee and what it earns."""

    title: str
    cents: int


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a case has come, and the share that is due when it ends there."""

    name: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Tier:
    """The share of the part of a recovery up to a limit in cents; None for everything above."""

    up_to_cents: int | None
    share: Fraction


@dataclass(frozen=True, slots=True)
class Hourly:
    """Time at the rates in force."""


@dataclass(frozen=True, slots=True)
class FlatFee:
    """A fixed fee, earned milestone by milestone; hours may be printed at no charge."""

    milestones: tuple[Milestone, ...]
    prints_hours: bool = False

    @property
    def cents(self) -> int:
        """The whole fee."""
        return sum(milestone.cents for milestone in self.milestones)


@dataclass(frozen=True, slots=True)
class Capped:
    """Time at the rates in force, up to a cap; whether expenses and tax fill the cap too."""

    cap_cents: int
    counts_expenses: bool = False
    counts_tax: bool = False


@dataclass(frozen=True, slots=True)
class Contingency:
    """A share of what is recovered: by the stage the case ends in, or by tiers, never both."""

    stages: tuple[Stage, ...] = ()
    fee_on: FeeBase = FeeBase.GROSS
    tiers: tuple[Tier, ...] = ()
    costs_if_lost: LostCosts = LostCosts.OWED


@dataclass(frozen=True, slots=True)
class Hybrid:
    """A reduced rate per hour and a success fee. `trigger` says what must happen for it;
    `success_from` is the first day it may be asked for, None where only the event counts.
    """

    cents_per_hour: int
    success: Contingency
    trigger: str
    success_from: date | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A sum every so many months from a first day; unused value is kept only where agreed."""

    cents: int
    every_months: int
    first_on: date
    last_on: date | None = None
    rolls_over: bool = False


@dataclass(frozen=True, slots=True)
class ProBono:
    """Time keeps its rate and is given away by a courtesy discount of all of it."""


COVERING = (FlatFee, Subscription, Contingency)
"""the fees that cover time: it costs nothing by itself"""

FeeTerms = Hourly | FlatFee | Capped | Contingency | Hybrid | Subscription | ProBono


@dataclass(frozen=True, slots=True)
class Evergreen:
    """A retainer that is filled up to the target when it falls below the trigger; work stops
    below `stop_below_cents`, None for never.
    """

    target_cents: int
    trigger_cents: int
    stop_below_cents: int | None = None


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """All that is stored as one text: the fee, and a retainer that may go with any of them."""

    fee: FeeTerms
    evergreen: Evergreen | None = None


@dataclass(frozen=True, slots=True)
class FeeAgreement:
    """An agreement as it holds for a matter from a day on, with its paper where there is one."""

    id: FeeAgreementId
    matter_id: MatterId
    agreed_on: date
    valid_from: date
    terms: AgreedTerms
    document_id: DocumentId | None
    note: str
    created_at: int
    ended_on: date | None


def agreement_in_force(agreements: Iterable[FeeAgreement], day: date) -> FeeAgreement | None:
    """The agreement of one matter that holds on a day: of those begun and not ended, the latest."""
    begun = [
        each
        for each in agreements
        if each.valid_from <= day and (each.ended_on is None or day < each.ended_on)
    ]
    return max(begun, key=lambda each: (each.valid_from, each.id), default=None)


def checked_terms(terms: AgreedTerms) -> AgreedTerms:
    """The terms with trimmed texts. Raises FieldError for the first one that cannot hold."""
    if terms.evergreen is not None:
        _check_evergreen(terms.evergreen)
    return replace(terms, fee=_checked_fee(terms.fee))


def subscription_days(fee: Subscription, until: date) -> list[date]:
    """The days a subscription falls due, up to and including `until`.

    A first day that a month lacks becomes that month's last day, and stays itself afterwards.
    """
    last = until if fee.last_on is None else min(until, fee.last_on)
    days: list[date] = []
    while (day := _months_later(fee.first_on, len(days) * fee.every_months)) <= last:
        days.append(day)
    return days


def subscription_value(fee: Subscription, used_before: Sequence[int]) -> int:
    """Cents of work a period holds, after the cents used in each of the periods before it."""
    carried = 0
    if fee.rolls_over:
        for used in used_before:
            carried = max(0, carried + fee.cents - used)
    return fee.cents + carried


def parse_share(text: str) -> Fraction:
    """A typed share, kept exactly: `1/3`, `33 1/3 %`, `33.33 %`, `40` (percent).

    Raises FieldError("share") for anything else and for a share that is not over 0 up to 100 %.
    """
    typed = text.strip()
    share = _share_of_text(typed)
    if share is None or not 0 < share <= 1:
        raise FieldError(
            "share",
            _("“{typed}” is not a share; the old one was kept.").format(typed=typed[:40]),
            _("Write 1/3, 33 1/3 % or 33.33 %."),
        )
    return share


def share_words(share: Fraction, locale: str) -> str:
    """A share as it was agreed: "25 %" where four decimals say it exactly, else "1/3"."""
    ppm = share * PPM
    if ppm.denominator == 1:
        return format_percent(ppm.numerator, locale)
    return f"{share.numerator}/{share.denominator}"


def checked_cents(field: str, cents: int, *, least: int = 1) -> int:
    """An amount again, if it is from `least` to the largest one. Raises FieldError for `field`."""
    if cents < least:
        raise FieldError(field, _("This amount is too small to make sense; it was not kept."))
    if cents > LARGEST_CENTS:
        raise FieldError(field, _("This amount is larger than LawDesk bills; it was not kept."))
    return cents


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    start = date(first.year + years, month + 1, 1)
    days_in_month = ((start + timedelta(days=31)).replace(day=1) - start).days
    return start.replace(day=min(first.day, days_in_month))


def _share_of_text(typed: str) -> Fraction | None:
    if match := _FRACTION.fullmatch(typed):
        return Fraction(int(match[1]), int(match[2])) if int(match[2]) else None
    if match := _PERCENT.fullmatch(typed):
        digits = match[2] or ""
        return Fraction(int(match[1] + digits), 100 * 10 ** len(digits))
    if (match := _MIXED.fullmatch(typed)) and int(match[3]):
        return (int(match[1]) + Fraction(int(match[2]), int(match[3]))) * Fraction(1, 100)
    return None


def _checked_fee(fee: FeeTerms) -> FeeTerms:
    match fee:
        case FlatFee():
            return _checked_flat(fee)
        case Capped():
            checked_cents("cap", fee.cap_cents)
        case Contingency():
            return _checked_contingency(fee)
        case Hybrid():
            return _checked_hybrid(fee)
        case Subscription():
            _check_subscription(fee)
        case Hourly() | ProBono():
            pass
    return fee


def _checked_flat(fee: FlatFee) -> FlatFee:
    if not 1 <= len(fee.milestones) <= _MOST_PARTS:
        raise FieldError(
            "milestones",
            _("A flat fee has 1 to {most} milestones; the old ones were kept.").format(
                most=_MOST_PARTS
            ),
            _("Write one milestone for the whole fee where it is earned at once."),
        )
    for each in fee.milestones:
        checked_cents("milestones", each.cents)
    checked_cents("milestones", fee.cents)
    return replace(
        fee, milestones=tuple(Milestone(_title(m.title), m.cents) for m in fee.milestones)
    )


def _title(text: str) -> str:
    trimmed = " ".join(text.split())
    if not 1 <= len(trimmed) <= 200:
        raise FieldError(
            "milestones", _("Each milestone or stage has a name of at most 200 characters.")
        )
    return trimmed


def _checked_contingency(fee: Contingency) -> Contingency:
    if bool(fee.stages) == bool(fee.tiers):
        raise FieldError(
            "stages", _("A success fee goes by stages or by tiers; the old terms were kept.")
        )
    if max(len(fee.stages), len(fee.tiers)) > _MOST_PARTS:
        raise FieldError("stages", _("These are more steps than an agreement can hold."))
    for share in [stage.share for stage in fee.stages] + [tier.share for tier in fee.tiers]:
        _check_share(share)
    _check_tiers(fee.tiers)
    stages = tuple(Stage(_title(stage.name), stage.share) for stage in fee.stages)
    if len({stage.name for stage in stages}) < len(stages):
        raise FieldError("stages", _("Two stages have the same name; the old ones were kept."))
    return replace(fee, stages=stages)


def _check_share(share: Fraction) -> None:
    if not 0 < share <= 1:
        raise FieldError(
            "share", _("A share is more than 0 and at most 100 percent; the old one was kept.")
        )


def _check_tiers(tiers: tuple[Tier, ...]) -> None:
    limits = [tier.up_to_cents for tier in tiers[:-1]]
    known = [limit for limit in limits if limit is not None]
    ascending = known == sorted(set(known)) and len(known) == len(limits)
    if tiers and (not ascending or tiers[-1].up_to_cents is not None):
        raise FieldError(
            "tiers",
            _("The limits of the tiers do not rise, or the last tier has one; nothing was kept."),
            _("Write rising limits and leave the last one open."),
        )
    for limit in known:
        checked_cents("tiers", limit)


def _checked_hybrid(fee: Hybrid) -> Hybrid:
    checked_cents("rate", fee.cents_per_hour)
    trigger = fee.trigger.strip()
    if not 1 <= len(trigger) <= 2_000:
        raise FieldError(
            "trigger", _("Write what the success fee depends on, in at most 2,000 characters.")
        )
    return replace(fee, trigger=trigger, success=_checked_contingency(fee.success))


def _check_subscription(fee: Subscription) -> None:
    checked_cents("amount", fee.cents)
    if not 1 <= fee.every_months <= 120:
        raise FieldError("every_months", _("Choose 1 to 120 months; the old term was kept."))
    if fee.last_on is not None and fee.last_on < fee.first_on:
        raise FieldError("last_on", _("The last day lies before the first; both were kept."))


def _check_evergreen(retainer: Evergreen) -> None:
    checked_cents("target", retainer.target_cents)
    checked_cents("trigger", retainer.trigger_cents)
    if retainer.trigger_cents > retainer.target_cents:
        raise FieldError(
            "trigger", _("The trigger lies above the target; the old retainer was kept.")
        )
    stop = retainer.stop_below_cents
    if stop is not None and checked_cents("stop", stop) > retainer.trigger_cents:
        raise FieldError("stop", _("Work would stop above the trigger; the old one was kept."))
