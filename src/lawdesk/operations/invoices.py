"""Issuing invoices, and what is noted about them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.billing.expenses import ExpenseId
from lawdesk.domain.billing.fixed_charges import FixedChargeId
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId, DocumentKind, SealedFile
from lawdesk.domain.invoice_composition import quote_number
from lawdesk.domain.invoices import (
    BilledWork,
    Channel,
    ComposedInvoice,
    InvoiceId,
    InvoiceKind,
    IssuedInvoice,
)
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.composition import Texts, compose_draft
from lawdesk.operations.issued_numbers import next_number, with_number
from lawdesk.store import audit, documents, drafts, invoices, time_entries
from lawdesk.store.billing import expenses, fixed_charges, retainers
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.receivables import accounts
from lawdesk.translation import _

_FILE_NAMES = {
    InvoiceKind.INVOICE: "invoice",
    InvoiceKind.CREDIT_NOTE: "credit-note",
    InvoiceKind.INTEREST_NOTE: "interest-note",
}


def issue_invoice(tx: Transaction, draft_id: DraftId, texts: Texts, *, now: Moment) -> InvoiceId:
    """Turn a draft into issued invoices, one per payer: numbers, frozen rows, billed work, claims
    on the accounts and credit applied, in one go. Gives the first; `store.invoices.list_split`
    names the others.

    Raises RuleError where nothing is chosen, FieldError where somebody billed has no address, and
    RuleError where the day lies before the last number's day. Nothing is changed then, and no
    number is used.
    """
    return issue_composed(tx, draft_id, compose_draft(tx, draft_id, texts, now=now), now=now)


def issue_composed(
    tx: Transaction, draft_id: DraftId, composed: Sequence[ComposedInvoice], *, now: Moment
) -> InvoiceId:
    """Issue what a draft was composed to in this transaction. See `issue_invoice`."""
    first: InvoiceId | None = None
    for each in composed:
        _require_complete(each)
        numbered = with_number(tx, each, now)
        numbered = replace(numbered, invoice=replace(numbered.invoice, split_with_id=first))
        invoice_id = invoices.insert(tx, numbered)
        first = first or invoice_id
        _book_claim(tx, invoice_id, numbered.invoice)
        audit.insert(tx, now.at, "issue", "invoice", invoice_id, numbered.invoice.number)
    if first is None:
        raise RuleError(_("No work is chosen for this invoice; it was not issued."))
    _set_billed(tx, [work for one in composed for work in one.work], first)
    _ask_for_retainer(tx, first, composed[0].invoice)
    drafts.delete(tx, draft_id)
    return first


def preview_invoices(
    read: Reader, draft_id: DraftId, texts: Texts, *, now: Moment
) -> tuple[ComposedInvoice, ...]:
    """The draft as it would be issued now, one invoice per payer. They have no numbers, but the
    first quotes the one it would get.
    """
    first, *others = compose_draft(read, draft_id, texts, now=now)
    quoted = quote_number(first, next_number(read, InvoiceKind.INVOICE, now.day))
    return quoted, *(quote_number(each, "") for each in others)


def record_invoice_pdf(
    tx: Transaction, invoice_id: InvoiceId, sealed: SealedFile, *, now: Moment
) -> DocumentId:
    """Record the sealed PDF of an invoice, once; the one recorded first stays."""
    summary = invoices.get_summary(tx, invoice_id)
    if summary.pdf_document_id is not None:
        return DocumentId(summary.pdf_document_id)
    document_id = documents.insert(
        tx,
        client_id=summary.client_id,
        matter_id=summary.matter_id,
        kind=DocumentKind.INVOICE,
        title=summary.number,
        file_name=f"{_FILE_NAMES[summary.kind]}-{_as_file_name(summary.number)}.pdf",
        media_type="application/pdf",
        sealed=sealed,
        added_at=now.at,
    )
    invoices.insert_pdf(tx, invoice_id, document_id, sealed.plain_sha256, now.at)
    return document_id


def record_invoice_pdfs(
    tx: Transaction, drawn: Sequence[tuple[InvoiceId, SealedFile]], *, now: Moment
) -> None:
    """Record the sealed PDFs of several invoices."""
    for invoice_id, sealed in drawn:
        record_invoice_pdf(tx, invoice_id, sealed, now=now)


def note_delivery(
    tx: Transaction,
    invoice_id: InvoiceId,
    *,
    delivered_on: date,
    channel: Channel,
    note: str = "",
    now: Moment,
) -> None:
    """Note that the lawyer gave the invoice to the client. Raises FieldError for "delivered_on"."""
    invoice = invoices.get(tx, invoice_id)
    if not invoice.issued_on <= delivered_on <= now.day:
        raise FieldError(
            "delivered_on",
            _("The day lies before the invoice or in the future; nothing was noted."),
        )
    noted = invoices.list_deliveries(tx, invoice_id)
    if any(each.delivered_on == delivered_on and each.channel == channel for each in noted):
        raise FieldError("delivered_on", _("This day and way are noted already."))
    invoices.insert_delivery(tx, invoice_id, delivered_on, channel, note.strip(), now.at)
    audit.insert(tx, now.at, "deliver", "invoice", invoice_id, channel.value)


def _require_complete(composed: ComposedInvoice) -> None:
    invoice = composed.invoice
    if not composed.lines and composed.work:
        raise RuleError(
            _("The agreed fee covers all chosen work; nothing was issued."),
            _("Charge the fee, or an expense, on the matter first."),
        )
    if not composed.lines:
        raise RuleError(
            _("No work is chosen for this invoice; it was not issued."), _("Tick a line.")
        )
    if "\n" not in invoice.recipient:
        raise FieldError(
            "address",
            _("The client has no address; the invoice was not issued."),
            _("Add the address on the client's page."),
        )


def _book_claim(tx: Transaction, invoice_id: InvoiceId, invoice: IssuedInvoice) -> None:
    """The claim on the client's account, and the credit that the invoice says is applied."""
    accounts.post(
        tx,
        invoice.client_id,
        invoice_id,
        invoice.issued_on,
        EntryKind.INVOICE,
        invoice.total_cents,
        invoice.currency,
        recorded_at=invoice.issued_at,
    )
    if invoice.paid_cents:
        accounts.allocate(
            tx,
            invoice.client_id,
            invoice_id,
            invoice.issued_on,
            invoice.paid_cents,
            invoice.currency,
            recorded_at=invoice.issued_at,
        )


def _set_billed(tx: Transaction, work: Sequence[BilledWork], invoice_id: InvoiceId) -> None:
    """Let the invoice hold the work, so that nothing of it is changed or billed again."""
    entry_ids = {each.entry_id for each in work if each.entry_id is not None}
    if entry_ids:
        time_entries.set_all_billed(tx, sorted(entry_ids), invoice_id)
    for expense_id in {each.expense_id for each in work if each.expense_id is not None}:
        expenses.set_billed(tx, ExpenseId(expense_id), invoice_id)
    for charge_id in {each.charge_id for each in work if each.charge_id is not None}:
        fixed_charges.set_billed(tx, FixedChargeId(charge_id), invoice_id)


def _ask_for_retainer(tx: Transaction, invoice_id: InvoiceId, invoice: IssuedInvoice) -> None:
    """Track the request that the invoice prints; it takes the place of earlier ones."""
    if invoice.retainer is None:
        return
    retainers.settle(tx, invoice.matter_id, invoice.issued_on)
    retainers.insert(
        tx, invoice.matter_id, invoice_id, invoice.issued_on, invoice.retainer.amount_cents
    )


def _as_file_name(number: str) -> str:
    return number.replace("/", "-")
