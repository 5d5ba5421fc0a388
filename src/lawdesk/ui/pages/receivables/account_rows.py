"""A client's account as rows: what was billed, paid, credited and given up, with the balance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import AccountEntry, EntryKind, running_balance
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.translation import _
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.plain_words import dotted
from lawdesk.ui.widgets.columns import Column


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One booking. `payment_id` is set for money that came in."""

    id: int
    day: str
    words: str
    detail: str
    amount: str
    balance: str
    tone: str
    kind: EntryKind
    invoice_id: InvoiceId | None
    reference: str
    payment_id: PaymentId | None


def account_rows(entries: Sequence[AccountEntry], figures: Figures) -> list[AccountRow]:
    """The bookings of one currency, the latest first. Where money went stands behind it."""
    went = _went(entries, figures)
    shown = [entry for entry in entries if entry.kind is not EntryKind.ALLOCATION]
    lines = running_balance(shown)
    return [
        AccountRow(
            id=int(line.entry.id),
            day=figures.day(line.entry.booked_on),
            words=_words(line.entry),
            detail=_detail(line.entry, went),
            amount=figures.plain_money(line.entry.amount_cents, line.entry.currency),
            balance=figures.plain_money(line.balance_cents, line.entry.currency),
            tone=_tone(line.entry),
            kind=line.entry.kind,
            invoice_id=line.entry.invoice_id,
            reference=line.entry.reference,
            payment_id=line.entry.payment_id if line.entry.kind is EntryKind.PAYMENT else None,
        )
        for line in reversed(lines)
    ]


def account_columns() -> list[Column]:
    """The columns of the account."""
    return [
        Column("day", _("Day"), lambda row: row.day, 100, tone=lambda _row: "quiet"),
        Column(
            "words",
            _("What"),
            lambda row: row.words,
            tone=lambda row: row.tone,
            detail=lambda row: row.detail,
        ),
        Column("amount", _("Amount"), lambda row: row.amount, 92, right=True),
        Column("balance", _("Balance"), lambda row: row.balance, 92, right=True),
    ]


def sums_words(entries: Iterable[AccountEntry], figures: Figures, currency: str) -> str:
    """What was ever billed, paid, credited and written off, in one line."""
    sums = dict.fromkeys(EntryKind, 0)
    for entry in entries:
        sums[entry.kind] += entry.amount_cents
    money = (EntryKind.PAYMENT, EntryKind.REVERSAL, EntryKind.REFUND)
    parts = [
        (_("billed {amount}"), sums[EntryKind.INVOICE] + sums[EntryKind.INTEREST]),
        (_("paid {amount}"), -sum(sums[kind] for kind in money)),
        (_("credited {amount}"), -sums[EntryKind.CREDIT_NOTE]),
        (_("written off {amount}"), -sums[EntryKind.WRITE_OFF]),
    ]
    told = [
        words.format(amount=figures.plain_money(cents, currency)) for words, cents in parts if cents
    ]
    return dotted(*told)


def _went(entries: Iterable[AccountEntry], figures: Figures) -> Mapping[tuple[str, int], list[str]]:
    """Behind each payment the invoices it pays, and behind each invoice the credit it used."""
    sums: dict[tuple[PaymentId | None, InvoiceId], int] = {}
    numbers: dict[InvoiceId, tuple[str, str]] = {}
    for entry in entries:
        if entry.kind is EntryKind.ALLOCATION and entry.invoice_id is not None:
            key = (entry.payment_id, entry.invoice_id)
            sums[key] = sums.get(key, 0) - entry.amount_cents
            numbers[entry.invoice_id] = (entry.reference, entry.currency)
    told: dict[tuple[str, int], list[str]] = {}
    for (payment_id, invoice_id), cents in sums.items():
        if not cents:
            continue
        number, currency = numbers[invoice_id]
        amount = figures.plain_money(cents, currency)
        if payment_id is None:
            words = _("credit used: {amount}").format(amount=amount)
            told.setdefault(("invoice", int(invoice_id)), []).append(words)
        else:
            words = _("paid {number}: {amount}").format(number=number, amount=amount)
            told.setdefault(("payment", int(payment_id)), []).append(words)
    return told


def _words(entry: AccountEntry) -> str:
    words = {
        EntryKind.INVOICE: _("Invoice {reference}"),
        EntryKind.CREDIT_NOTE: _("Credit note {reference}"),
        EntryKind.PAYMENT: _("Payment"),
        EntryKind.REVERSAL: _("Payment bounced"),
        EntryKind.REFUND: _("Refund"),
        EntryKind.ALLOCATION: _("Moved"),
        EntryKind.WRITE_OFF: _("Written off: {reference}"),
        EntryKind.INTEREST: _("Interest {reference}"),
    }[entry.kind]
    if entry.kind is EntryKind.WRITE_OFF and entry.amount_cents > 0:
        words = _("Claimed again: {reference}")
    return words.format(reference=entry.reference)


def _detail(entry: AccountEntry, went: Mapping[tuple[str, int], list[str]]) -> str:
    if entry.kind in {EntryKind.PAYMENT, EntryKind.REVERSAL, EntryKind.REFUND}:
        parts = went.get(("payment", int(entry.payment_id or 0)), [])
        return dotted(*parts, entry.reference, entry.note)
    if entry.kind is EntryKind.INVOICE and entry.invoice_id is not None:
        return dotted(*went.get(("invoice", int(entry.invoice_id)), []), entry.note)
    return entry.note


def _tone(entry: AccountEntry) -> str:
    if entry.kind is EntryKind.REVERSAL:
        return "attention"
    return "quiet" if entry.kind is EntryKind.WRITE_OFF else "ink"
