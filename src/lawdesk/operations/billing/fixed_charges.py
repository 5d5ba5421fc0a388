"""Fixed charges: milestones, days of a subscription, success fees, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lawdesk.domain.billing.contingency import (
    ClosingStatement,
    NamedAmount,
    closing_statement,
    is_success_fee_due,
)
from lawdesk.domain.billing.fee_agreements import (
    Contingency,
    FeeAgreement,
    FeeAgreementId,
    FlatFee,
    Hybrid,
    Subscription,
    subscription_days,
)
from lawdesk.domain.billing.fixed_charges import (
    SUCCESS_FEE,
    FixedCharge,
    FixedChargeId,
    milestone_occasion,
    subscription_occasion,
)
from lawdesk.domain.clock import Moment
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit
from lawdesk.store.billing import fee_agreements, fixed_charges
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _

_LONGEST_WORDING = 2_000


def reach_milestone(
    tx: Transaction,
    agreement_id: FeeAgreementId,
    position: int,
    *,
    reached_on: date,
    now: Moment,
) -> FixedChargeId:
    """Charge a milestone of a flat fee, named by its `position` from 0, with its title as wording.

    Raises FieldError for "reached_on", RuleError where it was charged before or is not agreed.
    """
    agreement = fee_agreements.get(tx, agreement_id)
    fee = agreement.terms.fee
    if not isinstance(fee, FlatFee) or not 0 <= position < len(fee.milestones):
        raise RuleError(_("The agreement has no such milestone; nothing was charged."))
    milestone = fee.milestones[position]
    return _charge(
        tx,
        agreement,
        milestone_occasion(position),
        earned_on=_not_later(reached_on, now, "reached_on"),
        wording=milestone.title,
        cents=milestone.cents,
        now=now,
    )


def charge_subscription(
    tx: Transaction, agreement_id: FeeAgreementId, until: date, *, now: Moment, wording: str
) -> list[FixedChargeId]:
    """Charge every day of a subscription up to `until` that is not charged yet.

    Days on which the agreement does not hold are left out, and days to come are never charged.
    A day whose charge was taken back is charged again. `wording` is what the client reads.
    """
    agreement = fee_agreements.get(tx, agreement_id)
    if not isinstance(agreement.terms.fee, Subscription):
        raise RuleError(_("This agreement is no subscription; nothing was charged."))
    known = {charge.occasion for charge in fixed_charges.list_of_agreement(tx, agreement_id)}
    return [
        _charge(
            tx,
            agreement,
            subscription_occasion(day),
            earned_on=day,
            wording=wording,
            cents=agreement.terms.fee.cents,
            now=now,
        )
        for day in due_days(agreement, min(until, now.day))
        if subscription_occasion(day) not in known
    ]


def due_days(agreement: FeeAgreement, until: date) -> list[date]:
    """The days of a subscription up to `until` on which its agreement holds."""
    fee, ended = agreement.terms.fee, agreement.ended_on
    if not isinstance(fee, Subscription):
        return []
    days = subscription_days(fee, until)
    return [d for d in days if agreement.valid_from <= d and (ended is None or d < ended)]


def uncharged_days(read: Reader, agreement: FeeAgreement, until: date) -> list[date]:
    """The days of a subscription up to `until` that are not charged yet."""
    known = {charge.occasion for charge in fixed_charges.list_of_agreement(read, agreement.id)}
    days = due_days(agreement, until)
    return [day for day in days if subscription_occasion(day) not in known]


def work_out_success_fee(
    read: Reader,
    agreement_id: FeeAgreementId,
    recovery_cents: int,
    *,
    stage: str | None = None,
    costs: Sequence[NamedAmount] = (),
    liens: Sequence[NamedAmount] = (),
) -> ClosingStatement:
    """How a recovery is divided under a contingency or hybrid agreement; nothing is charged.

    Raises RuleError for another kind of agreement, FieldError as `closing_statement` does.
    """
    fee = fee_agreements.get(read, agreement_id).terms.fee
    terms = fee.success if isinstance(fee, Hybrid) else fee
    if not isinstance(terms, Contingency):
        raise RuleError(_("No success fee is agreed; nothing was charged."))
    return closing_statement(terms, recovery_cents, stage=stage, costs=costs, liens=liens)


def charge_success_fee(
    tx: Transaction,
    agreement_id: FeeAgreementId,
    statement: ClosingStatement,
    *,
    triggered_on: date,
    wording: str,
    now: Moment,
) -> FixedChargeId:
    """Charge the fee of a closing statement, once per agreement.

    Raises FieldError for "triggered_on", RuleError before the success fee may be asked for, where
    it was charged before, and where nothing was recovered.
    """
    agreement = fee_agreements.get(tx, agreement_id)
    day = _not_later(triggered_on, now, "triggered_on")
    fee = agreement.terms.fee
    if isinstance(fee, Hybrid) and not is_success_fee_due(fee, day, now.day):
        raise RuleError(_("The success fee is not due yet; nothing was charged."))
    if statement.fee_cents == 0:
        raise RuleError(_("Nothing is left to take a fee from; nothing was charged."))
    return _charge(
        tx,
        agreement,
        SUCCESS_FEE,
        earned_on=day,
        wording=wording,
        cents=statement.fee_cents,
        now=now,
    )


def take_back_charge(tx: Transaction, charge_id: FixedChargeId, *, now: Moment) -> None:
    """Take a charge back as if its occasion had not come. Raises RuleError where it was billed."""
    charge = fixed_charges.get(tx, charge_id)
    if charge.invoice_id is not None:
        raise RuleError(
            _("This charge is on an issued invoice; it was kept."), _("Credit the invoice.")
        )
    if charge.deleted_at is None:
        fixed_charges.set_deleted(tx, charge_id, now.at)
        audit.insert(tx, now.at, "take back", "fixed charge", charge_id, charge.occasion)


def _charge(
    tx: Transaction,
    agreement: FeeAgreement,
    occasion: str,
    *,
    earned_on: date,
    wording: str,
    cents: int,
    now: Moment,
) -> FixedChargeId:
    if fixed_charges.find_for_occasion(tx, agreement.id, occasion):
        raise RuleError(_("This was charged already; nothing was charged again."))
    words = " ".join(wording.split())
    if not 1 <= len(words) <= _LONGEST_WORDING:
        raise FieldError("wording", _("Say what the client pays for, in 2,000 characters at most."))
    charge_id = fixed_charges.insert(
        tx,
        FixedCharge(
            id=FixedChargeId(0),
            matter_id=agreement.matter_id,
            agreement_id=agreement.id,
            occasion=occasion,
            earned_on=earned_on,
            wording=words,
            amount_cents=cents,
            created_at=now.at,
            deleted_at=None,
            invoice_id=None,
        ),
    )
    audit.insert(tx, now.at, "charge", "fixed charge", charge_id, occasion)
    return charge_id


def _not_later(day: date, now: Moment, field: str) -> date:
    if day > now.day:
        raise FieldError(field, _("This day lies in the future; nothing was charged."))
    return day
