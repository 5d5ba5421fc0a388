"""A client's dispute of a bill: opened, led step by step, ended; and what it holds up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lawdesk.domain.billing.credit_notes import (
    credit_lines,
    credit_taxes,
    remaining,
)
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.disputes import (
    Dispute,
    DisputeId,
    DisputeStep,
    Outcome,
    StepKind,
    check_collection,
    checked_dispute,
    collection_blocked_until,
    hold_of,
    protocol,
    resolved,
    with_step_done,
)
from lawdesk.domain.receivables.interest import Hold
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.receivables.claim_terms import terms_of
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.store import audit, invoices
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.receivables import accounts, claims, disputes
from lawdesk.translation import _

_LONGEST_NOTE = 2_000
_LONGEST_NAME = 300
_AFTER_THE_END = frozenset({StepKind.PROGRAMME_NOTICE, StepKind.ESCALATED})


def open_dispute(
    tx: Transaction,
    invoice_id: InvoiceId,
    disputed_cents: int,
    reason: str,
    *,
    received_on: date,
    line_positions: Sequence[int] = (),
    now: Moment,
) -> DisputeId:
    """Note that a client disputes an amount of an invoice, on the whole or on lines, and lay out
    the protocol of its terms.

    Raises FieldError for "disputed" over what is open and not disputed yet, and for "reason",
    "received_on" and "lines".
    """
    claim = claims.get(tx, invoice_id)
    if not claim.issued_on <= received_on <= now.day:
        raise FieldError(
            "received_on",
            _("The day lies before the invoice or in the future; nothing was recorded."),
        )
    if not set(line_positions) <= set(claims.list_positions(tx, invoice_id)):
        raise FieldError("lines", _("The invoice has no such line; nothing was recorded."))
    dispute = checked_dispute(
        Dispute(
            DisputeId(0),
            invoice_id,
            received_on,
            disputed_cents,
            reason,
            tuple(sorted(set(line_positions))),
        ),
        accounts.open_cents(tx, invoice_id),
        disputes.disputed_cents(tx, invoice_id),
    )
    dispute_id = disputes.insert(tx, dispute, now.at)
    for step in protocol(terms_of(tx, claim).dispute, received_on):
        disputes.insert_step(tx, dispute_id, step, now.at)
    audit.insert(tx, now.at, "open dispute", "invoice", invoice_id, str(disputed_cents))
    return dispute_id


def do_step(
    tx: Transaction,
    dispute_id: DisputeId,
    kind: StepKind,
    *,
    done_on: date,
    note: str = "",
    now: Moment,
) -> None:
    """Note that a step of the protocol was done. After an uphold a programme's notice and an
    escalation still can be.

    Raises RuleError for a step that is not open or ends the dispute (see `end_dispute`),
    FieldError for "done_on" and "note".
    """
    dispute = disputes.get(tx, dispute_id)
    may_follow = dispute.outcome is Outcome.UPHOLD and kind in _AFTER_THE_END
    if not (dispute.is_open or may_follow) or kind is StepKind.RESOLVED:
        raise RuleError(_("This step is not open; the protocol stays as it was."))
    before = disputes.list_steps(tx, dispute_id)
    _check_day(done_on, now)
    after = with_step_done(before, kind, done_on, _checked_note(note))
    if len(after) > len(before):
        added = next(step for step in after if step.kind is kind)
        disputes.insert_step(tx, dispute_id, added, now.at)
    else:
        disputes.set_step_done(tx, dispute_id, kind, done_on, note.strip())
    audit.insert(tx, now.at, "do step", "dispute", dispute_id, kind.value)


def add_note(
    tx: Transaction, dispute_id: DisputeId, note: str, *, done_on: date, now: Moment
) -> None:
    """Write a dated note into the protocol: a call, a letter. Raises FieldError for "note" and
    "done_on".
    """
    dispute = disputes.get(tx, dispute_id)
    words = _checked_note(note)
    if not words:
        raise FieldError("note", _("The note is empty; nothing was recorded."))
    if done_on < dispute.received_on:
        raise FieldError("done_on", _("The day lies before the dispute; nothing was recorded."))
    _check_day(done_on, now)
    step = DisputeStep(StepKind.NOTE, None, done_on, words)
    disputes.insert_step(tx, dispute_id, step, now.at)
    audit.insert(tx, now.at, "add note", "dispute", dispute_id, "")


def end_dispute(
    tx: Transaction,
    dispute_id: DisputeId,
    outcome: Outcome,
    *,
    ended_on: date,
    note: str = "",
    now: Moment,
) -> None:
    """End a dispute: the holds fall. A write-off gives up what is disputed and still open.

    Raises RuleError where it has ended before and for an adjustment, which only a credit note
    makes (see `adjust_by_credit_note`); FieldError for "ended_on" and "note".
    """
    if outcome is Outcome.ADJUST:
        raise RuleError(
            _("A dispute is adjusted when its credit note is issued; it stays open."),
            _("Issue the credit note."),
        )
    _end(tx, disputes.get(tx, dispute_id), outcome, ended_on, note, now)


def end_by_credit(tx: Transaction, dispute: Dispute, reason: str, *, now: Moment) -> None:
    """End a dispute by the credit note just issued for its invoice; the outcome names the note."""
    number = invoices.list_corrections(tx, dispute.invoice_id)[-1].number
    _end(tx, dispute, Outcome.ADJUST, now.day, f"{number}: {reason.strip()}", now)


def _end(
    tx: Transaction, dispute: Dispute, outcome: Outcome, ended_on: date, note: str, now: Moment
) -> None:
    _check_day(ended_on, now, "ended_on")
    ended = resolved(dispute, outcome, ended_on, _checked_note(note))
    disputes.set_ended(tx, ended)
    disputes.set_step_done(tx, dispute.id, StepKind.RESOLVED, ended_on, ended.outcome_note)
    lost = min(dispute.disputed_cents, accounts.open_cents(tx, dispute.invoice_id))
    if outcome is Outcome.WRITE_OFF and lost > 0:
        why = (ended.outcome_note or dispute.reason)[:500]
        write_off(tx, dispute.invoice_id, lost, why, written_off_on=ended_on, now=now)
    audit.insert(tx, now.at, "end dispute", "dispute", dispute.id, outcome.value)


def suggest_disputed(read: Reader, invoice_id: InvoiceId, line_positions: Sequence[int]) -> int:
    """What lines of an invoice come to, their part of what was taken off and their tax included:
    at most what is open and undisputed.
    """
    free = accounts.open_cents(read, invoice_id) - disputes.disputed_cents(read, invoice_id)
    return max(0, min(free, _billed_for(read, invoice_id, line_positions)))


def _billed_for(read: Reader, invoice_id: InvoiceId, line_positions: Sequence[int]) -> int:
    """What a credit note over these lines would give back."""
    original = invoices.get_composed(read, invoice_id)
    before = invoices.list_credited_lines(read, invoice_id)
    left = remaining(original, before)
    wanted = [left[at] for at in line_positions if at in left and left[at].cents]
    if not wanted:
        return 0
    lines = credit_lines(original, before, wanted)
    taxes = credit_taxes(original, invoices.list_credited_taxes(read, invoice_id), lines)
    return -sum(line.amount_cents for line in lines) - sum(tax.tax_cents for tax in taxes)


def holds_of(read: Reader, invoice_id: InvoiceId) -> list[Hold]:
    """The spans in which a disputed part of an invoice bears no interest."""
    return [hold_of(dispute) for dispute in disputes.list_of_invoice(read, invoice_id)]


def blocked_until(read: Reader, invoice_id: InvoiceId) -> date | None:
    """The first day an invoice may be handed to collection, None where no dispute blocks it.

    Without the notice of a programme there is none yet: it is the last day a calendar has.
    """
    route = terms_of(read, claims.get(read, invoice_id)).dispute
    days = [
        collection_blocked_until(route, disputes.list_steps(read, dispute.id))
        for dispute in _blocking(read, invoice_id)
    ]
    return max((day for day in days if day is not None), default=None)


def hand_to_collection(
    tx: Transaction, invoice_id: InvoiceId, collector: str, *, now: Moment
) -> int:
    """Note that the undisputed part of an invoice was handed to a collector; gives its cents.

    Raises RuleError while a programme's notice blocks it, where nothing undisputed is open or it
    is not due yet; FieldError for "collector".
    """
    name = collector.strip()
    if not 0 < len(name) <= _LONGEST_NAME:
        raise FieldError("collector", _("Name who collects; nothing was handed over."))
    claim = claims.get(tx, invoice_id)
    route = terms_of(tx, claim).dispute
    for dispute in _blocking(tx, invoice_id):
        check_collection(route, disputes.list_steps(tx, dispute.id), now.day)
    free = accounts.open_cents(tx, invoice_id) - disputes.disputed_cents(tx, invoice_id)
    if free <= 0 or now.day <= claim.due_on:
        raise RuleError(_("Nothing undisputed of this invoice is late; nothing was handed over."))
    disputes.insert_collection(tx, invoice_id, now.day, free, name, now.at)
    audit.insert(tx, now.at, "hand to collection", "invoice", invoice_id, name)
    return free


def _blocking(read: Reader, invoice_id: InvoiceId) -> list[Dispute]:
    """Disputes whose programme must be told of before collecting: open ones and upheld ones."""
    return [
        dispute
        for dispute in disputes.list_of_invoice(read, invoice_id)
        if dispute.is_open or dispute.outcome is Outcome.UPHOLD
    ]


def _check_day(day: date, now: Moment, field: str = "done_on") -> None:
    if day > now.day:
        raise FieldError(field, _("This day lies in the future; nothing was recorded."))


def _checked_note(note: str) -> str:
    words = note.strip()
    if len(words) > _LONGEST_NOTE:
        raise FieldError("note", _("A note may have 2,000 characters; nothing was recorded."))
    return words
