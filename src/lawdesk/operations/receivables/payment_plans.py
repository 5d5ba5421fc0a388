"""Payment in parts: agreed, watched, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.payment_plans import (
    Instalment,
    PlanState,
    checked_plan,
    plan_state,
)
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.receivables import accounts, claims, payment_plans
from lawdesk.store.receivables.payment_plans import PaymentPlanId
from lawdesk.translation import _

_LONGEST_NOTE = 500


def agree_plan(
    tx: Transaction,
    client_id: ClientId,
    invoice_ids: Sequence[InvoiceId],
    instalments: Sequence[Instalment],
    *,
    agreed_on: date,
    note: str = "",
    grace_days: int | None = None,
    now: Moment,
) -> PaymentPlanId:
    """Note that what is open on invoices is paid in parts; while the plan is kept no reminder is
    due for them.

    Raises FieldError for "invoices" that are another client's, not open, in a plan already or in
    two currencies, and for instalments, days and texts that cannot be.
    """
    chosen = sorted(set(invoice_ids))
    _check_invoices(tx, client_id, chosen)
    if agreed_on > now.day:
        raise FieldError("agreed_on", _("This day lies in the future; no plan was made."))
    if len(note.strip()) > _LONGEST_NOTE or not 0 <= (grace_days or 0) <= 365:
        raise FieldError("note", _("A note has 500 characters at most; no plan was made."))
    open_cents = sum(accounts.open_cents(tx, invoice_id) for invoice_id in chosen)
    plan_id = payment_plans.insert(
        tx,
        client_id,
        chosen,
        checked_plan(instalments, open_cents, agreed_on),
        agreed_on=agreed_on,
        grace_days=grace_days,
        note=note.strip(),
        recorded_at=now.at,
    )
    audit.insert(tx, now.at, "agree plan", "client", client_id, f"{open_cents}")
    return plan_id


def end_plan(tx: Transaction, plan_id: PaymentPlanId, *, now: Moment) -> None:
    """Let a plan end today: what is open is due as it was before. Raises RuleError where it has
    ended before.
    """
    if payment_plans.get(tx, plan_id).ended_on is not None:
        raise RuleError(_("This plan has ended already; nothing was changed."))
    payment_plans.set_ended(tx, plan_id, now.day)
    audit.insert(tx, now.at, "end plan", "payment plan", plan_id, now.day.isoformat())


def state_of(read: Reader, plan_id: PaymentPlanId, day: date) -> PlanState:
    """How a plan stands on a day. What credits and write-offs took off its invoices fills the
    instalments as payments do.
    """
    paid = [(each.day, each.cents) for each in payment_plans.list_paid(read, plan_id)]
    return plan_state(payment_plans.list_instalments(read, plan_id), paid, day)


def is_held_by_plan(read: Reader, invoice_id: InvoiceId, day: date) -> bool:
    """Whether an invoice is in a plan that is kept."""
    plan = payment_plans.find_running(read, invoice_id)
    return plan is not None and state_of(read, plan.id, day).is_kept


def _check_invoices(read: Reader, client_id: ClientId, invoice_ids: Sequence[InvoiceId]) -> None:
    chosen = [claims.get(read, invoice_id) for invoice_id in invoice_ids]
    if len({claim.currency for claim in chosen}) != 1:
        raise FieldError(
            "invoices", _("A plan is about invoices in one currency; no plan was made.")
        )
    for claim in chosen:
        if claim.client_id != client_id or accounts.open_cents(read, claim.id) <= 0:
            raise FieldError(
                "invoices",
                _("Invoice {number} is not open for this client; no plan was made.").format(
                    number=claim.number
                ),
            )
        if payment_plans.find_running(read, claim.id) is not None:
            raise FieldError(
                "invoices",
                _("Invoice {number} is in a plan already; no plan was made.").format(
                    number=claim.number
                ),
                _("End that plan first."),
            )
