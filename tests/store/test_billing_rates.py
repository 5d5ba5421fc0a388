"""Rates: the nearest one holds, what exists keeps its own, and a change asks what it may touch."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from lawdesk.domain.billing.fee_agreements import AgreedTerms, Contingency, Hybrid, Stage
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rates import AppliesTo, RateReach
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.fee_agreements import agree_fee, end_agreement
from lawdesk.operations.charging import rate_for
from lawdesk.operations.rates import change_rate, delete_rate, preview_rate_change, set_rate
from lawdesk.operations.time_entries import (
    add_time_entry,
    set_activity,
    set_charge,
    set_entry_rate,
    set_narrative,
    set_worked_on,
)
from lawdesk.store import matters, rates, time_entries
from practice_room import PracticeRoom

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)
HOURS_1_2 = 72 * 60


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    """A matter worked on at 250.00, raised to 280.00 in July."""
    room.do(set_rate, 250_00, valid_from=date(2026, 1, 1))
    room.do(set_rate, 280_00, valid_from=JULY)
    return room.add_matter()


def work(room: PracticeRoom, matter: MatterId, day: date, code: str | None = None) -> TimeEntryId:
    return room.do(
        add_time_entry,
        matter,
        worked_on=day,
        seconds=HOURS_1_2,
        narrative="Drafted the brief",
        activity_code=code,
        now=room.clock.now(),
    )


def amount(room: PracticeRoom, entry: TimeEntryId) -> int:
    return time_entries.get(room.read, entry).amount_cents


def test_the_day_of_work_decides_and_saving_again_changes_nothing(
    room: PracticeRoom, matter: MatterId
) -> None:
    june, july = work(room, matter, JUNE), work(room, matter, JULY)
    assert (amount(room, june), amount(room, july)) == (300_00, 336_00)
    room.do(set_rate, 999_00, valid_from=date(2026, 1, 1), matter_id=matter)
    room.do(set_narrative, june, "Drafted the reply brief", now=room.clock.now())
    room.do(set_activity, june, None)
    room.do(set_worked_on, june, JUNE, today=room.clock.now().day)
    assert amount(room, june) == 300_00
    room.do(set_activity, june, "A103")
    assert amount(room, june) == 1198_80  # another activity is other work: its rate is looked up


def test_a_nearer_reach_goes_first(room: PracticeRoom, matter: MatterId) -> None:
    day, read = date(2026, 8, 3), room.read
    client = matters.get(read, matter).client_id
    reached = []
    for cents, reach in (
        (100_00, RateReach(activity_code="A103")),
        (200_00, RateReach(client_id=client)),
        (300_00, RateReach(matter_id=matter)),
        (400_00, RateReach(matter_id=matter, activity_code="A103")),
    ):
        room.do(
            set_rate,
            cents,
            valid_from=JULY,
            client_id=reach.client_id,
            matter_id=reach.matter_id,
            activity_code=reach.activity_code,
        )
        reached.append((rate_for(read, matter, "A103", day), rate_for(read, matter, None, day)))
    assert reached == [
        (100_00, 280_00),
        (200_00, 200_00),
        (300_00, 300_00),
        (400_00, 300_00),
    ]


def test_the_rate_of_a_hybrid_agreement_goes_before_all_while_it_holds(
    room: PracticeRoom, matter: MatterId
) -> None:
    room.do(set_rate, 400_00, valid_from=JULY, matter_id=matter, activity_code="A103")
    stages = (Stage("Settled", Fraction(1, 3)),)
    agreement = room.do(
        agree_fee,
        matter,
        AgreedTerms(Hybrid(150_00, Contingency(stages), "The claim is won")),
        agreed_on=JULY,
        valid_from=date(2026, 8, 1),
        now=room.clock.now(),
    )
    days = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 9, 1)]
    assert [rate_for(room.read, matter, "A103", d) for d in days] == [400_00, 150_00, 150_00]
    room.do(end_agreement, agreement, ended_on=date(2026, 9, 1), now=room.clock.now())
    assert [rate_for(room.read, matter, "A103", d) for d in days] == [400_00, 150_00, 400_00]


def test_a_change_touches_only_what_it_is_told_to(room: PracticeRoom, matter: MatterId) -> None:
    june, july = work(room, matter, JUNE), work(room, matter, JULY)
    reach = RateReach()
    effects = [
        preview_rate_change(room.read, reach, 300_00, JULY, applies_to) for applies_to in AppliesTo
    ]
    figures = [(e.entries, e.before_cents, e.after_cents) for e in effects]
    assert figures == [(0, 0, 0), (1, 336_00, 360_00), (2, 636_00, 720_00)]
    done = room.do(
        change_rate,
        reach,
        300_00,
        valid_from=JULY,
        applies_to=AppliesTo.FROM_DATE,
        now=room.clock.now(),
    )
    assert done == effects[1]
    assert (amount(room, june), amount(room, july)) == (300_00, 360_00)
    room.do(
        change_rate,
        reach,
        310_00,
        valid_from=JULY,
        applies_to=AppliesTo.ALL_UNBILLED,
        now=room.clock.now(),
    )
    assert (amount(room, june), amount(room, july)) == (372_00, 372_00)
    assert amount(room, work(room, matter, JUNE)) == 300_00


def test_three_unbilled_entries_go_from_840_to_940_80(room: PracticeRoom, matter: MatterId) -> None:
    for seconds in (3600, 3600, 2880):
        room.do(
            add_time_entry,
            matter,
            worked_on=date(2026, 6, 3),
            seconds=seconds,
            narrative="",
            now=room.clock.now(),
        )
    room.do(
        change_rate,
        RateReach(matter_id=matter),
        300_00,
        valid_from=date(2026, 1, 1),
        applies_to=AppliesTo.ALL_UNBILLED,
        now=room.clock.now(),
    )
    effect = preview_rate_change(
        room.read,
        RateReach(matter_id=matter),
        336_00,
        date(2026, 6, 1),
        AppliesTo.FROM_DATE,
    )
    assert (effect.entries, effect.before_cents, effect.after_cents) == (3, 840_00, 940_80)


def test_a_rate_of_its_own_and_a_nearer_reach_are_left_alone(
    room: PracticeRoom, matter: MatterId
) -> None:
    own, usual = work(room, matter, JULY), work(room, matter, JULY)
    room.do(set_entry_rate, own, 111_00)
    other = room.add_matter("Brandt estate", room.add_client("Jan Brandt"))
    room.do(set_rate, 200_00, valid_from=JULY, matter_id=other)
    near = work(room, other, JULY)
    free = work(room, matter, JULY)
    room.do(set_charge, free, Charge.NO_CHARGE)
    effect = room.do(
        change_rate,
        RateReach(),
        500_00,
        valid_from=JULY,
        applies_to=AppliesTo.ALL_UNBILLED,
        now=room.clock.now(),
    )
    amounts = [amount(room, entry) for entry in (own, usual, near, free)]
    assert amounts == [133_20, 600_00, 240_00, 0]
    assert (effect.entries, effect.before_cents, effect.after_cents) == (2, 336_00, 600_00)


def test_a_rate_taken_out_leaves_what_it_was_frozen_in(
    room: PracticeRoom, matter: MatterId
) -> None:
    rate = room.do(set_rate, 400_00, valid_from=JULY, matter_id=matter)
    room.do(set_rate, 410_00, valid_from=JULY, matter_id=matter)
    entry = work(room, matter, JULY)
    rows = [r.cents_per_hour for r in rates.list_rows(room.read, matter_id=matter) if r.matter_id]
    assert rows == [410_00]
    room.do(delete_rate, rate, now=room.clock.now())
    assert amount(room, entry) == 492_00
    assert rate_for(room.read, matter, None, JULY) == 280_00
    effect = preview_rate_change(room.read, RateReach(), 300_00, JULY, AppliesTo.FROM_DATE)
    assert effect.entries == 1  # what was frozen with a deleted rate still follows the table


def test_the_last_usual_rate_stays(room: PracticeRoom) -> None:
    usual = rates.list_rows(room.read)[-1]
    with pytest.raises(RuleError, match="only usual rate"):
        room.do(delete_rate, usual.id, now=room.clock.now())
    assert rates.list_rows(room.read)[-1] == usual


@pytest.mark.parametrize("cents", [-1, 100_000_001])
def test_impossible_rates_are_refused(room: PracticeRoom, cents: int) -> None:
    before = rates.list_all(room.read)
    with pytest.raises(FieldError, match="out of range") as refused:
        preview_rate_change(room.read, RateReach(), cents, JULY, AppliesTo.NEW)
    with pytest.raises(FieldError):
        room.do(set_rate, cents, valid_from=JULY)
    assert refused.value.field == "rate"
    assert rates.list_all(room.read) == before


def test_a_clients_rate_is_for_all_its_work(room: PracticeRoom, matter: MatterId) -> None:
    client = matters.get(room.read, matter).client_id
    with pytest.raises(FieldError, match="all work for that client"):
        room.do(set_rate, 100_00, valid_from=JULY, client_id=client, activity_code="A103")
