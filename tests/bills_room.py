"""Bills made step by step in a test practice: work, terms, draft, invoice, credit note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.drafts import DraftId, DraftLine
from lawdesk.domain.billing.expenses import ExpenseId, ExpenseKind, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Evergreen,
    FeeAgreementId,
    FeeTerms,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import ComposedInvoice, InvoiceId, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.operations import drafts as drafting
from lawdesk.operations.billing.expenses import add_expense
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.composition import compose_draft
from lawdesk.operations.credit_notes import credit_invoice
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.rates import set_rate
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import drafts, invoices
from practice_room import FRIDAY, PracticeRoom

TEXTS = InvoiceTexts(payment="Pay.", masked="Legal work", others="Paid by others")
HOUR = 3600


def work(
    room: PracticeRoom,
    matter: MatterId,
    seconds: int = HOUR,
    narrative: str = "Reply brief",
    day: date = FRIDAY,
    charge: Charge = Charge.BILLABLE,
) -> TimeEntryId:
    """Work of a day; Friday where none is named."""
    return room.do(
        add_time_entry,
        matter,
        worked_on=day,
        seconds=seconds,
        narrative=narrative,
        charge=charge,
        now=room.clock.now(),
    )


def spend(
    room: PracticeRoom,
    matter: MatterId,
    cents: int,
    kind: ExpenseKind = ExpenseKind.OWN,
    quantity: int = 1,
    day: date = FRIDAY,
) -> ExpenseId:
    """An expense at so much each."""
    return room.do(
        add_expense,
        matter,
        spent_on=day,
        kind=kind,
        quantity_thousandths=quantity * 1000,
        unit=ExpenseUnit.ITEMS,
        unit_price_cents=cents,
        wording="Copies",
        now=room.clock.now(),
    )


def rate(room: PracticeRoom, matter: MatterId, cents: int) -> None:
    """What an hour of a matter costs."""
    room.do(set_rate, cents, valid_from=date(2020, 1, 1), matter_id=matter)


def agree(
    room: PracticeRoom,
    matter: MatterId,
    fee: FeeTerms,
    evergreen: Evergreen | None = None,
    day: date = date(2026, 1, 1),
) -> FeeAgreementId:
    """A fee that holds for a matter from a day on."""
    return room.do(
        agree_fee,
        matter,
        AgreedTerms(fee, evergreen),
        agreed_on=min(day, room.clock.now().day),
        valid_from=day,
        now=room.clock.now(),
    )


def draft(room: PracticeRoom, matter: MatterId) -> DraftId:
    """The draft with all open work."""
    return room.do(drafting.make_draft, matter, now=room.clock.now())


def lines_of(room: PracticeRoom, draft_id: DraftId) -> list[DraftLine]:
    """The lines of a draft in their order."""
    return drafts.list_lines(room.read, draft_id)


def compose(room: PracticeRoom, draft_id: DraftId) -> tuple[ComposedInvoice, ...]:
    """What would be issued; every paper of it adds up."""
    composed = compose_draft(room.read, draft_id, TEXTS, now=room.clock.now())
    for each in composed:
        check_sums(paper_of(each))
    return composed


def issue(room: PracticeRoom, draft_id: DraftId) -> ComposedInvoice:
    """The issued invoice (the first payer's), whose paper adds up."""
    return issue_all(room, draft_id)[0]


def issue_all(room: PracticeRoom, draft_id: DraftId) -> list[ComposedInvoice]:
    """What was issued from a draft, one for each payer; every paper adds up."""
    first = room.do(issue_invoice, draft_id, TEXTS, now=room.clock.now())
    issued = [invoices.get_composed(room.read, i) for i in invoices.list_split(room.read, first)]
    for each in issued:
        check_sums(paper_of(each))
    return issued


def credit(
    room: PracticeRoom,
    invoice_id: InvoiceId,
    wanted: Sequence[Credited] | None = None,
    *,
    releases_work: bool = True,
) -> ComposedInvoice:
    """The credit note, whose paper adds up."""
    note_id = room.do(
        credit_invoice,
        invoice_id,
        reason="Wrong rate",
        wanted=wanted,
        releases_work=releases_work,
        now=room.clock.now(),
    )
    note = invoices.get_composed(room.read, note_id)
    check_sums(paper_of(note))
    return note


def pay(room: PracticeRoom, client: ClientId, cents: int) -> None:
    """Money that came on Friday."""
    room.do(record_payment, client, cents, received_on=FRIDAY, now=room.clock.now())


def client_of(room: PracticeRoom, matter: MatterId) -> ClientId:
    """Whose matter it is."""
    return ClientId(room.read.number("SELECT client_id FROM matters WHERE id = ?", matter))


def totals(composed: ComposedInvoice) -> tuple[int, int, int]:
    """Net, tax and total."""
    invoice = composed.invoice
    return invoice.net_cents, invoice.tax_cents, invoice.total_cents
