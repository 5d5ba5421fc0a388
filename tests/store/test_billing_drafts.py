"""Drafts in other shapes: several payers, merged, split and written-down lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from bills_room import (
    HOUR,
    agree,
    compose,
    credit,
    draft,
    issue,
    issue_all,
    lines_of,
    rate,
    spend,
    totals,
    work,
)
from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.drafts import DraftId, DraftPayer
from lawdesk.domain.billing.fee_agreements import (
    Capped,
    ProBono,
)
from lawdesk.domain.clients import ClientId, Grouping
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rates import AppliesTo, RateReach
from lawdesk.domain.rounding import RoundingPolicy, RoundingScope
from lawdesk.domain.time_entries import Charge
from lawdesk.errors import FieldError
from lawdesk.operations import drafts as drafting
from lawdesk.operations.draft_lines import merge_lines, split_line
from lawdesk.operations.draft_payers import assign_line, set_payers
from lawdesk.operations.rates import change_rate
from lawdesk.operations.time_entries import delete_entry, set_charge, set_duration
from lawdesk.store import drafts, time_entries
from practice_room import FRIDAY, POLICY, PracticeRoom, make_room


def payer(
    client: ClientId,
    *,
    share: int | None = None,
    fixed: int | None = None,
    is_rest: bool = False,
    masks: bool = False,
) -> DraftPayer:
    return DraftPayer(0, DraftId(0), client, share, fixed, is_rest, masks, "by letter")


@pytest.fixture
def german(tmp_path: Path) -> Iterator[PracticeRoom]:
    """A practice with VAT of 19 %."""
    room = make_room(tmp_path, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")
    yield room
    room.database.close()


# Several payers


def split_room(room: PracticeRoom, names: Sequence[str]) -> tuple[MatterId, list[ClientId]]:
    clients = [room.add_client(name) for name in names]
    return room.add_matter(client=clients[0]), clients


@pytest.mark.parametrize(
    ("cents", "shares", "rest", "expected"),
    [
        (1_234_57, (500_000, 300_000, 200_000), None, [617_29, 370_37, 246_91]),
        (1_000_00, (333_333, 333_333, 333_333), 2, [333_33, 333_33, 333_34]),
        (1_000_00, (333_333, 333_333, 333_334), 0, [333_34, 333_33, 333_33]),
    ],
)
def test_shares_lose_no_cent(
    room: PracticeRoom,
    cents: int,
    shares: tuple[int, ...],
    rest: int | None,
    expected: list[int],
) -> None:
    matter, clients = split_room(room, "ABC")
    spend(room, matter, cents)
    draft_id = draft(room, matter)
    payers = [
        payer(client, share=share, is_rest=place == rest)
        for place, (client, share) in enumerate(zip(clients, shares, strict=True))
    ]
    room.do(set_payers, draft_id, payers)
    issued = issue_all(room, draft_id)
    assert [each.invoice.client_id for each in issued] == clients
    assert [each.invoice.total_cents for each in issued] == expected
    assert [each.invoice.number for each in issued] == ["2026-0001", "2026-0002", "2026-0003"]
    work_of = [each.work[0].billed_cents for each in issued]
    assert sum(work_of) == cents


def test_a_fixed_amount_and_the_rest(german: PracticeRoom) -> None:
    matter, (anna, ben) = split_room(german, ("Anna", "Ben"))
    spend(german, matter, 1_000_00)
    draft_id = draft(german, matter)
    german.do(set_payers, draft_id, [payer(anna, is_rest=True), payer(ben, fixed=400_00)])
    issued = issue_all(german, draft_id)
    assert [totals(each) for each in issued] == [
        (600_00, 114_00, 714_00),
        (400_00, 76_00, 476_00),
    ]


def test_a_line_can_be_one_payers_alone(room: PracticeRoom) -> None:
    matter, (anna, ben) = split_room(room, ("Anna", "Ben"))
    entry = work(room, matter)
    spend(room, matter, 50_00)
    draft_id = draft(room, matter)
    room.do(set_payers, draft_id, [payer(anna, share=500_000), payer(ben, share=500_000)])
    _time, expense = lines_of(room, draft_id)
    room.do(assign_line, expense.id, ben)
    issued = issue_all(room, draft_id)
    assert [each.invoice.total_cents for each in issued] == [150_00, 200_00]
    assert [x.kind for x in issued[0].lines] == ["time", "share"]
    assert [x.kind for x in issued[1].lines] == ["time", "expense", "share"]
    assert time_entries.get(room.read, entry).invoice_id == issued[0].invoice.id


def test_a_discount_on_ones_own_line_is_ones_own(room: PracticeRoom) -> None:
    """A courtesy of everything leaves every payer nothing, and nobody a negative bill."""
    matter, (anna, ben) = split_room(room, ("Anna", "Ben"))
    agree(room, matter, ProBono())
    work(room, matter, 2 * HOUR)
    work(room, matter, 3 * HOUR)
    draft_id = draft(room, matter)
    room.do(set_payers, draft_id, [payer(anna, share=500_000), payer(ben, share=500_000)])
    room.do(assign_line, lines_of(room, draft_id)[1].id, anna)
    assert [each.invoice.total_cents for each in issue_all(room, draft_id)] == [0, 0]


def test_shared_lines_add_up_however_they_are_grouped(room: PracticeRoom) -> None:
    matter, (anna, ben) = split_room(room, ("Anna", "Ben"))
    rate(room, matter, 333_36)
    for _each in range(4):
        work(room, matter, 360)
    draft_id = draft(room, matter)
    room.do(drafting.set_grouping, draft_id, Grouping.RATE)
    room.do(set_payers, draft_id, [payer(anna, share=500_000), payer(ben, share=500_000)])
    assert [each.invoice.total_cents for each in issue_all(room, draft_id)] == [66_67, 66_67]


def test_a_payer_may_not_read_what_was_done(room: PracticeRoom) -> None:
    matter, (anna, ben) = split_room(room, ("Anna", "Ben"))
    work(room, matter, narrative="Privileged advice")
    draft_id = draft(room, matter)
    room.do(
        set_payers, draft_id, [payer(anna, share=500_000), payer(ben, share=500_000, masks=True)]
    )
    for grouping in Grouping:
        room.do(drafting.set_grouping, draft_id, grouping)
        own, masked = compose(room, draft_id)
        assert "Privileged advice" in [line.wording for line in own.lines]
        assert "Privileged" not in " ".join(line.wording for line in masked.lines)


@pytest.mark.parametrize("shares", [(0, 0), (1_000_000, 0), (600_000, 300_000)])
def test_nobody_pays_no_percent(room: PracticeRoom, shares: tuple[int, int]) -> None:
    matter, clients = split_room(room, ("Anna", "Ben"))
    work(room, matter)
    draft_id = draft(room, matter)
    with pytest.raises(FieldError):
        room.do(
            set_payers,
            draft_id,
            [payer(c, share=s) for c, s in zip(clients, shares, strict=True)],
        )
    assert drafts.list_payers(room.read, draft_id) == []


def test_a_part_of_a_split_line_keeps_its_payer(room: PracticeRoom) -> None:
    matter, (anna, ben) = split_room(room, ("Anna", "Ben"))
    work(room, matter)
    work(room, matter)
    draft_id = draft(room, matter)
    room.do(set_payers, draft_id, [payer(anna, share=500_000), payer(ben, share=500_000)])
    line = lines_of(room, draft_id)[0]
    room.do(assign_line, line.id, ben)
    room.do(split_line, line.id, 4)
    assert [x.payer_id for x in lines_of(room, draft_id)] == [ben, ben, None]
    assert [each.invoice.total_cents for each in issue_all(room, draft_id)] == [150_00, 450_00]


# Lines in another shape


def test_an_invoice_rounds_its_time_once(tmp_path: Path) -> None:
    rounding = RoundingPolicy(scope=RoundingScope.INVOICE)
    room = make_room(tmp_path, policy=replace(POLICY, rounding=rounding))
    matter = room.add_matter()
    for seconds in (125, 361, 1_320, 2_830):
        work(room, matter, seconds)
    issued = issue(room, draft(room, matter))
    assert sum(line.units for line in issued.lines) == 13
    assert issued.invoice.total_cents == 390_00
    room.database.close()


def test_merged_lines_are_one_line_rounded_once(room: PracticeRoom) -> None:
    matter = room.add_matter()
    rate(room, matter, 333_36)
    for narrative in ("Call", "Letter", "Note"):
        work(room, matter, 360, narrative)
    draft_id = draft(room, matter)
    ids = [line.id for line in lines_of(room, draft_id)]
    room.do(merge_lines, [ids[0], ids[2]])
    issued = issue(room, draft_id)
    assert [(x.wording, x.units, x.amount_cents) for x in issued.lines] == [
        ("Call; Note", 2, 66_67),
        ("Letter", 1, 33_34),
    ]
    assert sum(each.billed_cents for each in issued.work) == issued.invoice.total_cents


def test_lines_stand_alone_once_the_entry_that_told_them_is_deleted(room: PracticeRoom) -> None:
    matter = room.add_matter()
    told_by = work(room, matter, narrative="Call")
    work(room, matter, narrative="Letter")
    draft_id = draft(room, matter)
    room.do(merge_lines, [line.id for line in lines_of(room, draft_id)])
    room.do(delete_entry, told_by, now=room.clock.now())
    (left,) = lines_of(room, draft_id)
    assert (left.wording, left.merged_into_id) == ("Letter", None)
    assert issue(room, draft_id).invoice.total_cents == 300_00


def test_a_line_that_tells_others_is_not_deleted_under_them(room: PracticeRoom) -> None:
    matter = room.add_matter()
    for narrative in ("Call", "Letter"):
        work(room, matter, narrative=narrative)
    draft_id = draft(room, matter)
    head = room.do(merge_lines, [line.id for line in lines_of(room, draft_id)])
    with pytest.raises(IntegrityError), room.database.transaction() as tx:
        tx.write("DELETE FROM draft_lines WHERE id = ?", head)
    assert len(lines_of(room, draft_id)) == 2


def test_a_merged_entry_made_free_costs_nothing(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, narrative="Call")
    free = work(room, matter, narrative="Letter")
    draft_id = draft(room, matter)
    room.do(merge_lines, [line.id for line in lines_of(room, draft_id)])
    room.do(set_charge, free, Charge.NO_CHARGE)
    assert issue(room, draft_id).invoice.total_cents == 300_00


def test_a_merged_entry_takes_its_new_rate(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, day=FRIDAY - timedelta(days=1))
    work(room, matter)
    draft_id = draft(room, matter)
    room.do(merge_lines, [line.id for line in lines_of(room, draft_id)])
    room.do(
        change_rate,
        RateReach(matter_id=matter),
        400_00,
        valid_from=FRIDAY,
        applies_to=AppliesTo.FROM_DATE,
        now=room.clock.now(),
    )
    assert issue(room, draft_id).invoice.total_cents == 700_00


def test_merged_lines_go_to_a_payer_together(room: PracticeRoom) -> None:
    matter, (anna, ben) = split_room(room, ("Anna", "Ben"))
    work(room, matter)
    work(room, matter)
    spend(room, matter, 10_00)
    draft_id = draft(room, matter)
    room.do(set_payers, draft_id, [payer(anna, share=500_000), payer(ben, share=500_000)])
    first, second, _expense = lines_of(room, draft_id)
    room.do(merge_lines, [first.id, second.id])
    room.do(assign_line, first.id, ben)
    assert [x.payer_id for x in lines_of(room, draft_id)] == [ben, ben, None]
    assert [each.invoice.total_cents for each in issue_all(room, draft_id)] == [5_00, 605_00]


def test_split_parts_add_up_to_the_entry(room: PracticeRoom) -> None:
    matter = room.add_matter()
    entry = work(room, matter, 3 * HOUR)
    draft_id = draft(room, matter)
    (line,) = lines_of(room, draft_id)
    new = room.do(split_line, line.id, 10)
    room.do(drafting.set_line_wording, new, "Hearing")
    room.do(drafting.set_line_no_charge, new, no_charge=True)
    issued = issue(room, draft_id)
    assert [(x.wording, x.units, x.amount_cents) for x in issued.lines] == [
        ("Reply brief", 20, 600_00),
        ("Hearing", 10, 0),
    ]
    assert {each.entry_id for each in issued.work} == {entry}


def test_parts_of_an_entry_are_chosen_together_through_a_merge(room: PracticeRoom) -> None:
    """Else units that were left out would go with the draft when the entry is billed."""
    matter = room.add_matter()
    work(room, matter)
    work(room, matter)
    spend(room, matter, 10_00)
    draft_id = draft(room, matter)
    first, second, _expense = lines_of(room, draft_id)
    part = room.do(split_line, second.id, 4)
    room.do(merge_lines, [first.id, part])
    room.do(drafting.choose_line, first.id, chosen=False)
    assert [line.chosen for line in lines_of(room, draft_id)] == [False, False, False, True]
    room.do(drafting.choose_line, second.id, chosen=True)
    assert [line.chosen for line in lines_of(room, draft_id)] == [False, True, True, True]
    assert issue(room, draft_id).invoice.total_cents == 310_00


@pytest.mark.parametrize("shows", [True, False])
def test_a_write_down_is_kept_and_shown_if_wished(room: PracticeRoom, *, shows: bool) -> None:
    matter = room.add_matter()
    entry = work(room, matter)
    draft_id = draft(room, matter)
    (line,) = lines_of(room, draft_id)
    with pytest.raises(FieldError):
        room.do(drafting.write_down_line, line.id, 300_01, "Too long")
    with pytest.raises(FieldError):
        room.do(drafting.write_down_line, line.id, 50_00, " ")
    room.do(drafting.write_down_line, line.id, 50_00, "Took too long")
    room.do(drafting.set_shows_reductions, draft_id, shows=shows)
    issued = issue(room, draft_id)
    (shown,) = paper_of(issued).lines
    assert (shown.amount_cents, shown.written_down_from_cents) == (250_00, 300_00)
    assert (shown.shows_write_down, shown.written_down_reason) == (shows, "Took too long")
    assert time_entries.get(room.read, entry).amount_cents == 300_00
    assert [(x.recorded_cents, x.billed_cents) for x in issued.work] == [(300_00, 250_00)]


def test_lines_written_down_to_nothing_cost_nothing_however_grouped(room: PracticeRoom) -> None:
    matter = room.add_matter()
    rate(room, matter, 333_33)
    for _each in range(2):
        work(room, matter, 360)
    draft_id = draft(room, matter)
    for line in lines_of(room, draft_id):
        room.do(drafting.write_down_line, line.id, line.amount_cents, "Given away")
    for grouping in Grouping:
        room.do(drafting.set_grouping, draft_id, grouping)
        assert [each.invoice.total_cents for each in compose(room, draft_id)] == [0]


def test_an_entry_shortened_below_its_write_down_is_named(room: PracticeRoom) -> None:
    matter = room.add_matter()
    entry = work(room, matter, 2 * HOUR, "Reply brief")
    draft_id = draft(room, matter)
    (line,) = lines_of(room, draft_id)
    room.do(drafting.write_down_line, line.id, 400_00, "Learning the file")
    room.do(set_duration, entry, HOUR)
    with pytest.raises(FieldError, match=r"Reply brief.*comes to now.*Write less of it down"):
        compose(room, draft_id)


def test_a_payer_who_is_credited_gives_back_their_share_of_the_cap(room: PracticeRoom) -> None:
    matter, (anna, berta) = split_room(room, ["Anna", "Berta"])
    agree(room, matter, Capped(500_00))
    work(room, matter, 2 * HOUR)
    draft_id = draft(room, matter)
    payers = [payer(each, share=500_000) for each in (anna, berta)]
    room.do(set_payers, draft_id, payers)
    first, second = issue_all(room, draft_id)
    assert [x.invoice.cap_counted_cents for x in (first, second)] == [250_00, 250_00]
    note = credit(room, first.invoice.id, [Credited(1, units=10)], releases_work=False)
    assert (note.invoice.total_cents, note.invoice.cap_counted_cents) == (-125_00, -125_00)
    work(room, matter, 2 * HOUR)
    again = issue(room, draft(room, matter))
    assert again.invoice.total_cents == 125_00
