"""An evergreen retainer through the rows: asked for on the invoice, tracked, closed by money."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Evergreen,
    FlatFee,
    Hourly,
    Milestone,
)
from lawdesk.domain.invoices import InvoiceId, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.billing.retainers import use_of_retainer
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.rates import set_rate
from lawdesk.operations.receivables.payments import (
    apply_credit,
    record_payment,
    refund_credit,
    reverse_payment,
)
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import invoices, matters
from lawdesk.store.billing import retainers
from lawdesk.store.billing.limits import has_limits
from lawdesk.store.receivables import accounts
from practice_room import FRIDAY, PracticeRoom

EVERGREEN = AgreedTerms(Hourly(), Evergreen(5_000_00, 2_500_00))


def agreed(room: PracticeRoom, terms: AgreedTerms = EVERGREEN) -> MatterId:
    matter = room.add_matter()
    room.do(set_rate, 215_00, valid_from=date(2026, 1, 1), matter_id=matter)
    room.do(
        agree_fee,
        matter,
        terms,
        agreed_on=FRIDAY,
        valid_from=date(2026, 1, 1),
        document_id=None,
        note="",
        now=room.clock.now(),
    )
    return matter


def advance(room: PracticeRoom, matter: MatterId, cents: int) -> None:
    client = matters.get(room.read, matter).client_id
    room.do(
        record_payment, client, cents, received_on=FRIDAY, matter_id=matter, now=room.clock.now()
    )


def work(room: PracticeRoom, matter: MatterId, hours: int) -> None:
    room.do(
        add_time_entry,
        matter,
        worked_on=FRIDAY,
        seconds=hours * 3600,
        narrative="Advice",
        now=room.clock.now(),
    )


def issue(room: PracticeRoom, matter: MatterId, hours: int) -> InvoiceId:
    work(room, matter, hours)
    draft = room.do(make_draft, matter, now=room.clock.now())
    return room.do(issue_invoice, draft, InvoiceTexts(), now=room.clock.now())


def test_what_is_missing_to_the_target_is_asked_for_and_closed_by_the_money(
    room: PracticeRoom,
) -> None:
    matter = agreed(room)
    advance(room, matter, 4_200_00)
    invoice = issue(room, matter, 10)
    composed = invoices.get_composed(room.read, invoice)
    assert (composed.invoice.total_cents, composed.invoice.paid_cents) == (2_150_00, 2_150_00)
    paper = paper_of(composed)
    assert paper.retainer is not None
    assert (paper.retainer.left_cents, paper.retainer.amount_cents) == (2_050_00, 2_950_00)
    (request,) = retainers.list_open(room.read, matter)
    assert (request.invoice_id, request.amount_cents) == (invoice, 2_950_00)
    client = matters.get(room.read, matter).client_id
    assert accounts.balance_cents(room.read, client, "USD") == -2_050_00  # a request is no claim
    advance(room, matter, 2_000_00)
    assert retainers.list_open(room.read, matter) == [request]
    advance(room, matter, 950_00)
    assert retainers.list_open(room.read, matter) == []


def test_above_the_trigger_nothing_is_asked_for(room: PracticeRoom) -> None:
    matter = agreed(room)
    advance(room, matter, 4_750_00)
    invoice = issue(room, matter, 10)
    assert invoices.get(room.read, invoice).retainer is None
    assert retainers.list_open(room.read) == []


def test_an_advance_for_one_matter_does_not_pay_for_another(room: PracticeRoom) -> None:
    matter = agreed(room)
    client = matters.get(room.read, matter).client_id
    other = room.add_matter("Another matter", client)
    advance(room, matter, 4_200_00)
    untouched = invoices.get(room.read, issue(room, other, 1))
    assert (untouched.total_cents, untouched.paid_cents) == (300_00, 0)
    room.do(record_payment, client, 100_00, received_on=FRIDAY, spreads_rest=False,
            now=room.clock.now())  # fmt: skip
    partly = invoices.get(room.read, issue(room, other, 1))
    assert partly.paid_cents == 100_00
    own = invoices.get(room.read, issue(room, matter, 10))
    assert own.paid_cents == 2_150_00
    assert accounts.advanced_elsewhere_cents(room.read, client, "USD", other) == 2_050_00


def test_money_that_comes_after_an_advance_was_refunded_is_free(room: PracticeRoom) -> None:
    matter = agreed(room)
    client = matters.get(room.read, matter).client_id
    other = room.add_matter("Another matter", client)
    advance(room, matter, 1_000_00)
    now = room.clock.now()
    room.do(refund_credit, client, 900_00, paid_on=FRIDAY, now=now)
    room.do(record_payment, client, 300_00, received_on=FRIDAY, now=now)
    assert accounts.advanced_elsewhere_cents(room.read, client, "USD", other) == 100_00
    assert invoices.get(room.read, issue(room, other, 1)).paid_cents == 300_00


def test_an_advance_that_the_lawyer_used_elsewhere_or_that_bounced_is_kept_for_nothing(
    room: PracticeRoom,
) -> None:
    matter = agreed(room)
    client = matters.get(room.read, matter).client_id
    other = room.add_matter("Another matter", client)
    advance(room, matter, 200_00)
    now = room.clock.now()
    room.do(apply_credit, client, issue(room, other, 1), 200_00, now=now)
    bounced = room.do(record_payment, client, 700_00, received_on=FRIDAY, matter_id=matter, now=now)
    assert accounts.advanced_elsewhere_cents(room.read, client, "USD", other) == 700_00
    room.do(reverse_payment, bounced, reversed_on=FRIDAY, now=now)
    room.do(record_payment, client, 150_00, received_on=FRIDAY, spreads_rest=False, now=now)
    assert accounts.advanced_elsewhere_cents(room.read, client, "USD", other) == 0


def test_work_stops_once_unbilled_work_leaves_too_little(room: PracticeRoom) -> None:
    terms = AgreedTerms(Hourly(), Evergreen(5_000_00, 2_500_00, 1_000_00))
    matter, now = agreed(room, terms), room.clock.now()
    other = room.add_matter("Other", matters.get(room.read, matter).client_id)
    advance(room, matter, 2_075_00)
    advance(room, other, 9_000_00)  # kept for that matter alone
    work(room, matter, 5)  # 1,075.00
    use = use_of_retainer(room.read, matter, now)
    assert use is not None
    assert (use.credit_cents, use.standing.balance_cents) == (2_075_00, 1_000_00)
    assert not use.standing.stops_work  # not below it
    with_clock = use_of_retainer(room.read, matter, now, running_cents=1)
    assert with_clock is not None
    assert with_clock.standing.stops_work
    assert has_limits(room.read, matter)
    assert use_of_retainer(room.read, other, now) is None
    assert not has_limits(room.read, other)


def test_time_that_a_fee_covers_takes_nothing_of_the_retainer(room: PracticeRoom) -> None:
    flat = FlatFee((Milestone("All of it", 900_00),))
    matter = agreed(room, AgreedTerms(flat, Evergreen(5_000_00, 2_500_00, 1_000_00)))
    advance(room, matter, 1_000_00)
    work(room, matter, 5)
    use = use_of_retainer(room.read, matter, room.clock.now(), running_cents=50_00)
    assert use is not None
    assert use.standing.balance_cents == 1_000_00
