"""From chosen work to invoices: lines, what is taken off, tax, totals, one invoice per payer.

The preview of a draft and the issued invoice go through the same functions, so what the lawyer
sees is what is issued.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lawdesk.domain.billing.adjustments import adjust, shared_adjustments
from lawdesk.domain.billing.billing_policy import PolicyVersion
from lawdesk.domain.billing.drafts import Draft, DraftLine, DraftPayer
from lawdesk.domain.billing.fee_agreements import FeeAgreement, FeeTerms, agreement_in_force
from lawdesk.domain.billing.line_grouping import listed_lines, number_lines
from lawdesk.domain.billing.payer_bills import PayerLines, lines_per_payer, split_of
from lawdesk.domain.billing.pricing import PricedLine, price_lines
from lawdesk.domain.billing.retainers import retainer_standing
from lawdesk.domain.billing.shares import split_by_weight
from lawdesk.domain.clients import Client, ClientId, ClientKind
from lawdesk.domain.invoices import (
    LAYOUT_VERSION,
    NUMBER_GAP,
    SHARE_GAP,
    ComposedInvoice,
    InvoiceId,
    InvoiceTexts,
    IssuedInvoice,
    IssuedLine,
    IssuedPayment,
    IssuedTax,
)
from lawdesk.domain.issued_parts import PaperRetainer
from lawdesk.domain.letterhead import Letterhead
from lawdesk.domain.locale_format import format_percent, reader_locale
from lawdesk.domain.matters import Matter
from lawdesk.domain.money import PPM
from lawdesk.domain.payment_qr import sepa_payment_text
from lawdesk.domain.practice import Practice
from lawdesk.domain.tax import group_tax
from lawdesk.errors import FieldError


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who may be billed: the client, the address, credit that may be applied, and the sentences."""

    client: Client
    address: str
    credit_cents: int
    texts: InvoiceTexts


@dataclass(frozen=True, slots=True)
class Billing:
    """Everything that decides an invoice besides the chosen lines.

    `recipients` holds the matter's client and every payer; `cap_used_cents` is what earlier
    invoices filled of the cap in force.
    """

    practice: Practice
    matter: Matter
    draft: Draft
    recipients: Mapping[ClientId, Recipient]
    policy: PolicyVersion
    agreements: Sequence[FeeAgreement] = ()
    payers: Sequence[DraftPayer] = ()
    cap_used_cents: int = 0
    letterhead: Letterhead | None = None

    def fee_on(self, day: date) -> FeeTerms | None:
        """The fee agreed for work of that day."""
        agreement = agreement_in_force(self.agreements, day)
        return agreement.terms.fee if agreement else None

    @property
    def agreement(self) -> FeeAgreement | None:
        """The agreement that holds at the end of the billed period."""
        return agreement_in_force(self.agreements, self.draft.work_until)


def price_chosen(billing: Billing, chosen: Sequence[DraftLine]) -> list[PricedLine]:
    """What each chosen line comes to before anything is taken off the whole invoice.

    Raises FieldError for a write-down that cannot be.
    """
    draft, practice = billing.draft, billing.practice
    return price_lines(
        chosen,
        billing.fee_on,
        practice.regime,
        draft.tax_category,
        shows_reductions=draft.shows_reductions,
    )


def compose_invoices(
    billing: Billing,
    chosen: Sequence[DraftLine],
    *,
    issued_on: date,
    issued_at: int,
    priced: Sequence[PricedLine] | None = None,
) -> tuple[ComposedInvoice, ...]:
    """The invoices as they would be issued that day, one per payer, without numbers (id 0).

    `priced` may give what `price_chosen` gave for the same lines before. `quote_number` puts the
    number into its payment sentence and makes the payment code. Raises FieldError for a discount,
    a write-down or a split that cannot be.
    """
    draft = billing.draft
    texts = billing.recipients[billing.matter.client_id].texts
    if priced is None:
        priced = price_chosen(billing, chosen)
    listed = listed_lines([line for line in priced if line.is_told], draft.grouping)
    days = [line.worked_on for line in chosen]
    fee = billing.agreement.terms.fee if billing.agreement else None
    issued = [line.issued for line in listed]
    adjusted = adjust(issued, fee, billing.cap_used_cents, draft.discount, texts)
    silent = [line for line in priced if not line.is_told]
    composed = []
    parts = _parts(billing, listed, adjusted.lines, texts)
    shares = [part.share_ppm for part in parts]
    for place, part in enumerate(parts):
        one = _compose(billing, part, days, issued_on=issued_on, issued_at=issued_at)
        counted = split_by_weight(adjusted.cap_counted_cents, shares)[place]
        invoice = replace(one.invoice, cap_counted_cents=counted)
        behind = [work for line in silent for work in _shared_work(line, shares, place).work]
        composed.append(replace(one, invoice=invoice, work=(*one.work, *behind)))
    return tuple(composed)


def _shared_work(line: PricedLine, shares: Sequence[int], place: int) -> PricedLine:
    """Work that several pay is recorded on the first invoice and billed on each by its share, so
    that a report which adds invoices up counts it once.
    """
    if len(shares) < 2:
        return line
    work = [
        replace(
            each,
            recorded_cents=0 if place else each.recorded_cents,
            billed_cents=split_by_weight(each.billed_cents, shares)[place],
        )
        for each in line.work
    ]
    return replace(line, work=tuple(work))


@dataclass(frozen=True, slots=True)
class _Part:
    """What one payer's invoice is made of."""

    client_id: ClientId
    priced: tuple[PricedLine, ...]
    more: tuple[IssuedLine, ...]
    share_ppm: int = PPM
    masks_narrative: bool = False


def _parts(
    billing: Billing,
    listed: Sequence[PricedLine],
    adjustments: tuple[IssuedLine, ...],
    texts: InvoiceTexts,
) -> list[_Part]:
    client_id = billing.matter.client_id
    if not billing.payers:
        return [_Part(client_id, tuple(listed), adjustments)]
    names = {
        each.client_id: billing.recipients[each.client_id].client.name for each in billing.payers
    }
    owners = (None, *names)
    owned = [[line for line in listed if line.payer_id == owner] for owner in owners]
    off = shared_adjustments(adjustments, [[line.issued for line in lines] for lines in owned])
    common, common_off = owned[0], off[0]
    shared = lines_per_payer(
        split_of(billing.payers, names),
        billing.payers,
        [*(line.issued for line in common), *common_off],
        texts.others,
    )
    shares = [payer.share_ppm for payer in shared]
    parts = []
    for place, payer in enumerate(shared):
        at = owners.index(payer.client_id)
        lines = [*(_shared_work(line, shares, place) for line in common), *owned[at]]
        parts.append(_part_of(payer, lines, [*common_off, *off[at]], billing))
    return parts


def _part_of(
    payer: PayerLines, lines: Sequence[PricedLine], off: Sequence[IssuedLine], billing: Billing
) -> _Part:
    texts = billing.recipients[payer.client_id].texts
    if payer.masks_narrative:
        lines = [_masked(line, texts.masked) for line in lines]
    others = [replace(line, wording=texts.others) for line in payer.share_lines]
    return _Part(
        payer.client_id, tuple(lines), (*off, *others), payer.share_ppm, payer.masks_narrative
    )


def _masked(line: PricedLine, wording: str) -> PricedLine:
    if line.issued.kind != "time":
        return line
    sheet = tuple(replace(each, wording=wording, reason="") for each in line.sheet)
    return replace(line, issued=replace(line.issued, wording=wording, reason=""), sheet=sheet)


def _compose(
    billing: Billing, part: _Part, days: Sequence[date], *, issued_on: date, issued_at: int
) -> ComposedInvoice:
    practice, matter, draft = billing.practice, billing.matter, billing.draft
    to = billing.recipients[part.client_id]
    client, texts = to.client, to.texts
    grouped = number_lines(part.priced, part.more, draft.grouping, texts.rate_line)
    on_invoice = [line for line in grouped.lines if line.part == "invoice"]
    taxes = issued_taxes(on_invoice, texts)
    net = sum(line.amount_cents for line in on_invoice)
    tax = sum(group.tax_cents for group in taxes)
    applied = max(0, min(to.credit_cents, net + tax)) if draft.applies_credit else 0
    locale = reader_locale(practice.locale, client.language)
    share = texts.your_share.replace(SHARE_GAP, format_percent(part.share_ppm, locale))
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
        locale=locale,
        country=practice.country,
        grouping=draft.grouping,
        sender_name=practice.name,
        sender_title=practice.title,
        sender_address=practice.address,
        sender_contact=" · ".join(part for part in (practice.mail, practice.phone) if part),
        sender_tax=_sender_tax(practice, texts),
        recipient=recipient_of(client, to.address),
        recipient_name=client.name,
        matter_number=matter.number,
        matter_title=matter.title,
        client_reference=matter.reference or client.reference,
        intro=draft.intro or texts.intro,
        bank_name=practice.bank_name,
        account_holder=practice.account_holder,
        account_number=practice.account_number,
        bank_code=practice.bank_code,
        payment_text=draft.payment_note or texts.payment,
        payment_qr=None,
        rounding_text=texts.rounding,
        question_text=texts.question,
        layout_version=LAYOUT_VERSION,
        net_cents=net,
        tax_cents=tax,
        total_cents=net + tax,
        policy_id=billing.policy.id,
        policy_text=texts.policy,
        share_text=share if part.share_ppm != PPM or billing.payers else "",
        retainer=_retainer(billing, to, applied),
        cover_letter=draft.cover_letter,
        paid_cents=applied,
    )
    paid = (IssuedPayment(1, texts.credit, applied),) if applied else ()
    return ComposedInvoice(
        invoice, grouped.lines, tuple(taxes), paid, grouped.work, billing.letterhead
    )


def _retainer(billing: Billing, to: Recipient, applied: int) -> PaperRetainer | None:
    agreement = billing.agreement
    if agreement is None or agreement.terms.evergreen is None:
        return None
    if to.client.id != billing.matter.client_id:
        return None
    retainer = agreement.terms.evergreen
    standing = retainer_standing(retainer, to.credit_cents, applied)
    if not standing.request_cents:
        return None
    return PaperRetainer(
        amount_cents=standing.request_cents,
        left_cents=standing.balance_cents,
        trigger_cents=retainer.trigger_cents,
        target_cents=retainer.target_cents,
        payment_text=to.texts.retainer,
    )


def quote_number(composed: ComposedInvoice, number: str) -> ComposedInvoice:
    """The invoice whose payment sentence and payment code quote `number`."""
    invoice = composed.invoice
    has_to_pay = invoice.total_cents > invoice.paid_cents
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
            amount_cents=invoice.total_cents - invoice.paid_cents,
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


def issued_taxes(lines: Sequence[IssuedLine], texts: InvoiceTexts) -> list[IssuedTax]:
    """The tax groups of an invoice; none where nothing on it is taxed or told apart by tax."""
    groups = group_tax((x.tax_category, x.tax_rate_ppm, x.amount_cents) for x in lines)
    if all(group.category == "none" for group in groups):
        return []
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
    ]
