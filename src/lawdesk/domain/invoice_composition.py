"""From chosen work to an invoice: grouping, tax, totals, and the paper that shows them.

The preview of a draft and the issued invoice go through the same functions, so what the lawyer
sees is what is issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from lawdesk.domain.clients import Client, ClientKind, Grouping
from lawdesk.domain.invoice_paper import (
    InvoicePaper,
    LineKind,
    PaperFacts,
    PaperLine,
    PaperPayment,
    PaperSender,
    PaperSubtotal,
    PaperTax,
)
from lawdesk.domain.invoices import (
    LAYOUT_VERSION,
    NUMBER_GAP,
    ComposedInvoice,
    Draft,
    DraftLine,
    InvoiceId,
    InvoiceTexts,
    IssuedInvoice,
    IssuedLine,
    IssuedTax,
)
from lawdesk.domain.matters import Matter
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.payment_qr import sepa_payment_text
from lawdesk.domain.practice import Practice
from lawdesk.domain.tax import TaxCategory, group_tax, regime_for
from lawdesk.errors import FieldError

_LETTER_COUNTRIES = frozenset({"US", "CA"})


def compose_invoice(
    practice: Practice,
    client: Client,
    address: str,
    matter: Matter,
    draft: Draft,
    chosen: Sequence[DraftLine],
    texts: InvoiceTexts,
    *,
    issued_on: date,
    issued_at: int,
) -> ComposedInvoice:
    """The invoice as it would be issued that day, still without a number (id 0, number "").

    `quote_number` puts the number into its payment sentence and makes the payment code.
    """
    category = regime_for(practice.tax_regime).category(draft.tax_category)
    lines = _lines(chosen, draft.grouping, category, texts)
    on_invoice = [line for line in lines if line.part == "invoice"]
    taxes = _taxes(on_invoice, texts)
    net = sum(line.amount_cents for line in on_invoice)
    tax = sum(group.tax_cents for group in taxes)
    days = [line.worked_on for line in chosen]
    invoice = IssuedInvoice(
        id=InvoiceId(0),
        number="",
        series="",
        number_in_series=0,
        matter_id=matter.id,
        client_id=client.id,
        issued_on=issued_on,
        issued_at=issued_at,
        due_on=issued_on + timedelta(days=draft.payment_days),
        period_from=min(days, default=None),
        period_to=max(days, default=None),
        currency=practice.currency,
        language=client.language,
        locale=_locale(practice, client),
        country=practice.country,
        grouping=draft.grouping,
        sender_name=practice.name,
        sender_title=practice.title,
        sender_address=practice.address,
        sender_contact=" · ".join(part for part in (practice.mail, practice.phone) if part),
        sender_tax=_sender_tax(practice, texts),
        recipient=recipient_of(client, address),
        recipient_name=client.name,
        matter_number=matter.number,
        matter_title=matter.title,
        client_reference=matter.reference or client.reference,
        intro=draft.intro or texts.intro,
        bank_name=practice.bank_name,
        account_holder=practice.account_holder,
        account_number=practice.account_number,
        bank_code=practice.bank_code,
        payment_text=texts.payment,
        payment_qr=None,
        rounding_text=texts.rounding,
        question_text=texts.question,
        layout_version=LAYOUT_VERSION,
        net_cents=net,
        tax_cents=tax,
        total_cents=net + tax,
    )
    return ComposedInvoice(invoice, tuple(lines), tuple(taxes))


def quote_number(composed: ComposedInvoice, number: str) -> ComposedInvoice:
    """The invoice whose payment sentence and payment code quote `number`."""
    invoice = composed.invoice
    has_to_pay = invoice.total_cents > 0
    quoted = replace(
        invoice,
        payment_text=invoice.payment_text.replace(NUMBER_GAP, number) if has_to_pay else "",
        payment_qr=_payment_code(invoice, number) if has_to_pay else None,
    )
    return replace(composed, invoice=quoted)


def recipient_of(client: Client, address: str) -> str:
    """The lines of the address window: name, perhaps a contact person, address."""
    parts = [client.name]
    if client.kind is ClientKind.ORGANISATION and client.contact_person:
        parts.append(client.contact_person)
    return "\n".join([*parts, *[line.strip() for line in address.splitlines() if line.strip()]])


def paper_of(composed: ComposedInvoice) -> InvoicePaper:
    """The paper of an invoice; a draft where it has no number yet."""
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
        ),
        recipient_lines=tuple(invoice.recipient.splitlines()),
        facts=PaperFacts(
            invoice.issued_on,
            invoice.due_on,
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
        payment=PaperPayment(invoice.payment_text, invoice.payment_qr),
        intro=invoice.intro,
        rounding_text=invoice.rounding_text,
        question_text=invoice.question_text,
        time_sheet=tuple(_paper_line(line) for line in composed.lines if line.part != "invoice"),
        paper_size="LETTER" if is_letter else "A4",
        window="US10" if is_letter else "DIN5008-B",
    )


def _payment_code(invoice: IssuedInvoice, number: str) -> str | None:
    """A SEPA code for an amount in euro on an IBAN. None where a bank would refuse it: no code is
    better than one that fails at the client's desk.
    """
    if invoice.currency != "EUR":
        return None
    try:
        return sepa_payment_text(
            name=invoice.account_holder or invoice.sender_name,
            iban=invoice.account_number,
            bic=invoice.bank_code,
            amount_cents=invoice.total_cents,
            remittance=number,
        )
    except FieldError:
        return None


def _sender_tax(practice: Practice, texts: InvoiceTexts) -> str:
    numbers = (
        (texts.tax_number_label, practice.tax_number),
        (texts.vat_id_label, practice.vat_id),
    )
    return "\n".join(f"{label} {number}".strip() for label, number in numbers if number)


def _lines(
    chosen: Sequence[DraftLine], grouping: Grouping, category: TaxCategory, texts: InvoiceTexts
) -> list[IssuedLine]:
    single = [_single_line(line, category) for line in chosen]
    if grouping is Grouping.ENTRY:
        lines = single
    elif grouping is Grouping.DAY:
        lines = _summed(single, by_day=True, rate_line="")
    else:
        summed = _summed(single, by_day=False, rate_line=texts.rate_line)
        lines = summed + [replace(line, part="time_sheet") for line in single]
    return [replace(line, position=place) for place, line in enumerate(lines, start=1)]


def _single_line(line: DraftLine, category: TaxCategory) -> IssuedLine:
    return IssuedLine(
        position=0,
        part="invoice",
        kind="time",
        worked_on=line.worked_on,
        wording=line.wording,
        units=line.units,
        unit_seconds=line.unit_seconds,
        rate_cents_per_hour=line.rate_cents_per_hour,
        amount_cents=line.billed_cents,
        no_charge=line.is_free,
        tax_category=category.code,
        tax_rate_ppm=category.rate_ppm,
    )


def _summed(lines: Iterable[IssuedLine], *, by_day: bool, rate_line: str) -> list[IssuedLine]:
    """One line per rate, and per day if asked. Its amount is its own hours times its rate,
    rounded once, so that a client who multiplies finds the same figure.
    """
    groups: dict[tuple[object, ...], list[IssuedLine]] = {}
    for line in lines:
        day = line.worked_on if by_day else None
        key = (day, line.rate_cents_per_hour, line.no_charge, line.unit_seconds)
        groups.setdefault(key, []).append(line)
    return [_sum_of(group, by_day=by_day, rate_line=rate_line) for group in groups.values()]


def _sum_of(group: list[IssuedLine], *, by_day: bool, rate_line: str) -> IssuedLine:
    first = group[0]
    units = sum(line.units for line in group)
    amount = amount_of_time(units, first.unit_seconds, first.rate_cents_per_hour)
    wordings = dict.fromkeys(line.wording for line in group if line.wording)
    return replace(
        first,
        worked_on=first.worked_on if by_day else None,
        wording="; ".join(wordings) if by_day else rate_line,
        units=units,
        amount_cents=0 if first.no_charge else amount,
    )


def _taxes(lines: Sequence[IssuedLine], texts: InvoiceTexts) -> list[IssuedTax]:
    groups = group_tax((x.tax_category, x.tax_rate_ppm, x.amount_cents) for x in lines)
    return [
        IssuedTax(
            place,
            group.category,
            group.rate_ppm,
            group.net_cents,
            group.tax_cents,
            texts.tax_notes.get(group.category, ""),
        )
        for place, group in enumerate(groups, start=1)
        if group.category != "none"
    ]


def _paper_line(line: IssuedLine) -> PaperLine:
    kinds: dict[str, LineKind] = {"expense": "expense", "pass_through": "pass_through"}
    is_time = line.kind == "time"
    return PaperLine(
        kind=kinds.get(line.kind, "time"),
        worked_on=line.worked_on,
        wording=line.wording,
        amount_cents=line.amount_cents,
        units=line.units if is_time else None,
        unit_seconds=line.unit_seconds,
        rate_cents_per_hour=line.rate_cents_per_hour if is_time else None,
        no_charge=line.no_charge,
        tax_category=line.tax_category,
        tax_rate_ppm=line.tax_rate_ppm,
    )


def _subtotals(lines: Sequence[PaperLine]) -> tuple[PaperSubtotal, ...]:
    time = [line for line in lines if line.kind == "time"]
    lengths = {line.unit_seconds for line in time}
    if len(time) < 2 or len(lengths) != 1:
        return ()
    units = sum(line.units or 0 for line in time if not line.no_charge)
    amount = sum(line.amount_cents for line in time)
    return (PaperSubtotal("time", amount, units, lengths.pop()),)


def _locale(practice: Practice, client: Client) -> str:
    """The practice's way of writing numbers, unless the client reads another language."""
    if practice.locale.split("_")[0] == client.language:
        return practice.locale
    return {"de": "de_DE", "fr": "fr_FR", "es": "es_ES"}.get(client.language, "en_GB")
