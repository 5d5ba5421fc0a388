"""Payment plans and their instalments. What was agreed cannot change, only end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.payment_plans import Instalment
from lawdesk.store.database import Reader, Transaction

PaymentPlanId = NewType("PaymentPlanId", int)

_SELECT = (
    "SELECT id, client_id, agreed_on, grace_days, note, after_entry_id, recorded_at, ended_on "
    "FROM payment_plans"
)


@dataclass(frozen=True, slots=True)
class PaymentPlan:
    """What a client agreed to pay in parts. What the account booked after the row `after_entry_id`
    counts for it; with `grace_days` an instalment that late makes the rest due at once.
    """

    id: PaymentPlanId
    client_id: ClientId
    agreed_on: date
    grace_days: int | None
    note: str
    after_entry_id: int
    recorded_at: int
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class PaidOn:
    """What lowered the invoices of a plan on a day; below zero it was taken back."""

    day: date
    cents: int


def get(read: Reader, plan_id: PaymentPlanId) -> PaymentPlan:
    """The plan. Raises NotFound."""
    return read.one(PaymentPlan, f"{_SELECT} WHERE id = ?", plan_id)


def list_of_client(read: Reader, client_id: ClientId) -> list[PaymentPlan]:
    """A client's plans, the latest first."""
    return read.all(PaymentPlan, f"{_SELECT} WHERE client_id = ? ORDER BY id DESC", client_id)


def list_running(read: Reader) -> list[PaymentPlan]:
    """Plans that were not ended, the latest first."""
    return read.all(PaymentPlan, f"{_SELECT} WHERE ended_on IS NULL ORDER BY id DESC")


def list_all(read: Reader) -> list[PaymentPlan]:
    """Every plan, the running ones first, then the latest."""
    return read.all(PaymentPlan, f"{_SELECT} ORDER BY ended_on IS NOT NULL, id DESC")


def find_running(read: Reader, invoice_id: InvoiceId) -> PaymentPlan | None:
    """The plan an invoice is in now, if there is one."""
    return read.first(
        PaymentPlan,
        f"{_SELECT} WHERE ended_on IS NULL AND id IN "
        "(SELECT plan_id FROM payment_plan_invoices WHERE invoice_id = ?)",
        invoice_id,
    )


def list_invoices(read: Reader, plan_id: PaymentPlanId) -> list[InvoiceId]:
    """The invoices a plan is about."""
    return read.values(
        "SELECT invoice_id FROM payment_plan_invoices WHERE plan_id = ? ORDER BY invoice_id",
        plan_id,
    )


def list_instalments(read: Reader, plan_id: PaymentPlanId) -> list[Instalment]:
    """The instalments in their order."""
    return read.all(
        Instalment,
        "SELECT due_on, amount_cents FROM instalments WHERE plan_id = ? ORDER BY position",
        plan_id,
    )


def list_paid(read: Reader, plan_id: PaymentPlanId) -> list[PaidOn]:
    """What lowered the plan's invoices since it was agreed: payments, and credits too."""
    return read.all(
        PaidOn,
        "SELECT a.booked_on AS day, -a.amount_cents AS cents FROM payment_plans p "
        "JOIN payment_plan_invoices i ON i.plan_id = p.id "
        "JOIN account_entries a ON a.invoice_id = i.invoice_id AND a.id > p.after_entry_id "
        "WHERE p.id = ? ORDER BY a.booked_on, a.id",
        plan_id,
    )


def insert(
    tx: Transaction,
    client_id: ClientId,
    invoice_ids: Sequence[InvoiceId],
    instalments: Sequence[Instalment],
    *,
    agreed_on: date,
    grace_days: int | None,
    note: str,
    recorded_at: int,
) -> PaymentPlanId:
    """A new plan with its invoices and instalments."""
    last_entry = tx.number("SELECT max(id) FROM account_entries")
    plan_id = PaymentPlanId(
        tx.write(
            "INSERT INTO payment_plans (client_id, agreed_on, grace_days, note, after_entry_id, "
            "recorded_at) VALUES (?, ?, ?, ?, ?, ?)",
            client_id,
            agreed_on,
            grace_days,
            note,
            last_entry,
            recorded_at,
        )
    )
    for invoice_id in invoice_ids:
        tx.write(
            "INSERT INTO payment_plan_invoices (plan_id, invoice_id) VALUES (?, ?)",
            plan_id,
            invoice_id,
        )
    for position, instalment in enumerate(instalments, start=1):
        tx.write(
            "INSERT INTO instalments (plan_id, position, due_on, amount_cents) VALUES (?, ?, ?, ?)",
            plan_id,
            position,
            instalment.due_on,
            instalment.amount_cents,
        )
    return plan_id


def set_ended(tx: Transaction, plan_id: PaymentPlanId, ended_on: date) -> None:
    """Let a plan hold no longer from that day on."""
    tx.write("UPDATE payment_plans SET ended_on = ? WHERE id = ?", ended_on, plan_id)
