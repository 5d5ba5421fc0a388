"""Entries by hand, corrections, totals and lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingPolicy, RoundingScope
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.errors import FieldError, NotFound, RuleError
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.rates import set_rate
from lawdesk.operations.time_entries import (
    add_time_entry,
    delete_entry,
    move_entry,
    set_activity,
    set_charge,
    set_duration,
    set_entry_rate,
    set_task,
    set_worked_on,
    take_back,
)
from lawdesk.operations.timers import (
    resume_timer,
    set_running_codes,
    start_timer,
    stop_timer,
)
from lawdesk.store import phrases, time_entries, timers
from lawdesk.store.database import Transaction
from practice_room import FRIDAY, PracticeRoom, make_room

ONCE_A_DAY = BillingPolicy(rounding=RoundingPolicy(scope=RoundingScope.DAY))


def write(
    room: PracticeRoom, matter: MatterId, seconds: int, narrative: str = "Call"
) -> TimeEntryId:
    return room.do(
        add_time_entry,
        matter,
        worked_on=FRIDAY,
        seconds=seconds,
        narrative=narrative,
        now=room.clock.now(),
    )


def test_the_day_rounded_once_comes_to_390(tmp_path: Path) -> None:
    room = make_room(
        tmp_path, policy=BillingPolicy(rounding=RoundingPolicy(scope=RoundingScope.DAY))
    )
    matter = room.add_matter()
    for seconds in (125, 361, 1320, 2830):
        write(room, matter, seconds)
    total = time_entries.total(room.read)
    assert (total.entries, total.raw_seconds, total.amount_cents) == (4, 4636, 390_00)
    assert total.billed_seconds == 13 * 360
    room.database.close()


def test_rounding_once_a_day_stays_right_after_corrections(tmp_path: Path) -> None:
    room = make_room(
        tmp_path, policy=BillingPolicy(rounding=RoundingPolicy(scope=RoundingScope.DAY))
    )
    matter = room.add_matter()
    entries = [write(room, matter, seconds) for seconds in (125, 361, 1320, 2830)]
    room.do(set_duration, entries[0], 485)
    assert time_entries.total(room.read).billed_seconds == 14 * 360
    room.do(delete_entry, entries[0], now=room.clock.now())
    assert time_entries.total(room.read).billed_seconds == 13 * 360
    room.do(take_back, now=room.clock.now())
    assert time_entries.total(room.read).billed_seconds == 14 * 360
    room.do(set_charge, entries[3], Charge.NO_CHARGE)
    assert time_entries.total(room.read).amount_cents == 7 * 30_00
    room.database.close()


def test_correcting_a_duration_keeps_what_the_clock_measured(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.do(start_timer, matter, now=room.clock.now())
    entry_id = room.do(stop_timer, now=room.clock.go_on(1000))
    assert entry_id is not None
    room.do(set_duration, entry_id, 3600)
    assert time_entries.get(room.read, entry_id).raw_seconds == 3600
    assert timers.worked_seconds(room.read, entry_id) == 1000


@pytest.mark.parametrize("seconds", [-1, 30 * 3600, 10**12])
def test_impossible_durations_are_refused(room: PracticeRoom, seconds: int) -> None:
    matter = room.add_matter()
    with pytest.raises(FieldError) as refused:
        write(room, matter, seconds)
    assert refused.value.field == "duration"
    assert time_entries.total(room.read).entries == 0


def test_work_in_the_future_is_refused(room: PracticeRoom) -> None:
    matter = room.add_matter()
    entry = write(room, matter, 60)
    with pytest.raises(FieldError):
        room.do(set_worked_on, entry, date(2027, 1, 1), today=FRIDAY)


def test_day_and_matter_decide_the_rate(room: PracticeRoom) -> None:
    client = room.add_client()
    matter, other = room.add_matter("One", client), room.add_matter("Two", client)
    room.do(set_rate, 200_00, valid_from=date(2026, 1, 1), matter_id=other)
    room.do(set_rate, 250_00, valid_from=date(2026, 11, 10), matter_id=other)
    entry = write(room, matter, 3600)
    room.do(move_entry, entry, other)
    assert time_entries.get(room.read, entry).amount_cents == 250_00
    room.do(set_worked_on, entry, date(2026, 11, 9), today=FRIDAY)
    assert time_entries.get(room.read, entry).amount_cents == 200_00
    room.do(set_entry_rate, entry, 99_00)
    assert time_entries.get(room.read, entry).amount_cents == 99_00
    room.do(set_activity, entry, "A103")
    assert time_entries.get(room.read, entry).amount_cents == 200_00


def test_deleting_can_be_taken_back(room: PracticeRoom) -> None:
    matter = room.add_matter()
    entry = write(room, matter, 3600)
    before = time_entries.get_row(room.read, entry)
    room.do(delete_entry, entry, now=room.clock.now())
    with pytest.raises(NotFound):
        time_entries.get_row(room.read, entry)
    room.do(take_back, now=room.clock.now())
    assert time_entries.get_row(room.read, entry) == before


def test_lists_are_read_in_pages_and_filtered_by_words(room: PracticeRoom) -> None:
    matter = room.add_matter("Brandt estate", room.add_client("Größe & Söhne"))
    ids = [write(room, matter, 60 * n, f"Inventory {n}") for n in range(1, 8)]
    first = time_entries.list_rows(room.read, limit=3)
    second = time_entries.list_rows(room.read, after=first[-1], limit=3)
    assert [row.id for row in first + second] == list(reversed(ids))[:6]
    assert len(time_entries.list_rows(room.read, "inven brandt")) == 7
    assert [row.id for row in time_entries.list_rows(room.read, "inventory 5 sohne")] == [ids[4]]
    assert time_entries.list_rows(room.read, "nothing") == []
    for hostile in ('"', "'; DROP TABLE clients", "a* OR NEAR(", "-", "col:x", "\x00"):
        time_entries.list_rows(room.read, hostile)


def test_own_phrases_come_back_most_used_first(room: PracticeRoom) -> None:
    matter = room.add_matter()
    for narrative in ("Call with clerk", "Call with client", "Call with client", "Letter"):
        write(room, matter, 60, narrative)
    assert phrases.list_all(room.read) == ["Call with client", "Letter", "Call with clerk"]


def test_a_task_stays_on_the_entry_over_midnight_and_the_next_clock(room: PracticeRoom) -> None:
    matter = room.add_matter()
    room.clock.at += 14 * 3600 + 3400  # 23:56:40
    first = room.do(start_timer, matter, now=room.clock.now(), task_code="L120")
    room.do(stop_timer, now=room.clock.go_on(600))
    chain = time_entries.list_chain(room.read, time_entries.get(room.read, first))
    assert [part.task_code for part in chain] == ["L120", "L120"]
    again = room.do(resume_timer, first, now=room.clock.go_on(60))
    assert again != first
    running = timers.find_running_clock(room.read)
    assert running is not None
    assert running.task_code == "L120"
    room.do(set_running_codes, "A103", "L210")
    assert time_entries.get_row(room.read, again).task_code == "L210"
    assert time_entries.get_row(room.read, again).activity_code == "A103"


def test_work_for_two_tasks_is_not_merged(room: PracticeRoom) -> None:
    """Two minutes twice, a minute apart: one unit as one piece of work, two for two tasks."""
    merging = BillingPolicy(merges_close_intervals=True)
    room.do(set_policy, merging, valid_from=FRIDAY, now=room.clock.now())
    matter = room.add_matter()
    entries = []
    for _time in range(2):
        entries.append(room.do(start_timer, matter, now=room.clock.go_on(60), task_code="L120"))
        room.do(stop_timer, now=room.clock.go_on(120))

    def units() -> int:
        return sum(time_entries.get(room.read, each).billed_units for each in entries)

    together = units()
    room.do(set_task, entries[1], "L210")
    assert (together, units()) == (1, 2)
    room.do(set_task, entries[1], "L120")
    assert units() == 1


def test_the_task_of_billed_time_cannot_change(room: PracticeRoom) -> None:
    matter, now = room.add_matter(), room.clock.now()
    entry = room.do(
        add_time_entry, matter, worked_on=FRIDAY, seconds=3600, narrative="x", task_code="L120",
        now=now,
    )  # fmt: skip
    draft = room.do(make_draft, matter, now=now)
    room.do(issue_invoice, draft, InvoiceTexts(), now=now)
    with pytest.raises(RuleError):
        room.do(set_task, entry, "L210")
    with pytest.raises(driver.IntegrityError, match="billed time cannot change"):
        room.do(Transaction.write, "UPDATE time_entries SET task_code = 'L210' WHERE id = ?", entry)
    assert time_entries.get(room.read, entry).task_code == "L120"
