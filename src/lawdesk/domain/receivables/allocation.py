"""Where money goes: onto invoices, and back off them when a claim or a payment goes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import OpenInvoice
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.errors import FieldError, RuleError
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class Allocation:
    """Cents that go from a client's credit onto an invoice."""

    invoice_id: InvoiceId
    cents: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How an amount was spread; the rest stays the client's credit."""

    allocations: tuple[Allocation, ...]
    rest_cents: int


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What stands allocated to an invoice out of one payment (None: out of client credit)."""

    invoice_id: InvoiceId
    payment_id: PaymentId | None
    cents: int


def allocate(
    amount_cents: int,
    open_invoices: Iterable[OpenInvoice],
    named: Sequence[tuple[InvoiceId, int]] = (),
    *,
    spreads_rest: bool = True,
) -> Spread:
    """Spread an amount over open invoices of its currency.

    Named invoices get exactly what was named for them, which may pay a disputed part too. What is
    left goes to the undisputed part of the others, oldest due first, then by number; where
    `spreads_rest` is off it stays credit. Raises FieldError for an amount below one cent, and for
    names that take more than the invoice has open or the amount holds.
    """
    if amount_cents <= 0:
        raise FieldError("amount", _("There is no amount to allocate; nothing was recorded."))
    oldest_first = sorted(open_invoices, key=lambda i: (i.due_on, i.number, i.invoice_id))
    wanted = _checked_names(amount_cents, {i.invoice_id: i for i in oldest_first}, named)
    left = amount_cents - sum(wanted.values())
    allocations = [Allocation(invoice_id, cents) for invoice_id, cents in wanted.items()]
    for invoice in oldest_first if spreads_rest else ():
        cents = min(left, invoice.undisputed_cents)
        if cents > 0 and invoice.invoice_id not in wanted:
            allocations.append(Allocation(invoice.invoice_id, cents))
            left -= cents
    return Spread(tuple(allocations), left)


def allocation_day(received_on: date, issued_on: date) -> date:
    """The day money counts against an invoice: money that came before it waits as credit."""
    return max(received_on, issued_on)


def release_surplus(open_cents: int, paid_parts: Sequence[PaidPart]) -> tuple[PaidPart, ...]:
    """What goes back to client credit after a credit note left an invoice overpaid.

    `open_cents` is the invoice's open amount with the credit note booked, `paid_parts` what stands
    allocated to it, earliest first; the latest is released first. Raises RuleError where more was
    taken off the invoice than it ever came to.
    """
    surplus = max(0, -open_cents)
    if surplus > sum(part.cents for part in paid_parts):
        raise RuleError(
            _("More would be credited than the invoice has left; nothing was recorded."),
            _("Reverse its write-off first, or credit less."),
        )
    return _latest_first(surplus, paid_parts)


def release_of_reversal(
    payment_id: PaymentId, amount_cents: int, credit_cents: int, paid_parts: Sequence[PaidPart]
) -> tuple[PaidPart, ...]:
    """What comes off invoices when a payment bounces.

    `credit_cents` is the client's credit before the reversal, `paid_parts` all that stands
    allocated for this client, earliest first. Everything the payment itself paid comes off; then,
    where its credit was used up since, the latest allocations out of credit, until the credit
    is not below zero or none are left (the rest was refunded and the client owes it).
    """
    own = [part for part in paid_parts if part.payment_id == payment_id]
    from_credit = [part for part in paid_parts if part.payment_id is None]
    short = amount_cents - credit_cents - sum(part.cents for part in own)
    return *reversed(own), *_latest_first(max(0, short), from_credit)


def _latest_first(cents: int, parts: Sequence[PaidPart]) -> tuple[PaidPart, ...]:
    released = []
    for part in reversed(parts):
        taken = min(cents, part.cents)
        if taken > 0:
            released.append(PaidPart(part.invoice_id, part.payment_id, taken))
            cents -= taken
    return tuple(released)


def _checked_names(
    amount_cents: int,
    invoices: Mapping[InvoiceId, OpenInvoice],
    named: Sequence[tuple[InvoiceId, int]],
) -> dict[InvoiceId, int]:
    wanted: dict[InvoiceId, int] = {}
    for invoice_id, cents in named:
        if cents <= 0:
            raise FieldError(
                "allocation", _("Each invoice named gets at least a cent; nothing was recorded.")
            )
        wanted[invoice_id] = wanted.get(invoice_id, 0) + cents
    for invoice_id, cents in wanted.items():
        if invoice_id not in invoices or cents > invoices[invoice_id].open_cents:
            raise FieldError("allocation", _over_open(invoices.get(invoice_id)))
    if sum(wanted.values()) > amount_cents:
        raise FieldError(
            "allocation", _("More is allocated than was received; nothing was recorded.")
        )
    return wanted


def _over_open(invoice: OpenInvoice | None) -> str:
    if invoice is None:
        return _("An invoice named has nothing open; nothing was recorded.")
    return _(
        "Invoice {number} has less open than is allocated to it; nothing was recorded."
    ).format(number=invoice.number)
