"""Issuing invoices, and what is noted about them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId, DocumentKind, SealedFile
from lawdesk.domain.invoice_composition import quote_number
from lawdesk.domain.invoices import Channel, ComposedInvoice, DraftId, InvoiceId, InvoiceTexts
from lawdesk.domain.numbering import number_from, series_of
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.drafts import compose_draft
from lawdesk.store import audit, documents, drafts, invoices, numbers, practice, time_entries
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _


def issue_invoice(
    tx: Transaction, draft_id: DraftId, texts: InvoiceTexts, *, now: Moment
) -> InvoiceId:
    """Turn a draft into an issued invoice: number, frozen rows, billed entries, in one go.

    Raises RuleError where nothing is chosen, FieldError where the client has no address, and
    RuleError where the day lies before the last number's day. Nothing is changed then, and no
    number is used.
    """
    composed = compose_draft(tx, draft_id, texts, now=now)
    _require_complete(composed)
    numbered = _with_number(tx, composed, now)
    invoice_id = invoices.insert(tx, numbered)
    for line in drafts.list_lines(tx, draft_id):
        if line.chosen:
            time_entries.set_billed(tx, line.entry_id, invoice_id)
    drafts.delete(tx, draft_id)
    audit.insert(tx, now.at, "issue", "invoice", invoice_id, numbered.invoice.number)
    return invoice_id


def preview_invoice(
    read: Reader, draft_id: DraftId, texts: InvoiceTexts, *, now: Moment
) -> ComposedInvoice:
    """The draft as it would be issued now. It has no number, but quotes the one it would get."""
    composed = compose_draft(read, draft_id, texts, now=now)
    return quote_number(composed, next_invoice_number(read, now.day))


def next_invoice_number(read: Reader, day: date) -> str:
    """The number that an invoice issued on that day would get. Nothing is drawn."""
    pattern = practice.get(read).invoice_number_pattern
    series = numbers.find(read, "invoice", series_of(pattern, day))
    return number_from(pattern, (series.last_number if series else 0) + 1, day)


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
        file_name=f"invoice-{_as_file_name(summary.number)}.pdf",
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


def _with_number(tx: Transaction, composed: ComposedInvoice, now: Moment) -> ComposedInvoice:
    pattern = practice.get(tx).invoice_number_pattern
    day = composed.invoice.issued_on
    series = series_of(pattern, day)
    before = numbers.find(tx, "invoice", series)
    if before and before.last_on > now.day:
        raise RuleError(
            _("The last invoice is dated {day}, later than today; nothing was issued.").format(
                day=before.last_on
            ),
            _("Look at the date of this computer."),
        )
    counter = numbers.draw(tx, "invoice", series, day)
    number = number_from(pattern, counter, day)
    quoted = quote_number(composed, number)
    numbered = replace(
        quoted.invoice, number=number, series=f"invoice/{series}", number_in_series=counter
    )
    return replace(quoted, invoice=numbered)


def _as_file_name(number: str) -> str:
    return number.replace("/", "-")
