"""Money that comes and goes: payments, where they go, bounced ones, credit and refunds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.receivables.allocation import (
    PaidPart,
    allocate,
    allocation_day,
    release_of_reversal,
    release_surplus,
)
from lawdesk.domain.receivables.payments import (
    Payment,
    PaymentId,
    PaymentMethod,
    check_reversal,
    checked_payment,
)
from lawdesk.errors import FieldError
from lawdesk.store import audit, clients, invoices, matters, practice
from lawdesk.store.billing import retainers
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.receivables import accounts, claims, payments
from lawdesk.store.receivables.payments import PaymentKind
from lawdesk.translation import _


def record_payment(
    tx: Transaction,
    client_id: ClientId,
    amount_cents: int,
    *,
    received_on: date,
    value_on: date | None = None,
    method: PaymentMethod = PaymentMethod.TRANSFER,
    reference: str = "",
    payer: str = "",
    note: str = "",
    named: Sequence[tuple[InvoiceId, int]] = (),
    spreads_rest: bool = True,
    matter_id: MatterId | None = None,
    currency: str | None = None,
    now: Moment,
) -> PaymentId:
    """Record money that came in and put it onto invoices: what is named gets its cents, the rest
    goes to the oldest due first, what is left is the client's credit.

    An advance (`matter_id`) is not spread. Money that came before an invoice counts against it
    from the invoice's day. `currency` is the practice's where none is given. Raises FieldError for
    the field that cannot be right.
    """
    payment = checked_payment(
        Payment(
            id=PaymentId(0),
            client_id=clients.get(tx, client_id).id,
            received_on=received_on,
            value_on=value_on or received_on,
            method=method,
            reference=reference,
            payer=payer,
            amount_cents=amount_cents,
            currency=currency or practice.get(tx).currency,
            note=note,
            recorded_at=now.at,
        ),
        now.day,
    )
    _check_matter(tx, client_id, matter_id)
    payment_id = payments.insert(tx, payment, matter_id=matter_id)
    _book(tx, replace(payment, id=payment_id), EntryKind.PAYMENT)
    spread = allocate(
        amount_cents,
        accounts.list_open(tx, client_id, payment.currency),
        named,
        spreads_rest=spreads_rest and matter_id is None,
    )
    for part in spread.allocations:
        _move(tx, PaidPart(part.invoice_id, payment_id, part.cents), received_on, now)
    if matter_id is not None:
        _settle_retainer(tx, client_id, matter_id, received_on)
    audit.insert(tx, now.at, "record", "payment", payment_id, f"{amount_cents} {payment.currency}")
    return payment_id


def reverse_payment(
    tx: Transaction, payment_id: PaymentId, *, reversed_on: date, note: str = "", now: Moment
) -> PaymentId:
    """Take a bounced payment back: a row against it, and all it paid is owed again, due as before.

    Where its money was used as credit since, the latest uses come off too. Raises FieldError for
    "reversed_on", also where it was reversed before.
    """
    payment = payments.get(tx, payment_id)
    check_reversal(payment, reversed_on, now.day)
    released = release_of_reversal(
        payment_id,
        payment.amount_cents,
        accounts.credit_cents(tx, payment.client_id, payment.currency),
        accounts.list_paid_parts(tx, payment.client_id, payment.currency),
    )
    for part in released:
        _move(tx, replace(part, cents=-part.cents), reversed_on, now)
    reversal = replace(
        payment,
        received_on=reversed_on,
        value_on=reversed_on,
        amount_cents=-payment.amount_cents,
        note=note.strip(),
        recorded_at=now.at,
    )
    reversal_id = payments.insert(tx, reversal, PaymentKind.REVERSAL, reverses_id=payment_id)
    _book(tx, replace(reversal, id=reversal_id), EntryKind.REVERSAL)
    audit.insert(tx, now.at, "reverse", "payment", payment_id, reversed_on.isoformat())
    return reversal_id


def apply_credit(
    tx: Transaction, client_id: ClientId, invoice_id: InvoiceId, cents: int, *, now: Moment
) -> None:
    """Use a client's credit for an invoice. Raises FieldError for "amount" over the credit or over
    what is open.
    """
    claim = claims.get(tx, invoice_id)
    if claim.client_id != client_id:
        raise FieldError("invoice", _("This invoice is another client's; nothing was moved."))
    _check_credit(tx, client_id, claim.currency, cents)
    if cents > accounts.open_cents(tx, invoice_id):
        raise FieldError("amount", _("The invoice has less open than that; nothing was moved."))
    _move(tx, PaidPart(invoice_id, None, cents), now.day, now)
    audit.insert(tx, now.at, "apply credit", "invoice", invoice_id, str(cents))


def take_back_allocation(
    tx: Transaction,
    invoice_id: InvoiceId,
    payment_id: PaymentId | None,
    cents: int,
    *,
    now: Moment,
) -> None:
    """Move cents of a payment (None: of applied credit) off an invoice, back to the credit.

    Raises FieldError for "amount" where that payment has less on the invoice.
    """
    parts = accounts.list_parts_of_invoice(tx, invoice_id)
    standing = sum(part.cents for part in parts if part.payment_id == payment_id)
    if not 0 < cents <= standing:
        raise FieldError(
            "amount", _("This payment has less on the invoice than that; nothing was moved.")
        )
    _move(tx, PaidPart(invoice_id, payment_id, -cents), now.day, now)
    audit.insert(tx, now.at, "take back", "invoice", invoice_id, str(cents))


def refund_credit(
    tx: Transaction,
    client_id: ClientId,
    cents: int,
    *,
    paid_on: date,
    method: PaymentMethod = PaymentMethod.TRANSFER,
    reference: str = "",
    note: str = "",
    currency: str | None = None,
    now: Moment,
) -> PaymentId:
    """Note that credit was paid back to the client. Raises FieldError for "amount" over the credit
    and for "paid_on" in the future.
    """
    money = currency or practice.get(tx).currency
    _check_credit(tx, client_id, money, cents)
    if paid_on > now.day:
        raise FieldError("paid_on", _("A refund is noted once it was paid; none was recorded."))
    refund = Payment(
        id=PaymentId(0),
        client_id=client_id,
        received_on=paid_on,
        value_on=paid_on,
        method=method,
        reference=reference.strip(),
        payer="",
        amount_cents=-cents,
        currency=money,
        note=note.strip(),
        recorded_at=now.at,
    )
    refund_id = payments.insert(tx, refund, PaymentKind.REFUND)
    _book(tx, replace(refund, id=refund_id), EntryKind.REFUND)
    audit.insert(tx, now.at, "refund", "client", client_id, f"{cents} {money}")
    return refund_id


def release_surplus_of(tx: Transaction, invoice_id: InvoiceId, *, now: Moment) -> int:
    """Move what an invoice is overpaid by back to the client's credit, and say how many cents.

    To be called after a credit note was booked. Raises RuleError where more was taken off the
    invoice than it ever came to; nothing may be committed then.
    """
    parts = accounts.list_parts_of_invoice(tx, invoice_id)
    released = release_surplus(accounts.open_cents(tx, invoice_id), parts)
    for part in released:
        _move(tx, replace(part, cents=-part.cents), now.day, now)
    return sum(part.cents for part in released)


def _settle_retainer(tx: Transaction, client_id: ClientId, matter_id: MatterId, day: date) -> None:
    """Close the request to fill an advance up once the credit has reached its target."""
    for request in retainers.list_open(tx, matter_id):
        invoice = invoices.get(tx, InvoiceId(request.invoice_id))
        credit = accounts.credit_cents(tx, client_id, invoice.currency)
        if invoice.retainer is None or credit >= invoice.retainer.target_cents:
            retainers.settle(tx, matter_id, day)


def _move(tx: Transaction, part: PaidPart, day: date, now: Moment) -> None:
    """Move credit onto an invoice, or off it with cents below zero."""
    claim = claims.get(tx, part.invoice_id)
    accounts.allocate(
        tx,
        claim.client_id,
        part.invoice_id,
        allocation_day(day, claim.issued_on),
        part.cents,
        claim.currency,
        recorded_at=now.at,
        payment_id=part.payment_id,
    )


def _book(tx: Transaction, payment: Payment, kind: EntryKind) -> None:
    accounts.post(
        tx,
        payment.client_id,
        None,
        payment.received_on,
        kind,
        -payment.amount_cents,
        payment.currency,
        recorded_at=payment.recorded_at,
        payment_id=payment.id,
    )


def _check_credit(read: Reader, client_id: ClientId, currency: str, cents: int) -> None:
    if not 0 < cents <= accounts.credit_cents(read, client_id, currency):
        raise FieldError("amount", _("The client has no credit of this amount; nothing was moved."))


def _check_matter(read: Reader, client_id: ClientId, matter_id: MatterId | None) -> None:
    if matter_id is not None and matters.get(read, matter_id).client_id != client_id:
        raise FieldError("matter", _("This matter is another client's; nothing was recorded."))
