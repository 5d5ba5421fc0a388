"""Invoices in the making: choose the work, word it, see what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from lawdesk.domain.billing.discounts import InvoiceDiscount, checked_discount
from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine, DraftLineId, OfferedWork
from lawdesk.domain.clients import Grouping
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId
from lawdesk.domain.tax import TaxRegime
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.policies import policy_for
from lawdesk.store import clients, drafted_work, drafts, matters, practice, time_entries
from lawdesk.store.billing import expenses, fixed_charges
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _

_LONGEST_WORDING = 20_000


def make_draft(
    tx: Transaction, matter_id: MatterId, *, now: Moment, work_until: date | None = None
) -> DraftId:
    """A draft with all unbilled work of a matter up to a day; the one there is, brought up to
    date, where the matter has one already. Raises RuleError where there is nothing to bill.
    """
    until = work_until or now.day
    existing = drafts.find_for_matter(tx, matter_id)
    if existing:
        set_work_until(tx, existing.id, until)
        return existing.id
    if not _unbilled_work(tx, matter_id, None, until):
        raise RuleError(_("This matter has no unbilled work; no draft was made."))
    client = clients.get(tx, matters.get(tx, matter_id).client_id)
    policy = policy_for(tx, matter_id, now.day).terms
    draft_id = drafts.insert(
        tx,
        Draft(
            id=DraftId(0),
            matter_id=matter_id,
            work_from=None,
            work_until=until,
            grouping=client.grouping,
            intro="",
            tax_category=policy.tax_category or _regime(tx).categories[0].code,
            payment_days=policy.payment_days,
            created_at=now.at,
        ),
    )
    _offer_work(tx, drafts.get(tx, draft_id))
    return draft_id


def set_work_until(tx: Transaction, draft_id: DraftId, until: date) -> None:
    """Bill work up to that day: later entries leave the draft, earlier ones join it."""
    draft = replace(drafts.get(tx, draft_id), work_until=until)
    if draft.work_from and draft.work_from > until:
        raise FieldError("work_until", _("The period ends before it begins; the old one was kept."))
    drafts.set_draft(tx, draft)
    _offer_work(tx, draft)


def set_work_from(tx: Transaction, draft_id: DraftId, first: date | None) -> None:
    """Bill work from that day on; None for everything open."""
    draft = replace(drafts.get(tx, draft_id), work_from=first)
    if first and first > draft.work_until:
        raise FieldError("work_from", _("The period begins after it ends; the old one was kept."))
    drafts.set_draft(tx, draft)
    _offer_work(tx, draft)


def set_grouping(tx: Transaction, draft_id: DraftId, grouping: Grouping) -> None:
    """How work is listed: each entry, each day, or one line per rate with a time sheet."""
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), grouping=grouping))


def set_intro(tx: Transaction, draft_id: DraftId, intro: str) -> None:
    """The sentence above the work."""
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), intro=_checked("intro", intro)))


def set_tax_category(tx: Transaction, draft_id: DraftId, category: str) -> None:
    """How the invoice is taxed; one of the categories of the practice's regime."""
    if category not in [known.code for known in _regime(tx).categories]:
        raise FieldError("tax_category", _("This tax rate is not one of yours; the old was kept."))
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), tax_category=category))


def set_payment_days(tx: Transaction, draft_id: DraftId, days: int) -> None:
    """How many days the client has to pay."""
    if not 0 <= days <= 365:
        raise FieldError("payment_days", _("Choose 0 to 365 days; the old term was kept."))
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), payment_days=days))


def choose_line(tx: Transaction, line_id: DraftLineId, *, chosen: bool) -> None:
    """Take a line into the invoice, or leave it for later; the parts of an entry go together."""
    lines = drafts.list_lines(tx, drafts.get_line(tx, line_id).draft_id)
    together = tied_lines(lines, [line_id])
    for line in lines:
        if line.id in together:
            _change(tx, replace(line, chosen=chosen))


def tied_lines(lines: Sequence[DraftLine], line_ids: Iterable[DraftLineId]) -> set[DraftLineId]:
    """Those lines, and all that are billed or left out with them: parts of their entries and
    lines told by one of them. A part left behind would be lost when its entry is billed.
    """
    tied = set(line_ids)
    while True:
        entries = {line.entry_id for line in lines if line.id in tied} - {None}
        more = {
            line.id for line in lines if line.entry_id in entries or line.merged_into_id in tied
        }
        if more <= tied:
            return tied
        tied |= more


def set_line_no_charge(
    tx: Transaction, line_id: DraftLineId, *, no_charge: bool, reason: str = ""
) -> None:
    """Show the work without charging it. The work keeps its recorded value."""
    words = _checked("reason", reason)
    line = drafts.get_line(tx, line_id)
    changed = replace(line, no_charge=no_charge, write_down_cents=0, reason=words)
    _change(tx, changed)
    for part in drafts.list_lines(tx, line.draft_id):
        if part.merged_into_id == line_id:
            _change(tx, replace(part, no_charge=no_charge, write_down_cents=0))


def write_down_line(tx: Transaction, line_id: DraftLineId, cents: int, reason: str) -> None:
    """Bill so many cents less than a line comes to. The work keeps its recorded value.

    Raises FieldError for "write_down" outside 0 to what the line comes to, "reason" without one.
    """
    line = drafts.get_line(tx, line_id)
    words = _checked("reason", reason)
    if not 0 <= cents <= line.amount_cents:
        raise FieldError(
            "write_down",
            _("A line can be written down to nothing, not further; nothing was changed."),
        )
    if cents and not words:
        raise FieldError("reason", _("Say why the line is written down; nothing was changed."))
    _change(tx, replace(line, no_charge=False, write_down_cents=cents, reason=words))


def set_line_wording(tx: Transaction, line_id: DraftLineId, wording: str) -> None:
    """What the invoice says about the work. The entry keeps its own narrative."""
    text = _checked("wording", wording)
    _change(tx, replace(drafts.get_line(tx, line_id), wording=text))


def move_line(tx: Transaction, line_id: DraftLineId, steps: int) -> None:
    """Move a line up (negative) or down among the lines of its draft."""
    moved = drafts.get_line(tx, line_id)
    lines = drafts.list_lines(tx, moved.draft_id)
    order = [line.id for line in lines]
    place = order.index(line_id)
    target = min(max(place + steps, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    by_id = {line.id: line for line in lines}
    for position, each in enumerate(order):
        if by_id[each].position != position:
            _change(tx, replace(by_id[each], position=position))


def set_cover_letter(tx: Transaction, draft_id: DraftId, letter: str) -> None:
    """What is written to the client with the invoice."""
    text = _checked("cover_letter", letter)
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), cover_letter=text))


def set_payment_note(tx: Transaction, draft_id: DraftId, note: str) -> None:
    """How to pay this invoice, a link for instance; empty for the practice's bank details."""
    text = _checked("payment_note", note)
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), payment_note=text))


def set_discount(tx: Transaction, draft_id: DraftId, discount: InvoiceDiscount | None) -> None:
    """A discount on the whole invoice, or none. Raises FieldError for "discount"."""
    checked = checked_discount(discount) if discount else None
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), discount=checked))


def set_applies_credit(tx: Transaction, draft_id: DraftId, *, applies: bool) -> None:
    """Whether the client's credit is used for this invoice when it is issued."""
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), applies_credit=applies))


def set_shows_reductions(tx: Transaction, draft_id: DraftId, *, shows: bool) -> None:
    """Whether the client reads what was written down and why."""
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), shows_reductions=shows))


def discard_draft(tx: Transaction, draft_id: DraftId) -> None:
    """Throw a draft away; its work stays unbilled. No number was drawn, so none is lost."""
    drafts.delete(tx, drafts.get(tx, draft_id).id)


def _unbilled_work(
    read: Reader, matter_id: MatterId, first: date | None, until: date
) -> list[OfferedWork]:
    """What a matter has to bill in a period, each kind by day."""
    work = [
        OfferedWork(entry.worked_on, entry.narrative, entry_id=entry.id)
        for entry in time_entries.list_unbilled(read, matter_id, until)
    ]
    work += [
        OfferedWork(expense.spent_on, expense.wording, expense_id=expense.id)
        for expense in expenses.list_unbilled(read, matter_id, until)
    ]
    work += [
        OfferedWork(charge.earned_on, charge.wording, charge_id=charge.id)
        for charge in fixed_charges.list_unbilled(read, matter_id, until)
    ]
    return [each for each in work if first is None or each.done_on >= first]


def _offer_work(tx: Transaction, draft: Draft) -> None:
    """Bring the lines in step with the open work of the period; edited lines stay as they are."""
    wanted = _unbilled_work(tx, draft.matter_id, draft.work_from, draft.work_until)
    lines = drafts.list_lines(tx, draft.id)
    wanted_keys = {_work_key(each) for each in wanted}
    for line in lines:
        if _work_key(line) not in wanted_keys:
            drafted_work.delete_line(tx, line.id)
    offered = {_work_key(line) for line in lines}
    last = max((line.position for line in lines), default=-1)
    new = [each for each in wanted if _work_key(each) not in offered]
    drafts.insert_lines(tx, draft.id, last + 1, new)


def _work_key(work: DraftLine | OfferedWork) -> tuple[object, ...]:
    return work.entry_id, work.expense_id, work.charge_id


def _regime(read: Reader) -> TaxRegime:
    return practice.get(read).regime


def _change(tx: Transaction, line: DraftLine) -> None:
    drafts.set_line(tx, line)


def _checked(field: str, wording: str) -> str:
    text = wording.strip()
    if len(text) > _LONGEST_WORDING:
        raise FieldError(field, _("A text may have 20,000 characters; the old one was kept."))
    return text
