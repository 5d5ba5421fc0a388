"""A client's account: a ledger of entries, and everything that is worked out from it.

An entry is never changed. What is owed, what a client has left over and how an invoice stands are
sums over entries, never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.errors import FieldError, RuleError
from lawdesk.translation import _

AccountEntryId = NewType("AccountEntryId", int)


class EntryKind(StrEnum):
    """What an entry of the account records.

    A payment, its reversal and a refund are booked on the client (no invoice). An allocation is a
    pair of rows that add up to nothing: one on the client, one on the invoice. The others are
    booked on their invoice. Interest is the claim of an interest note, which is booked on the note
    itself as an invoice is, and told apart for a reader only.
    """

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    REVERSAL = "reversal"
    REFUND = "refund"
    ALLOCATION = "allocation"
    WRITE_OFF = "write_off"
    INTEREST = "interest"


class InvoiceStatus(StrEnum):
    """How an invoice stands."""

    OPEN = "open"
    PART_PAID = "part_paid"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    PAID = "paid"
    CREDITED = "credited"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One row of a client's account. A positive amount raises what the client owes.

    Without an invoice it moves the client's credit. `payment_id` names the payment behind a
    payment, a reversal or an allocation; `reference` is the number of the paper behind the entry.
    """

    id: AccountEntryId
    client_id: ClientId
    invoice_id: InvoiceId | None
    booked_on: date
    kind: EntryKind
    amount_cents: int
    currency: str
    note: str = ""
    reference: str = ""
    payment_id: PaymentId | None = None
    recorded_at: int = 0


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An entry and what the client owes after it (below zero: what the client has left over)."""

    entry: AccountEntry
    balance_cents: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An account over a span of days, both included: opening + lines = closing."""

    first: date
    last: date
    opening_cents: int
    lines: tuple[AccountLine, ...]
    closing_cents: int


@dataclass(frozen=True, slots=True)
class InvoiceFigures:
    """What happened to an invoice, in cents, all of them positive in the usual case."""

    total_cents: int = 0
    credited_cents: int = 0
    paid_cents: int = 0
    written_off_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What is still owed on it; below zero it is overpaid."""
        return self.total_cents - self.credited_cents - self.paid_cents - self.written_off_cents


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice with something open, as payments are spread and ages are counted."""

    invoice_id: InvoiceId
    number: str
    due_on: date
    open_cents: int
    disputed_cents: int = 0

    @property
    def undisputed_cents(self) -> int:
        """What is open and not disputed."""
        return max(0, self.open_cents - self.disputed_cents)


def open_cents(entries: Iterable[AccountEntry]) -> int:
    """What is still owed on the invoice whose entries these are; below zero it is overpaid."""
    return sum(entry.amount_cents for entry in entries)


def credit_cents(entries: Iterable[AccountEntry]) -> int:
    """What a client has left over: money received and not allocated, among all its entries.

    Below zero where a payment bounced after its money was refunded.
    """
    return -sum(entry.amount_cents for entry in entries if entry.invoice_id is None)


def figures_of(entries: Iterable[AccountEntry]) -> InvoiceFigures:
    """The figures of the invoice whose entries these are."""
    sums = dict.fromkeys(EntryKind, 0)
    for entry in entries:
        sums[entry.kind] += entry.amount_cents
    money = (EntryKind.ALLOCATION, EntryKind.PAYMENT, EntryKind.REVERSAL, EntryKind.REFUND)
    return InvoiceFigures(
        total_cents=sums[EntryKind.INVOICE] + sums[EntryKind.INTEREST],
        credited_cents=-sums[EntryKind.CREDIT_NOTE],
        paid_cents=-sum(sums[kind] for kind in money),
        written_off_cents=-sums[EntryKind.WRITE_OFF],
    )


def invoice_status(
    figures: InvoiceFigures, due_on: date, today: date, disputed_cents: int = 0
) -> InvoiceStatus:
    """How an invoice stands on a day. It is overdue from the day after the due day."""
    if figures.open_cents <= 0:
        return _settled(figures)
    if disputed_cents > 0:
        return InvoiceStatus.DISPUTED
    if today > due_on:
        return InvoiceStatus.OVERDUE
    return InvoiceStatus.PART_PAID if figures.paid_cents > 0 else InvoiceStatus.OPEN


def by_currency(entries: Iterable[AccountEntry]) -> dict[str, list[AccountEntry]]:
    """Entries apart by currency, because balances of two currencies cannot be added."""
    apart: dict[str, list[AccountEntry]] = {}
    for entry in entries:
        apart.setdefault(entry.currency, []).append(entry)
    return apart


def running_balance(
    entries: Iterable[AccountEntry], opening_cents: int = 0
) -> tuple[AccountLine, ...]:
    """Entries by day, then as they were recorded, each with what is owed after it.

    Raises RuleError where they are in more than one currency.
    """
    ordered = sorted(entries, key=lambda entry: (entry.booked_on, entry.id))
    _require_one_currency(ordered)
    lines = []
    balance = opening_cents
    for entry in ordered:
        balance += entry.amount_cents
        lines.append(AccountLine(entry, balance))
    return tuple(lines)


def statement(entries: Iterable[AccountEntry], first: date, last: date) -> Statement:
    """A client's account from `first` to `last`, of entries in one currency.

    Allocations are left out: they move money within the account and change no balance. Raises
    FieldError where the span ends before it begins, RuleError for more than one currency.
    """
    if last < first:
        raise FieldError("last", _("A statement ends on or after its first day; none was made."))
    shown = [entry for entry in entries if entry.kind is not EntryKind.ALLOCATION]
    _require_one_currency(shown)
    opening = sum(entry.amount_cents for entry in shown if entry.booked_on < first)
    lines = running_balance((e for e in shown if first <= e.booked_on <= last), opening)
    return Statement(first, last, opening, lines, lines[-1].balance_cents if lines else opening)


def _settled(figures: InvoiceFigures) -> InvoiceStatus:
    if figures.written_off_cents > 0:
        return InvoiceStatus.WRITTEN_OFF
    if figures.credited_cents > 0 and figures.paid_cents <= 0:
        return InvoiceStatus.CREDITED
    return InvoiceStatus.PAID


def _require_one_currency(entries: Sequence[AccountEntry]) -> None:
    if len({entry.currency for entry in entries}) > 1:
        raise RuleError(
            _("An account in two currencies has no single balance; each needs its own statement.")
        )
