"""The fee agreement of a draft, in one line: what it means for this invoice."""

from __future__ import annotations

from collections.abc import Sequence

from lawdesk.domain.billing.budgets import LimitUse
from lawdesk.domain.billing.fee_agreements import (
    Capped,
    Contingency,
    FlatFee,
    Hybrid,
    ProBono,
    Subscription,
)
from lawdesk.domain.invoice_composition import Billing
from lawdesk.domain.invoices import ComposedInvoice
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.practice import Practice
from lawdesk.translation import _


def agreement_words(billing: Billing, composed: Sequence[ComposedInvoice]) -> str:
    """What was agreed about the fee and what it does here; empty for time at the usual rates."""
    practice = billing.practice
    fee = billing.agreement.terms.fee if billing.agreement else None
    parts = [_retainer_words(composed, practice)]
    if isinstance(fee, Capped):
        parts.insert(0, _capped_words(fee, billing.cap_used_cents, composed, practice))
    elif isinstance(fee, FlatFee):
        total = sum(each.cents for each in fee.milestones)
        words = _("Flat fee of {amount}: hours are covered by it.")
        parts.insert(0, words.format(amount=_money(total, practice)))
    elif isinstance(fee, Subscription):
        words = _("Subscription of {amount}: hours are covered by it.")
        parts.insert(0, words.format(amount=_money(fee.cents, practice)))
    elif isinstance(fee, Contingency):
        parts.insert(0, _("Success fee: hours are not billed."))
    elif isinstance(fee, Hybrid):
        parts.insert(0, _("Reduced rate; the success fee is charged apart."))
    elif isinstance(fee, ProBono):
        parts.insert(0, _("Pro bono: everything is discounted, and its value is shown."))
    return " ".join(part for part in parts if part)


def _capped_words(
    fee: Capped, used_cents: int, composed: Sequence[ComposedInvoice], practice: Practice
) -> str:
    off = -sum(
        line.amount_cents
        for line in composed[0].lines
        if line.part == "invoice" and line.kind == "cap"
    )
    cap = _money(fee.cap_cents, practice)
    percent = LimitUse(fee.cap_cents, used_cents).percent
    if off:
        return _("Capped at {cap}: {percent} % used; {off} will be written down.").format(
            cap=cap, percent=percent, off=_money(off, practice)
        )
    return _("Capped at {cap}: {percent} % used before this invoice.").format(
        cap=cap, percent=percent
    )


def _retainer_words(composed: Sequence[ComposedInvoice], practice: Practice) -> str:
    asked = [each.invoice.retainer for each in composed if each.invoice.retainer is not None]
    if not asked:
        return ""
    return _("Asks the client to fill the advance up by {amount}.").format(
        amount=_money(asked[0].amount_cents, practice)
    )


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
