"""The paper of an invoice, a draft, a credit note or an interest note, from its frozen rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from lawdesk.domain.invoice_paper import (
    InvoicePaper,
    LineKind,
    PaperFacts,
    PaperLine,
    PaperPaid,
    PaperPayment,
    PaperReference,
    PaperSender,
    PaperSubtotal,
    PaperTax,
)
from lawdesk.domain.invoices import ComposedInvoice, InvoiceKind, IssuedInvoice, IssuedLine

_LETTER_COUNTRIES = frozenset({"US", "CA"})
_REDUCED = frozenset({"time", "fixed", "expense", "pass_through"})


def paper_of(composed: ComposedInvoice, *, is_copy: bool = False) -> InvoicePaper:
    """The paper of what was issued; a draft where it has no number yet."""
    invoice = composed.invoice
    is_letter = invoice.country in _LETTER_COUNTRIES
    on_invoice = tuple(_paper_line(line) for line in composed.lines if line.part == "invoice")
    return InvoicePaper(
        number=invoice.number or None,
        language=invoice.language,
        locale=invoice.locale,
        currency=invoice.currency,
        sender=PaperSender(
            invoice.sender_name,
            invoice.sender_title,
            tuple(invoice.sender_address.splitlines()),
            tuple(invoice.sender_contact.splitlines()),
            tuple(invoice.sender_tax.splitlines()),
            composed.letterhead,
        ),
        recipient_lines=tuple(invoice.recipient.splitlines()),
        facts=PaperFacts(
            invoice.issued_on,
            None if invoice.kind is InvoiceKind.CREDIT_NOTE else invoice.due_on,
            invoice.matter_number,
            invoice.matter_title,
            invoice.client_reference,
            invoice.period_from,
            invoice.period_to,
        ),
        lines=on_invoice,
        taxes=tuple(
            PaperTax(tax.category, tax.rate_ppm, tax.net_cents, tax.tax_cents, tax.note)
            for tax in composed.taxes
        ),
        net_cents=invoice.net_cents,
        tax_cents=invoice.tax_cents,
        total_cents=invoice.total_cents,
        subtotals=_subtotals(on_invoice),
        paid=tuple(PaperPaid(each.wording, each.amount_cents) for each in composed.payments),
        payment=_payment(invoice),
        intro=invoice.intro,
        rounding_text=invoice.rounding_text,
        question_text=invoice.question_text,
        time_sheet=tuple(_paper_line(line) for line in composed.lines if line.part != "invoice"),
        paper_size="LETTER" if is_letter else "A4",
        window="US10" if is_letter else "DIN5008-B",
        is_copy=is_copy,
        document=invoice.kind.value,
        refers_to=_reference(invoice),
        reason=invoice.reason,
        policy_text=invoice.policy_text,
        share_text=invoice.share_text,
        retainer=invoice.retainer,
        cover_letter=invoice.cover_letter,
    )


def _payment(invoice: IssuedInvoice) -> PaperPayment | None:
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        return None
    return PaperPayment(invoice.payment_text, invoice.payment_qr)


def _reference(invoice: IssuedInvoice) -> PaperReference | None:
    if invoice.corrects_issued_on is None:
        return None
    return PaperReference(invoice.corrects_number, invoice.corrects_issued_on)


def _paper_line(line: IssuedLine) -> PaperLine:
    kind = cast("LineKind", line.kind)
    is_time = kind == "time"
    is_reduced = not (line.no_charge or line.is_covered) and line.kind in _REDUCED
    was = line.recorded_cents if is_reduced and line.recorded_cents > line.amount_cents else None
    return PaperLine(
        kind=kind,
        worked_on=line.worked_on,
        wording=line.wording,
        amount_cents=line.amount_cents,
        units=line.units if is_time else None,
        unit_seconds=line.unit_seconds,
        rate_cents_per_hour=line.rate_cents_per_hour if is_time else None,
        no_charge=line.no_charge,
        tax_category=line.tax_category,
        tax_rate_ppm=line.tax_rate_ppm,
        in_flat_fee=line.is_covered,
        quantity_thousandths=line.quantity_thousandths or None,
        unit_price_cents=line.unit_price_cents,
        unit_name=line.quantity_unit if line.quantity_unit != "items" else "",
        written_down_from_cents=was,
        written_down_reason=line.reason,
        shows_write_down=line.shows_reduction,
        base=line.base,
        segment=line.segment,
    )


def _subtotals(lines: Sequence[PaperLine]) -> tuple[PaperSubtotal, ...]:
    """What the lines of each kind add up to, where there are two or more of it."""
    kinds: tuple[LineKind, ...] = ("time", "fixed", "expense", "pass_through")
    found = [_subtotal(kind, [line for line in lines if line.kind == kind]) for kind in kinds]
    return tuple(subtotal for subtotal in found if subtotal)


def _subtotal(kind: LineKind, lines: Sequence[PaperLine]) -> PaperSubtotal | None:
    lengths = {line.unit_seconds for line in lines}
    if len(lines) < 2 or (kind == "time" and len(lengths) != 1):
        return None
    amount = sum(line.amount_cents for line in lines)
    if kind != "time":
        return PaperSubtotal(kind, amount)
    units = sum(line.units or 0 for line in lines if not line.no_charge)
    return PaperSubtotal("time", amount, units, lengths.pop())
