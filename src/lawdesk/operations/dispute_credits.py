"""A disputed bill put right by a credit note: the note and the end of the dispute, or neither."""

from __future__ import annotations

from collections.abc import Sequence

from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.operations.credit_notes import credit_and_redraft, credit_invoice
from lawdesk.operations.receivables.disputes import end_by_credit
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import disputes


def adjust_by_credit_note(
    tx: Transaction,
    dispute_id: DisputeId,
    *,
    reason: str,
    now: Moment,
    wanted: Sequence[Credited] | None = None,
    releases_work: bool = True,
) -> InvoiceId:
    """Issue a credit note for the disputed invoice and end the dispute by it, both or neither.

    Raises what `credit_invoice` does, and RuleError where the dispute has ended before.
    """
    dispute = disputes.get(tx, dispute_id)
    note_id = credit_invoice(
        tx,
        dispute.invoice_id,
        reason=reason,
        now=now,
        wanted=wanted,
        releases_work=releases_work,
    )
    end_by_credit(tx, dispute, reason, now=now)
    return note_id


def adjust_and_redraft(
    tx: Transaction, dispute_id: DisputeId, *, reason: str, now: Moment
) -> DraftId:
    """Take the disputed invoice back whole, end the dispute by that, and draft its work anew.

    Raises as `adjust_by_credit_note` does.
    """
    dispute = disputes.get(tx, dispute_id)
    draft_id = credit_and_redraft(tx, dispute.invoice_id, reason=reason, now=now)
    end_by_credit(tx, dispute, reason, now=now)
    return draft_id
