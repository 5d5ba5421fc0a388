"""Discounts on a whole invoice, spread over its tax groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lawdesk.domain.billing.caps import Adjustment, AdjustmentKind, NetGroup
from lawdesk.domain.billing.fee_agreements import checked_cents
from lawdesk.domain.money import PPM, share_of
from lawdesk.errors import FieldError
from lawdesk.translation import _


class DiscountKind(StrEnum):
    """Whether a discount is a share of its base or an amount."""

    PERCENT = "percent"
    FIXED = "fixed"


class DiscountBase(StrEnum):
    """What a discount is taken off: fees alone, or fees and expenses."""

    FEES = "fees"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class InvoiceDiscount:
    """A discount on a whole invoice: `value` in ppm or in cents, and how the invoice names it."""

    kind: DiscountKind
    value: int
    base: DiscountBase = DiscountBase.FEES
    wording: str = ""


def checked_discount(discount: InvoiceDiscount) -> InvoiceDiscount:
    """The discount with trimmed wording. Raises FieldError("discount") for one out of range."""
    checked_cents("discount", discount.value)
    if discount.kind is DiscountKind.PERCENT and discount.value > PPM:
        raise _too_large()
    wording = " ".join(discount.wording.split())
    if len(wording) > 200:
        raise FieldError("discount", _("A discount is named in at most 200 characters."))
    return replace(discount, wording=wording)


def discount_cents(discount: InvoiceDiscount, groups: Sequence[NetGroup]) -> int:
    """What a discount takes off, rounded once. Raises FieldError("discount") if over its base."""
    base = sum(_base_cents(discount, group) for group in groups)
    fixed = discount.kind is DiscountKind.FIXED
    cents = discount.value if fixed else share_of(base, discount.value)
    if cents > base:
        raise _too_large()
    return cents


def discount_lines(discount: InvoiceDiscount, groups: Sequence[NetGroup]) -> tuple[Adjustment, ...]:
    """The discount as negative lines: in proportion to each group's base, the rest to the largest.

    A group never loses more than its base: what does not fit goes on to the next largest.
    Raises FieldError("discount") for a discount larger than its base.
    """
    cents = discount_cents(discount, groups)
    bases = [_base_cents(discount, group) for group in groups]
    whole = sum(bases)
    parts = [cents * base // whole if whole else 0 for base in bases]
    rest = cents - sum(parts)
    for place in sorted(range(len(bases)), key=lambda place: (-bases[place], place)):
        more = min(rest, bases[place] - parts[place])
        parts[place] += more
        rest -= more
    return tuple(
        Adjustment(AdjustmentKind.DISCOUNT, group.category, group.rate_ppm, -part)
        for group, part in zip(groups, parts, strict=True)
        if part
    )


def _base_cents(discount: InvoiceDiscount, group: NetGroup) -> int:
    return group.fees_cents if discount.base is DiscountBase.FEES else group.net_cents


def _too_large() -> FieldError:
    return FieldError(
        "discount", _("The discount is larger than what it is taken off; it was not kept.")
    )
