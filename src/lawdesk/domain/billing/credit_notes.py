"""What a credit note takes back of an invoice: lines or units, their part of what was taken off,
and tax per group.

Parts of an invoice that are credited one after the other always come to the whole: what was taken
off and the tax are worked out on everything credited so far, less what earlier notes gave back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from lawdesk.domain.billing.adjustments import FEE_KINDS
from lawdesk.domain.invoices import (
    ComposedInvoice,
    InvoiceId,
    InvoiceKind,
    IssuedLine,
    IssuedTax,
)
from lawdesk.domain.money import round_half_up, share_of
from lawdesk.errors import FieldError
from lawdesk.translation import _

LOWERING = frozenset({"cap", "discount", "share"})
"""lines that only take something off others"""
_Group = tuple[str, int]
_UNITS = re.compile(r"([0-9]{1,6})u")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_HOURS = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,4}))?h?")


@dataclass(frozen=True, slots=True)
class Credited:
    """What of a line is taken back: so many units of time, or cents of anything else."""

    position: int
    units: int = 0
    cents: int = 0


def credit_everything(
    original: ComposedInvoice, before: Sequence[IssuedLine]
) -> tuple[Credited, ...]:
    """All that is left of an invoice after earlier credit notes."""
    left = remaining(original, before)
    return tuple(each for each in left.values() if each.units or each.cents)


def remaining(original: ComposedInvoice, before: Iterable[IssuedLine]) -> dict[int, Credited]:
    """What can still be credited of each line, by its position."""
    left = {
        line.position: Credited(line.position, line.units, line.amount_cents)
        for line in _creditable(original)
    }
    for line in before:
        place = line.corrects_position
        if place in left:
            was = left[place]
            left[place] = Credited(place, was.units - line.units, was.cents + line.amount_cents)
    return left


def credit_lines(
    original: ComposedInvoice, before: Sequence[IssuedLine], wanted: Sequence[Credited]
) -> list[IssuedLine]:
    """The lines of a credit note, with amounts below zero. `before` are the lines of earlier ones.

    Raises FieldError for "credit" where more is taken back than a line has left, a line is named
    twice, or nothing is credited at all.
    """
    left = remaining(original, before)
    by_position = {line.position: line for line in _creditable(original)}
    lines = []
    for each in wanted:
        line, rest = by_position.get(each.position), left.pop(each.position, None)
        if line is None or rest is None or not _holds(each, rest, line):
            raise FieldError(
                "credit",
                _("More would be credited than a line has left; nothing was credited."),
            )
        lines.append(_credit_line(line, each, rest))
    if not lines:
        raise FieldError("credit", _("Nothing of this invoice is left to be credited."))
    lines += _lowered_lines(original, before, lines)
    return [replace(line, position=place) for place, line in enumerate(lines, start=1)]


def credit_taxes(
    original: ComposedInvoice, before: Iterable[IssuedTax], lines: Sequence[IssuedLine]
) -> list[IssuedTax]:
    """The tax groups of a credit note: exactly the original's once everything is credited."""
    earlier: dict[_Group, tuple[int, int]] = {}
    for tax in before:
        net, cents = earlier.get((tax.category, tax.rate_ppm), (0, 0))
        earlier[tax.category, tax.rate_ppm] = (net + tax.net_cents, cents + tax.tax_cents)
    taxes: list[IssuedTax] = []
    for tax in original.taxes:
        group = (tax.category, tax.rate_ppm)
        own = [x for x in lines if (x.tax_category, x.tax_rate_ppm) == group]
        if not own:
            continue
        net = sum(line.amount_cents for line in own)
        net_before, tax_before = earlier.get(group, (0, 0))
        cents = share_of(net + net_before, tax.rate_ppm) - tax_before
        taxes.append(replace(tax, position=len(taxes) + 1, net_cents=net, tax_cents=cents))
    return taxes


def credit_note_of(
    original: ComposedInvoice,
    lines: Sequence[IssuedLine],
    taxes: Sequence[IssuedTax],
    *,
    reason: str,
    cap_counted_cents: int,
    issued_on: date,
    issued_at: int,
) -> ComposedInvoice:
    """The credit note as it is issued, without its number: the parties as the invoice has them."""
    invoice = original.invoice
    net = sum(line.amount_cents for line in lines)
    tax = sum(each.tax_cents for each in taxes)
    note = replace(
        invoice,
        id=InvoiceId(0),
        number="",
        series="",
        number_in_series=0,
        issued_on=issued_on,
        issued_at=issued_at,
        due_on=issued_on,
        intro="",
        payment_text="",
        payment_qr=None,
        rounding_text="",
        question_text="",
        net_cents=net,
        tax_cents=tax,
        total_cents=net + tax,
        kind=InvoiceKind.CREDIT_NOTE,
        corrects_id=invoice.id,
        corrects_number=invoice.number,
        corrects_issued_on=invoice.issued_on,
        reason=reason,
        policy_text="",
        split_with_id=None,
        share_text="",
        retainer=None,
        cover_letter="",
        paid_cents=0,
        cap_counted_cents=cap_counted_cents,
    )
    return ComposedInvoice(note, tuple(lines), tuple(taxes))


def _creditable(original: ComposedInvoice) -> list[IssuedLine]:
    return [line for line in original.lines if line.part == "invoice" and line.kind not in LOWERING]


def _holds(wanted: Credited, rest: Credited, line: IssuedLine) -> bool:
    if line.kind == "time":
        return 0 < wanted.units <= rest.units or (
            rest.units == 0 and 0 < wanted.cents <= rest.cents
        )
    return 0 < wanted.cents <= rest.cents


def _credit_line(line: IssuedLine, wanted: Credited, rest: Credited) -> IssuedLine:
    cents = wanted.cents
    if line.kind == "time" and wanted.units:
        share = Fraction(line.amount_cents * wanted.units, line.units)
        cents = rest.cents if wanted.units == rest.units else min(round_half_up(share), rest.cents)
    # A quantity is told only where it multiplies to what is credited: not in parts, nor of a line
    # that was written down.
    is_whole = cents == line.amount_cents == line.recorded_cents
    return replace(
        line,
        units=wanted.units,
        amount_cents=-cents,
        recorded_cents=-cents,
        reason="",
        shows_reduction=False,
        quantity_thousandths=line.quantity_thousandths if is_whole else 0,
        unit_price_cents=-line.unit_price_cents if is_whole else 0,
        corrects_position=line.position,
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """What is left of the fees and of the other lines of a tax group, to take more off."""

    fees: Fraction = Fraction(0)
    others: Fraction = Fraction(0)

    def cents_for(self, lowering: IssuedLine) -> Fraction:
        """What a line takes its part off."""
        return self.fees + self.others if lowering.base == "all" else self.fees

    def less(self, lowering: IssuedLine, cents: int) -> _Base:
        """The base once a line took so many cents off it, in proportion."""
        base = self.cents_for(lowering)
        if not base:
            return self
        kept = 1 - Fraction(cents, base)
        return _Base(self.fees * kept, self.others * (kept if lowering.base == "all" else 1))


def _lowered_lines(
    original: ComposedInvoice, before: Sequence[IssuedLine], lines: Sequence[IssuedLine]
) -> list[IssuedLine]:
    """What was taken off the invoice, given back in proportion to what is credited of its base.

    As on the invoice, each is taken off what those before it left: fees that a cap took off whole
    bear nothing of a discount on everything.
    """
    credited = [*(line for line in before if line.kind not in LOWERING), *lines]
    wholes, parts = _bases(_creditable(original), 1), _bases(credited, -1)
    given: dict[int, int] = {}
    for line in before:
        if line.kind in LOWERING and line.corrects_position is not None:
            at = line.corrects_position
            given[at] = given.get(at, 0) + line.amount_cents
    result = []
    for line in original.lines:
        group = (line.tax_category, line.tax_rate_ppm)
        whole, part = wholes.get(group, _Base()), parts.get(group, _Base())
        if line.kind not in LOWERING or not whole.cents_for(line):
            continue
        base = part.cents_for(line)
        back = round_half_up(Fraction(-line.amount_cents * base, whole.cents_for(line)))
        back = min(back, int(base))
        wholes[group] = whole.less(line, -line.amount_cents)
        parts[group] = part.less(line, back)
        if cents := back - given.get(line.position, 0):
            result.append(
                replace(line, amount_cents=cents, recorded_cents=0, corrects_position=line.position)
            )
    return result


def _bases(lines: Iterable[IssuedLine], sign: int) -> dict[_Group, _Base]:
    """Fees and other lines by tax group; `sign` is -1 for lines of credit notes."""
    bases: dict[_Group, _Base] = {}
    for line in lines:
        group = (line.tax_category, line.tax_rate_ppm)
        base, cents = bases.get(group, _Base()), sign * line.amount_cents
        is_fee = line.kind in FEE_KINDS
        bases[group] = _Base(base.fees + cents * is_fee, base.others + cents * (not is_fee))
    return bases


def parse_units(text: str, unit_seconds: int) -> int:
    """Billed units of typed hours: `0.3`, `0,3h`, `1:30`, or `3u` for units themselves.

    Raises FieldError for "credit" for anything else, and for hours that are no whole units.
    """
    typed = text.strip().lower()
    match = _UNITS.fullmatch(typed)
    if match:
        return int(match[1])
    seconds = _seconds_of(typed)
    if seconds is None or seconds % unit_seconds:
        raise FieldError(
            "credit",
            _("Write hours as {example}, in whole billed units; nothing was credited.").format(
                example="0.3"
            ),
        )
    return int(seconds // unit_seconds)


def _seconds_of(typed: str) -> Fraction | None:
    if match := _CLOCK.fullmatch(typed):
        return Fraction(int(match[1]) * 3600 + int(match[2]) * 60)
    if match := _HOURS.fullmatch(typed):
        return Fraction(f"{match[1]}.{match[2] or 0}") * 3600
    return None
