"""Fixed charges of matters: milestones, subscriptions, success fees."""

from __future__ import annotations

from dataclasses import astuple, fields
from datetime import date

from lawdesk.domain.billing.fee_agreements import FeeAgreementId
from lawdesk.domain.billing.fixed_charges import FixedCharge, FixedChargeId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Reader, Transaction

_COLUMNS = ", ".join(field.name for field in fields(FixedCharge))
_SELECT = f"SELECT {_COLUMNS} FROM fixed_charges"


def get(read: Reader, charge_id: FixedChargeId) -> FixedCharge:
    """The charge, taken back or not. Raises NotFound."""
    return read.one(FixedCharge, f"{_SELECT} WHERE id = ?", charge_id)


def list_of_agreement(read: Reader, agreement_id: FeeAgreementId) -> list[FixedCharge]:
    """What an agreement has charged so far, in the order in which it was earned."""
    return read.all(
        FixedCharge,
        f"{_SELECT} WHERE agreement_id = ? AND deleted_at IS NULL ORDER BY earned_on, id",
        agreement_id,
    )


def list_of_matter(read: Reader, matter_id: MatterId) -> list[FixedCharge]:
    """Every standing charge of a matter, billed or not, in the order in which it was earned."""
    return read.all(
        FixedCharge,
        f"{_SELECT} WHERE matter_id = ? AND deleted_at IS NULL ORDER BY earned_on, id",
        matter_id,
    )


def list_unbilled(read: Reader, matter_id: MatterId, until: date) -> list[FixedCharge]:
    """What a matter earned in fixed sums up to a day and has on no invoice yet."""
    return read.all(
        FixedCharge,
        f"{_SELECT} WHERE matter_id = ? AND earned_on <= ? AND invoice_id IS NULL "
        "AND deleted_at IS NULL ORDER BY earned_on, id",
        matter_id,
        until,
    )


def find_for_occasion(
    read: Reader, agreement_id: FeeAgreementId, occasion: str
) -> FixedCharge | None:
    """The standing charge of an agreement's occasion; there is at most one."""
    return read.first(
        FixedCharge,
        f"{_SELECT} WHERE agreement_id = ? AND occasion = ? AND deleted_at IS NULL",
        agreement_id,
        occasion,
    )


def insert(tx: Transaction, charge: FixedCharge) -> FixedChargeId:
    """A new charge; the id in `charge` is ignored."""
    _, *values = astuple(charge)
    marks = ", ".join("?" * len(values))
    columns = _COLUMNS.removeprefix("id, ")
    return FixedChargeId(
        tx.write(f"INSERT INTO fixed_charges ({columns}) VALUES ({marks})", *values)
    )


def set_billed(tx: Transaction, charge_id: FixedChargeId, invoice_id: InvoiceId | None) -> None:
    """Mark the charge as held by an issued invoice, or as released by a credit note."""
    tx.write("UPDATE fixed_charges SET invoice_id = ? WHERE id = ?", invoice_id, charge_id)


def set_deleted(tx: Transaction, charge_id: FixedChargeId, deleted_at: int) -> None:
    """Take a charge back, out of whatever draft it is in too."""
    tx.write("DELETE FROM draft_lines WHERE charge_id = ?", charge_id)
    tx.write("UPDATE fixed_charges SET deleted_at = ? WHERE id = ?", deleted_at, charge_id)
