"""Invoices in the making: choose the work, word it, see what it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.clients import ContactKind, Grouping
from lawdesk.domain.clock import Moment
from lawdesk.domain.invoice_composition import compose_invoice
from lawdesk.domain.invoices import (
    ComposedInvoice,
    Draft,
    DraftId,
    DraftLine,
    DraftLineId,
    InvoiceTexts,
)
from lawdesk.domain.matters import MatterId
from lawdesk.domain.tax import regime_for
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import clients, drafts, matters, practice, time_entries
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
    if not time_entries.list_unbilled(tx, matter_id, until):
        raise RuleError(_("This matter has no unbilled work; no draft was made."))
    settings = practice.get(tx)
    client = clients.get(tx, matters.get(tx, matter_id).client_id)
    draft_id = drafts.insert(
        tx,
        Draft(
            id=DraftId(0),
            matter_id=matter_id,
            work_from=None,
            work_until=until,
            grouping=client.grouping,
            intro="",
            tax_category=regime_for(settings.tax_regime).categories[0].code,
            payment_days=settings.payment_days,
            created_at=now.at,
        ),
    )
    _offer_entries(tx, drafts.get(tx, draft_id))
    return draft_id


def set_work_until(tx: Transaction, draft_id: DraftId, until: date) -> None:
    """Bill work up to that day: later entries leave the draft, earlier ones join it."""
    draft = replace(drafts.get(tx, draft_id), work_until=until)
    if draft.work_from and draft.work_from > until:
        raise FieldError("work_until", _("The period ends before it begins; the old one was kept."))
    drafts.set_draft(tx, draft)
    _offer_entries(tx, draft)


def set_work_from(tx: Transaction, draft_id: DraftId, first: date | None) -> None:
    """Bill work from that day on; None for everything open."""
    draft = replace(drafts.get(tx, draft_id), work_from=first)
    if first and first > draft.work_until:
        raise FieldError("work_from", _("The period begins after it ends; the old one was kept."))
    drafts.set_draft(tx, draft)
    _offer_entries(tx, draft)


def set_grouping(tx: Transaction, draft_id: DraftId, grouping: Grouping) -> None:
    """How work is listed: each entry, each day, or one line per rate with a time sheet."""
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), grouping=grouping))


def set_intro(tx: Transaction, draft_id: DraftId, intro: str) -> None:
    """The sentence above the work."""
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), intro=_checked("intro", intro)))


def set_tax_category(tx: Transaction, draft_id: DraftId, category: str) -> None:
    """How the invoice is taxed; one of the categories of the practice's regime."""
    regime = regime_for(practice.get(tx).tax_regime)
    if category not in [known.code for known in regime.categories]:
        raise FieldError("tax_category", _("This tax rate is not one of yours; the old was kept."))
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), tax_category=category))


def set_payment_days(tx: Transaction, draft_id: DraftId, days: int) -> None:
    """How many days the client has to pay."""
    if not 0 <= days <= 365:
        raise FieldError("payment_days", _("Choose 0 to 365 days; the old term was kept."))
    drafts.set_draft(tx, replace(drafts.get(tx, draft_id), payment_days=days))


def choose_line(tx: Transaction, line_id: DraftLineId, *, chosen: bool) -> None:
    """Take a line into the invoice, or leave it for later."""
    _change(tx, replace(drafts.get_line(tx, line_id), chosen=chosen))


def set_line_no_charge(tx: Transaction, line_id: DraftLineId, *, no_charge: bool) -> None:
    """Show the work without charging it. The entry keeps its recorded value."""
    _change(tx, replace(drafts.get_line(tx, line_id), no_charge=no_charge))


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


def discard_draft(tx: Transaction, draft_id: DraftId) -> None:
    """Throw a draft away; its work stays unbilled. No number was drawn, so none is lost."""
    drafts.delete(tx, drafts.get(tx, draft_id).id)


def compose_draft(
    read: Reader, draft_id: DraftId, texts: InvoiceTexts, *, now: Moment
) -> ComposedInvoice:
    """The invoice as it would be issued now, still without a number."""
    draft = drafts.get(read, draft_id)
    matter = matters.get(read, draft.matter_id)
    client = clients.get(read, matter.client_id)
    address = clients.find_contact(read, client.id, ContactKind.ADDRESS)
    chosen = [line for line in drafts.list_lines(read, draft_id) if line.chosen]
    return compose_invoice(
        practice.get(read),
        client,
        address.value if address else "",
        matter,
        draft,
        chosen,
        texts,
        issued_on=now.day,
        issued_at=now.at,
    )


def _offer_entries(tx: Transaction, draft: Draft) -> None:
    """Bring the lines in step with the open work of the period; edited lines stay as they are."""
    wanted = [
        entry
        for entry in time_entries.list_unbilled(tx, draft.matter_id, draft.work_until)
        if draft.work_from is None or entry.worked_on >= draft.work_from
    ]
    lines = drafts.list_lines(tx, draft.id)
    wanted_ids = {entry.id for entry in wanted}
    for line in lines:
        if line.entry_id not in wanted_ids:
            drafts.delete_line_of(tx, line.entry_id)
    offered = {line.entry_id for line in lines}
    last = max((line.position for line in lines), default=-1)
    for position, entry in enumerate((e for e in wanted if e.id not in offered), start=last + 1):
        drafts.insert_line(tx, draft.id, entry.id, position, entry.narrative, chosen=True)


def _change(tx: Transaction, line: DraftLine) -> None:
    drafts.set_line(
        tx,
        line.id,
        position=line.position,
        chosen=line.chosen,
        no_charge=line.no_charge,
        wording=line.wording,
    )


def _checked(field: str, wording: str) -> str:
    text = wording.strip()
    if len(text) > _LONGEST_WORDING:
        raise FieldError(field, _("A text may have 20,000 characters; the old one was kept."))
    return text
