"""Credit notes: taking an invoice back, whole or in part. To void one is to credit it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lawdesk.domain.billing.adjustments import counted_for_cap
from lawdesk.domain.billing.credit_notes import (
    LOWERING,
    Credited,
    credit_everything,
    credit_lines,
    credit_note_of,
    credit_taxes,
    remaining,
)
from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.billing.expenses import ExpenseId, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import agreement_in_force
from lawdesk.domain.billing.fixed_charges import FixedChargeId, credited_occasion
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoices import (
    BilledWork,
    ComposedInvoice,
    InvoiceId,
    InvoiceKind,
    IssuedLine,
)
from lawdesk.domain.money import amount_of_time, round_half_up
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.time_entries import Charge, Measured, TimeEntryId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.issued_numbers import with_number
from lawdesk.operations.receivables.payments import release_surplus_of
from lawdesk.store import audit, invoices, time_entries
from lawdesk.store.billing import expenses, fee_agreements, fixed_charges
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.receivables import accounts
from lawdesk.translation import _

_LONGEST_REASON = 500


def credit_invoice(
    tx: Transaction,
    invoice_id: InvoiceId,
    *,
    reason: str,
    now: Moment,
    wanted: Sequence[Credited] | None = None,
    releases_work: bool = True,
) -> InvoiceId:
    """Issue a credit note for an invoice: all that is left of it, or what is `wanted`.

    The claim shrinks; what was paid beyond it becomes the client's credit. Work of lines that are
    credited whole is unbilled again, or stays written down where `releases_work` is off; so are
    units and amounts that are credited in part. Raises FieldError for "reason" or "credit",
    RuleError for what cannot be credited. Nothing is changed then, and no number is used.
    """
    original = invoices.get_composed(tx, invoice_id)
    before = invoices.list_credited_lines(tx, invoice_id)
    note = _compose(tx, original, before, wanted, _checked_reason(reason), now)
    numbered = with_number(tx, note, now)
    note_id = invoices.insert(tx, numbered)
    _book(tx, invoice_id, note_id, numbered)
    release_surplus_of(tx, invoice_id, now=now)
    if releases_work:
        _release(tx, original, before, note.lines, note_id, now)
    audit.insert(tx, now.at, "credit", "invoice", invoice_id, numbered.invoice.number)
    return note_id


def preview_credit(
    read: Reader,
    invoice_id: InvoiceId,
    *,
    reason: str,
    now: Moment,
    wanted: Sequence[Credited] | None = None,
) -> ComposedInvoice:
    """The credit note as it would be issued now, without a number. The reason may still be empty.

    Raises FieldError for "credit" and RuleError as `credit_invoice` does.
    """
    original = invoices.get_composed(read, invoice_id)
    before = invoices.list_credited_lines(read, invoice_id)
    return _compose(read, original, before, wanted, reason.strip(), now)


def credit_and_redraft(
    tx: Transaction, invoice_id: InvoiceId, *, reason: str, now: Moment
) -> DraftId:
    """Take an invoice back whole and put its work on a new draft, to be corrected and issued."""
    invoice = invoices.get(tx, invoice_id)
    for shared in invoices.list_split(tx, invoice_id):
        if is_creditable(tx, shared):
            credit_invoice(tx, shared, reason=reason, now=now)
    return make_draft(tx, invoice.matter_id, now=now)


def is_creditable(read: Reader, invoice_id: InvoiceId) -> bool:
    """Whether anything of an invoice is left to be credited."""
    original = invoices.get_composed(read, invoice_id)
    return bool(credit_everything(original, invoices.list_credited_lines(read, invoice_id)))


def _compose(
    read: Reader,
    original: ComposedInvoice,
    before: Sequence[IssuedLine],
    wanted: Sequence[Credited] | None,
    reason: str,
    now: Moment,
) -> ComposedInvoice:
    """The credit note over what is wanted, or over all that is left."""
    if original.invoice.kind is InvoiceKind.CREDIT_NOTE:
        raise RuleError(
            _("A credit note is not credited; nothing was changed."), _("Issue a new invoice.")
        )
    if now.day < original.invoice.issued_on:
        raise RuleError(
            _("The invoice is dated later than today; nothing was credited."),
            _("Look at the date of this computer."),
        )
    parts = credit_everything(original, before) if wanted is None else wanted
    lines = credit_lines(original, before, parts)
    earlier = invoices.list_credited_taxes(read, original.invoice.id)
    return credit_note_of(
        original,
        lines,
        credit_taxes(original, earlier, lines),
        reason=reason,
        cap_counted_cents=-_counted(read, original, before, lines),
        issued_on=now.day,
        issued_at=now.at,
    )


def _counted(
    read: Reader,
    original: ComposedInvoice,
    before: Sequence[IssuedLine],
    lines: Sequence[IssuedLine],
) -> int:
    """What of the credited lines had filled the cap of the agreement; with the last of an invoice
    all that earlier notes left of it.
    """
    invoice = original.invoice
    notes = [invoices.get(read, note.id) for note in invoices.list_corrections(read, invoice.id)]
    left = invoice.cap_counted_cents + sum(note.cap_counted_cents for note in notes)
    rest = remaining(original, [*before, *lines])
    if not left or not any(each.units or each.cents for each in rest.values()):
        return left
    agreements = fee_agreements.list_of_matter(read, invoice.matter_id)
    agreement = agreement_in_force(agreements, invoice.period_to or invoice.issued_on)
    mirrored = [replace(line, amount_cents=-line.amount_cents) for line in lines]
    fee = agreement.terms.fee if agreement else None
    whole = counted_for_cap(fee, [line for line in original.lines if line.part == "invoice"])
    if not whole:
        return 0
    # One of several payers filled the cap with their share of these lines only.
    share = Fraction(invoice.cap_counted_cents, whole)
    return max(0, min(round_half_up(counted_for_cap(fee, mirrored) * share), left))


def _book(
    tx: Transaction, invoice_id: InvoiceId, note_id: InvoiceId, note: ComposedInvoice
) -> None:
    invoice = note.invoice
    accounts.post(
        tx,
        invoice.client_id,
        invoice_id,
        invoice.issued_on,
        EntryKind.CREDIT_NOTE,
        invoice.total_cents,
        invoice.currency,
        recorded_at=invoice.issued_at,
        credit_note_id=note_id,
    )


def _release(
    tx: Transaction,
    original: ComposedInvoice,
    before: Sequence[IssuedLine],
    lines: Sequence[IssuedLine],
    note_id: InvoiceId,
    now: Moment,
) -> None:
    """Free the work of lines that this note takes back whole, and give parts of others back.

    Work that several pay goes back whole, once all of them let go of it.
    """
    is_shared = len(invoices.list_split(tx, original.invoice.id)) > 1
    left = remaining(original, [*before, *lines])
    touched = {line.corrects_position for line in before}
    is_all_gone = not any(each.units or each.cents for each in left.values())
    free = [0] if is_all_gone else []
    for line in original.lines:
        rest = left.get(line.position)
        if line.part != "invoice" or rest is None or rest.units or rest.cents:
            continue
        is_now = any(each.corrects_position == line.position for each in lines)
        was_before = line.position in touched  # what an earlier note kept written down stays so
        in_parts = was_before and not is_shared
        if (is_now and not in_parts) or (is_all_gone and not was_before):
            free.append(line.position)
    for line in lines:
        if line.corrects_position not in free:
            _give_part_back(tx, original, line, note_id, now)
    invoices.set_work_released(tx, original.invoice.id, free, note_id)
    for work in original.work:
        if work.position in free and not invoices.is_work_held(tx, work):
            _set_unbilled(tx, work)


def _give_part_back(
    tx: Transaction,
    original: ComposedInvoice,
    line: IssuedLine,
    note_id: InvoiceId,
    now: Moment,
) -> None:
    """Work for what was credited of a line in part: an entry, an expense or a charge."""
    held = [work for work in original.work if work.position == line.corrects_position]
    if not held or line.kind in LOWERING or (line.kind == "time" and not line.units):
        return
    if len(invoices.list_split(tx, original.invoice.id)) > 1:
        raise RuleError(
            _("Several pay this work, so parts of it are not released; nothing was credited."),
            _("Credit whole lines, or leave the work written down."),
        )
    work, cents = held[0], -line.amount_cents
    if work.entry_id is not None:
        _give_units_back(tx, TimeEntryId(work.entry_id), line, now)
    elif work.expense_id is not None:
        _give_expense_back(tx, ExpenseId(work.expense_id), line.wording, cents, now)
    elif work.charge_id is not None:
        _give_charge_back(tx, FixedChargeId(work.charge_id), line.wording, cents, note_id, now)


def _give_expense_back(
    tx: Transaction, expense_id: ExpenseId, wording: str, cents: int, now: Moment
) -> None:
    """An expense over what was credited of one, with its receipt."""
    given = replace(
        expenses.get(tx, expense_id),
        quantity_thousandths=1000,
        unit=ExpenseUnit.ITEMS,
        unit_price_cents=cents,
        amount_cents=cents,
        wording=wording,
        invoice_id=None,
        created_at=now.at,
    )
    expenses.insert(tx, given)


def _give_charge_back(
    tx: Transaction,
    charge_id: FixedChargeId,
    wording: str,
    cents: int,
    note_id: InvoiceId,
    now: Moment,
) -> None:
    """A charge over what was credited of one. It was earned before: no agreement earns it anew."""
    charge = fixed_charges.get(tx, charge_id)
    given = replace(
        charge,
        agreement_id=None,
        occasion=credited_occasion(charge.occasion, note_id),
        wording=wording,
        amount_cents=cents,
        invoice_id=None,
        created_at=now.at,
    )
    fixed_charges.insert(tx, given)


def _give_units_back(tx: Transaction, entry_id: TimeEntryId, line: IssuedLine, now: Moment) -> None:
    """An entry for units that were credited of a line. Its time stays recorded where it was."""
    entry = time_entries.get(tx, entry_id)
    amount = amount_of_time(line.units, entry.unit_seconds, line.rate_cents_per_hour)
    time_entries.insert(
        tx,
        replace(
            entry,
            narrative=line.wording,
            measured=Measured.CREDITED,
            continues_entry_id=None,
            raw_seconds=0,
            billed_units=line.units,
            rate_cents_per_hour=line.rate_cents_per_hour,
            amount_cents=0 if entry.charge is Charge.NO_CHARGE else amount,
            created_at=now.at,
            invoice_id=None,
        ),
    )


def _set_unbilled(tx: Transaction, work: BilledWork) -> None:
    if work.entry_id is not None:
        time_entries.set_billed(tx, TimeEntryId(work.entry_id), None)
    if work.expense_id is not None:
        expenses.set_billed(tx, ExpenseId(work.expense_id), None)
    if work.charge_id is not None:
        fixed_charges.set_billed(tx, FixedChargeId(work.charge_id), None)


def _checked_reason(reason: str) -> str:
    words = reason.strip()
    if not 0 < len(words) <= _LONGEST_REASON:
        raise FieldError("reason", _("Say in up to 500 characters why it is credited."))
    return words
