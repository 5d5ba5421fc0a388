"""Giving up a claim, wholly or in part, and claiming it again."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.errors import FieldError
from lawdesk.store import audit
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts, claims, write_offs
from lawdesk.store.receivables.write_offs import WriteOffId
from lawdesk.translation import _

_LONGEST_REASON = 500


def write_off(
    tx: Transaction,
    invoice_id: InvoiceId,
    cents: int,
    reason: str,
    *,
    written_off_on: date,
    now: Moment,
) -> WriteOffId:
    """Give up cents of what is open on an invoice. Raises FieldError for "amount" over what is
    open, for "reason", and for "written_off_on" before the invoice or after today.
    """
    if not 0 < cents <= accounts.open_cents(tx, invoice_id):
        raise FieldError(
            "amount", _("At most what is open can be written off; nothing was recorded.")
        )
    return _book(tx, invoice_id, cents, reason, written_off_on, now)


def take_back_write_off(
    tx: Transaction,
    invoice_id: InvoiceId,
    cents: int,
    reason: str,
    *,
    taken_back_on: date,
    now: Moment,
) -> WriteOffId:
    """Claim again what was written off. Raises FieldError for "amount" over what stands written
    off, for "reason", and for a day that cannot be.
    """
    if not 0 < cents <= write_offs.sum_of_invoice(tx, invoice_id):
        raise FieldError("amount", _("Less than that was written off; nothing was recorded."))
    return _book(tx, invoice_id, -cents, reason, taken_back_on, now)


def _book(
    tx: Transaction, invoice_id: InvoiceId, cents: int, reason: str, day: date, now: Moment
) -> WriteOffId:
    claim = claims.get(tx, invoice_id)
    words = reason.strip()
    if not 0 < len(words) <= _LONGEST_REASON:
        raise FieldError("reason", _("Say why, in 500 characters at most; nothing was recorded."))
    if not claim.issued_on <= day <= now.day:
        raise FieldError(
            "written_off_on",
            _("The day lies before the invoice or in the future; nothing was recorded."),
        )
    write_off_id = write_offs.insert(tx, invoice_id, day, cents, words, now.at)
    accounts.post(
        tx,
        claim.client_id,
        invoice_id,
        day,
        EntryKind.WRITE_OFF,
        -cents,
        claim.currency,
        recorded_at=now.at,
        write_off_id=write_off_id,
    )
    audit.insert(tx, now.at, "write off", "invoice", invoice_id, f"{cents} {claim.currency}")
    return write_off_id
