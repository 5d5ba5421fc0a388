"""What a draft would be issued as: everything that decides it, read together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine
from lawdesk.domain.billing.fee_agreements import Capped, FeeAgreement, agreement_in_force
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoice_composition import Billing, Recipient, compose_invoices
from lawdesk.domain.invoices import ComposedInvoice, InvoiceTexts
from lawdesk.domain.matters import MatterId
from lawdesk.errors import RuleError
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import clients, drafts, invoices, letterhead, matters, practice
from lawdesk.store.billing import fee_agreements
from lawdesk.store.database import Reader
from lawdesk.store.receivables import accounts
from lawdesk.translation import _

Texts = InvoiceTexts | Mapping[ClientId, InvoiceTexts]
"""The sentences of every invoice of a draft, or those of each payer in their own language."""


def compose_draft(
    read: Reader, draft_id: DraftId, texts: Texts, *, now: Moment
) -> tuple[ComposedInvoice, ...]:
    """The invoices as they would be issued now, one per payer, still without numbers.

    Raises FieldError where a discount, a write-down or a split cannot be, RuleError where a split
    entry was changed since.
    """
    draft = drafts.get(read, draft_id)
    chosen = [line for line in drafts.list_lines(read, draft_id) if line.chosen]
    _require_whole_parts(chosen)
    return compose_invoices(
        billing_of(read, draft, texts, now=now), chosen, issued_on=now.day, issued_at=now.at
    )


def billing_of(read: Reader, draft: Draft, texts: Texts, *, now: Moment) -> Billing:
    """Everything that decides the invoices of a draft besides its lines."""
    settings = practice.get(read)
    matter = matters.get(read, draft.matter_id)
    payers = drafts.list_payers(read, draft.id)
    agreements = fee_agreements.list_of_matter(read, matter.id)
    billed = dict.fromkeys([matter.client_id, *(payer.client_id for payer in payers)])
    return Billing(
        practice=settings,
        matter=matter,
        draft=draft,
        recipients={
            each: _recipient(read, each, matter.id, texts, settings.currency) for each in billed
        },
        policy=policy_for(read, matter.id, now.day),
        agreements=agreements,
        payers=payers,
        cap_used_cents=_cap_used(read, draft, agreements),
        letterhead=letterhead.find(read),
    )


def _recipient(
    read: Reader, client_id: ClientId, matter_id: MatterId, texts: Texts, currency: str
) -> Recipient:
    """Who is billed, with the credit that may be used: not advances for other matters."""
    credit = accounts.credit_cents(read, client_id, currency)
    reserved = accounts.advanced_elsewhere_cents(read, client_id, currency, matter_id)
    address = clients.find_contact(read, client_id, ContactKind.ADDRESS)
    return Recipient(
        clients.get(read, client_id),
        address.value if address else "",
        max(0, credit - reserved),
        texts if isinstance(texts, InvoiceTexts) else texts[client_id],
    )


def _cap_used(read: Reader, draft: Draft, agreements: Sequence[FeeAgreement]) -> int:
    agreement = agreement_in_force(agreements, draft.work_until)
    if agreement is None or not isinstance(agreement.terms.fee, Capped):
        return 0
    return invoices.cap_used_cents(read, draft.matter_id, agreement.valid_from)


def _require_whole_parts(chosen: Sequence[DraftLine]) -> None:
    if any(line.part == 1 and line.is_time and line.units < 0 for line in chosen):
        raise RuleError(
            _("A split entry was shortened below its parts; nothing was worked out."),
            _("Join its parts first."),
        )
