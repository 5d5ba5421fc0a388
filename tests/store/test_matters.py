"""Matters in the store: lists with what is unbilled, and what each change keeps."""

from __future__ import annotations

from datetime import date

import pytest

from lawdesk.domain.billing.expenses import ExpenseKind, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import AgreedTerms, FlatFee, Milestone
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.domain.matters import MatterId, MatterStatus, UnbilledTotal
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.expenses import add_expense
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.billing.fixed_charges import reach_milestone
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.matters import (
    archive_matter,
    change_matter,
    open_matter,
    open_matter_for_new_client,
    restore_matter,
    set_matter_opened,
    set_matter_status,
)
from lawdesk.operations.time_entries import add_time_entry, delete_entry, set_charge
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.store import clients, matters
from practice_room import FRIDAY, PracticeRoom

TEXTS = InvoiceTexts(payment="Pay.", rounding="Rounded up.", question="Ask.")


def work(room: PracticeRoom, matter: MatterId, day: date, seconds: int = 3600) -> TimeEntryId:
    return room.do(
        add_time_entry,
        matter,
        worked_on=day,
        seconds=seconds,
        narrative="Call",
        now=room.clock.now(),
    )


def bill(room: PracticeRoom, matter: MatterId) -> None:
    draft = room.do(make_draft, matter, now=room.clock.now())
    room.do(issue_invoice, draft, TEXTS, now=room.clock.now())


def spend(
    room: PracticeRoom, matter: MatterId, day: date, cents: int, charge: Charge = Charge.BILLABLE
) -> None:
    room.do(
        add_expense,
        matter,
        spent_on=day,
        kind=ExpenseKind.OWN,
        quantity_thousandths=1000,
        unit=ExpenseUnit.ITEMS,
        unit_price_cents=cents,
        wording="Courier",
        charge=charge,
        now=room.clock.now(),
    )


def earn(room: PracticeRoom, matter: MatterId, cents: int) -> None:
    """A flat fee whose only milestone is reached today."""
    agreement = room.do(
        agree_fee,
        matter,
        AgreedTerms(FlatFee((Milestone("Draft", cents),))),
        agreed_on=FRIDAY,
        valid_from=FRIDAY,
        now=room.clock.now(),
    )
    room.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=room.clock.now())


def test_a_line_adds_up_finished_unbilled_work_only(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, date(2026, 11, 2), 1800)
    bill(room, matter)
    work(room, matter, date(2026, 11, 10))
    work(room, matter, date(2026, 11, 12), 5400)
    gone = room.do(
        add_time_entry,
        matter,
        worked_on=date(2026, 11, 1),
        seconds=60,
        narrative="",
        now=room.clock.now(),
    )
    room.do(delete_entry, gone, now=room.clock.now())
    room.do(start_timer, matter, now=room.clock.now())
    line = matters.get_summary(room.read, matter)
    assert (line.unbilled_cents, line.unbilled_seconds, line.unbilled_entries) == (750_00, 9000, 2)
    assert line.oldest_unbilled_on == date(2026, 11, 10)
    assert matters.list_summaries(room.read) == [line]


def test_expenses_and_fixed_charges_wait_like_time(room: PracticeRoom) -> None:
    matter, other = room.add_matter(), room.add_matter("Other", room.add_client("Chen"))
    work(room, other, date(2026, 11, 12))
    spend(room, matter, date(2026, 11, 3), 12_50)
    spend(room, matter, date(2026, 11, 4), 99_00, Charge.NO_CHARGE)
    earn(room, matter, 400_00)
    line = matters.get_summary(room.read, matter)
    assert (line.unbilled_cents, line.unbilled_entries) == (412_50, 0)
    assert line.oldest_unbilled_on == date(2026, 11, 3)
    assert matters.unbilled_total(room.read) == UnbilledTotal(2, 712_50, date(2026, 11, 3))
    assert matters.count_and_unbilled(room.read) == (2, 712_50)
    assert matters.count_and_unbilled(room.read, "other") == (1, 300_00)
    assert [row.id for row in matters.list_with_unbilled_work(room.read)] == [matter, other]
    bill(room, matter)
    assert matters.get_summary(room.read, matter).unbilled_cents == 0
    assert matters.unbilled_total(room.read).matters == 1


def test_a_matter_without_work_has_zeros(room: PracticeRoom) -> None:
    line = matters.get_summary(room.read, room.add_matter())
    assert (line.unbilled_cents, line.unbilled_entries, line.oldest_unbilled_on) == (0, 0, None)


def test_work_without_charge_counts_as_unbilled_but_costs_nothing(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.do(set_charge, work(room, matter, FRIDAY), Charge.NO_CHARGE)
    line = matters.get_summary(room.read, matter)
    assert (line.unbilled_cents, line.unbilled_entries) == (0, 1)


def test_pages_join_without_a_gap_and_in_order_of_title(room: PracticeRoom) -> None:
    client = room.add_client()
    for title in ("delta", "Alpha", "charlie", "Bravo", "alpha"):
        room.add_matter(title, client)
    first = matters.list_summaries(room.read, limit=2)
    rest = matters.list_summaries(room.read, after=first[-1], limit=10)
    titles = [row.title for row in first + rest]
    assert titles == ["Alpha", "alpha", "Bravo", "charlie", "delta"]


def test_count_and_unbilled_follow_the_filter_and_the_archive(room: PracticeRoom) -> None:
    brandt, chen = room.add_client("Brandt"), room.add_client("Chen")
    estate, lease = room.add_matter("Estate", brandt), room.add_matter("Lease", chen)
    work(room, estate, FRIDAY)
    work(room, lease, FRIDAY, 7200)
    assert matters.count_and_unbilled(room.read) == (2, 900_00)
    assert matters.count_and_unbilled(room.read, "chen") == (1, 600_00)
    assert matters.count_and_unbilled(room.read, client_id=brandt) == (1, 300_00)
    room.do(archive_matter, lease, now=room.clock.at)
    assert matters.count_and_unbilled(room.read) == (1, 300_00)
    assert matters.count_and_unbilled(room.read, with_archived=True) == (2, 900_00)
    assert matters.count_and_unbilled(room.read, "nobody") == (0, 0)


def test_oldest_work_comes_first_among_matters_to_bill(room: PracticeRoom) -> None:
    client = room.add_client()
    young, idle, old = (room.add_matter(name, client) for name in ("Young", "Idle", "Old"))
    work(room, young, date(2026, 11, 19))
    work(room, old, date(2026, 9, 1))
    work(room, old, date(2026, 11, 20))
    found = matters.list_with_unbilled_work(room.read)
    assert [row.id for row in found] == [old, young]
    assert idle not in [row.id for row in found]
    assert found[0].unbilled_cents == 600_00
    assert [row.id for row in matters.list_with_unbilled_work(room.read, 1)] == [old]


def test_numbers_come_from_the_pattern_and_step_over_taken_ones(room: PracticeRoom) -> None:
    client = room.add_client()
    first = room.add_matter("One", client)
    assert matters.get(room.read, first).number == "2026-0001"
    room.do(change_matter, first, "number", "2026-0002")
    second = room.add_matter("Two", client)
    assert matters.get(room.read, second).number == "2026-0003"
    with pytest.raises(FieldError) as refused:
        room.do(change_matter, second, "number", "2026-0002")
    assert refused.value.field == "number"
    assert matters.get(room.read, second).number == "2026-0003"


def test_a_new_client_and_their_matter_come_together_or_not_at_all(room: PracticeRoom) -> None:
    with pytest.raises(FieldError):
        room.do(open_matter_for_new_client, "Zed Corp", "  ", now=room.clock.now())
    assert clients.count(room.read) == 0
    matter = room.do(open_matter_for_new_client, "Zed Corp", "Zed v. Zoo", now=room.clock.now())
    assert matters.get_summary(room.read, matter).client_name == "Zed Corp"


def test_an_area_of_any_length_is_not_taken(room: PracticeRoom) -> None:
    client = room.add_client()
    with pytest.raises(FieldError) as refused:
        room.do(open_matter, client, "Title", area="x" * 101, now=room.clock.now())
    assert refused.value.field == "area"


def test_a_matter_whose_clock_runs_stays_out_of_the_archive(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.do(start_timer, matter, now=room.clock.now())
    with pytest.raises(RuleError):
        room.do(archive_matter, matter, now=room.clock.at)
    room.do(stop_timer, now=room.clock.go_on(60))
    room.do(archive_matter, matter, now=room.clock.at)
    assert matters.count(room.read) == 0
    room.do(restore_matter, matter, now=room.clock.at)
    assert matters.count(room.read) == 1


def test_closing_notes_the_day_and_opening_again_forgets_it(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.do(set_matter_status, matter, MatterStatus.CLOSED, today=FRIDAY)
    assert matters.get(room.read, matter).closed_on == FRIDAY
    with pytest.raises(FieldError):
        room.do(set_matter_opened, matter, date(2026, 12, 1))
    room.do(set_matter_status, matter, MatterStatus.OPEN, today=FRIDAY)
    assert matters.get(room.read, matter).closed_on is None
