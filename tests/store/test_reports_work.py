"""What reports read of work, over real rows."""

from __future__ import annotations

from datetime import date

import pytest

from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    FlatFee,
    Hourly,
    Milestone,
    Subscription,
)
from lawdesk.domain.frozen_terms import to_text
from lawdesk.domain.reports.periods import Period
from lawdesk.domain.reports.report import Report
from lawdesk.domain.reports.report_names import ReportName
from lawdesk.store import practice as practices
from lawdesk.store.reports.reports import read_report
from practice_room import FRIDAY, PracticeRoom
from report_room import Bills, days_before

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
WHOLE = Period(date(2020, 1, 1), FRIDAY, whole=True)


def report(room: PracticeRoom, name: ReportName, period: Period = WHOLE) -> Report:
    return read_report(room.read, name, period, practices.get(room.read), FRIDAY)


def agree(some: Bills, terms: AgreedTerms) -> None:
    some.write(
        "INSERT INTO fee_agreements (matter_id, agreed_on, valid_from, terms, note, created_at) "
        "VALUES (?, '2026-01-01', '2026-01-01', ?, '', 1)",
        some.matter,
        to_text(terms),
    )


def charge(some: Bills, day: str, cents: int, occasion: str) -> None:
    some.write(
        "INSERT INTO fixed_charges (matter_id, occasion, earned_on, wording, amount_cents, "
        "created_at) VALUES (?, ?, ?, 'Step', ?, 1)",
        some.matter,
        occasion,
        day,
        cents,
    )


def spend(some: Bills, day: str, cents: int, charge: str = "billable") -> None:
    some.write(
        "INSERT INTO expenses (matter_id, spent_on, kind, quantity_thousandths, unit, "
        "unit_price_cents, amount_cents, wording, tax_category, charge, created_at) "
        "VALUES (?, ?, 'own', 1000, 'items', ?, ?, 'Copies', '', ?, 1)",
        some.matter,
        day,
        cents,
        cents,
        charge,
    )


def test_work_in_progress_holds_time_expenses_and_fixed_fees_by_age(room: PracticeRoom) -> None:
    some, other = Bills(room, "A"), Bills(room, "B")
    some.work(days_before(FRIDAY, 30), 3_600, 30_000)
    some.work(days_before(FRIDAY, 31), 1_800, 15_000)
    some.work(days_before(FRIDAY, 61), 60, 700)
    some.work(days_before(FRIDAY, 91), 60, 7)
    spend(some, days_before(FRIDAY, 5), 3_550)
    spend(some, days_before(FRIDAY, 5), 999, "no_charge")
    charge(some, days_before(FRIDAY, 1), 40_000, "first")
    billed = other.issue("2026-11-01", 30_000)
    other.work("2026-10-01", 3_600, 30_000, invoice=billed)
    found = report(room, ReportName.WORK_IN_PROGRESS)
    oldest = date.fromisoformat(days_before(FRIDAY, 91))
    assert found.rows == (("Matter of A", "A", 5_520, 73_550, 15_000, 700, 7, 89_257, oldest),)
    assert found.opens == (("matter", some.matter),)
    november = report(room, ReportName.WORK_IN_PROGRESS, NOVEMBER)
    assert [row[-2] for row in november.rows] == [43_550]


def test_time_that_a_fixed_fee_covers_counts_with_its_hours_alone(room: PracticeRoom) -> None:
    flat, ended = Bills(room, "A"), Bills(room, "B")
    for some in (flat, ended):
        agree(some, AgreedTerms(FlatFee((Milestone("All", 50_000),))))
        some.work(FRIDAY, 3_600, 30_000)
    ended.write("UPDATE fee_agreements SET ended_on = ? WHERE matter_id = ?", FRIDAY, ended.matter)
    charge(flat, "2026-11-20", 50_000, "0")
    found = report(room, ReportName.WORK_IN_PROGRESS)
    assert [(row[0], row[2], row[-2]) for row in found.rows] == [
        ("Matter of A", 3_600, 50_000),
        ("Matter of B", 3_600, 30_000),
    ]


def test_running_parked_and_deleted_time_is_in_no_report(room: PracticeRoom) -> None:
    some = Bills(room)
    kept = some.work(FRIDAY, 3_600, 30_000, code="A103")
    gone = some.work(FRIDAY, 7_200, 60_000, code="A103")
    parked = some.work(FRIDAY, 900, 6_000, code="A103")
    some.write("UPDATE time_entries SET deleted_at = 1 WHERE id = ?", gone)
    some.write("UPDATE time_entries SET clock = 'parked' WHERE id = ?", parked)
    assert kept
    for name in (
        ReportName.WORK_IN_PROGRESS,
        ReportName.HOURS_BY_MATTER,
        ReportName.HOURS_BY_ACTIVITY,
        ReportName.HOURS_BY_WEEKDAY,
    ):
        found = report(room, name)
        hours = [c.name for c in found.columns].index(
            "hours" if name is ReportName.WORK_IN_PROGRESS else "worked"
        )
        assert found.totals is not None
        assert found.totals[hours] == 3_600


def test_hours_are_the_same_by_matter_activity_and_weekday(room: PracticeRoom) -> None:
    first, second = Bills(room, "A"), Bills(room, "B")
    first.work("2026-11-16", 3_600, 30_000, code="A103")
    first.work("2026-11-17", 1_000, 0, code="A103")
    billed = second.issue("2026-11-20", 15_000)
    second.work("2026-11-17", 1_800, 15_000, invoice=billed)
    second.work("2026-10-31", 1_800, 15_000)
    by_matter = report(room, ReportName.HOURS_BY_MATTER, NOVEMBER)
    assert by_matter.rows[0][:6] == ("Matter of A", "A", 4_600, 1_000, 3_600, 30_000)
    assert by_matter.rows[1][:6] == ("Matter of B", "B", 1_800, 0, 1_800, 15_000)
    by_activity = report(room, ReportName.HOURS_BY_ACTIVITY, NOVEMBER)
    assert [row[:2] for row in by_activity.rows] == [
        ("A103 Draft/revise", 4_600),
        ("Without a code", 1_800),
    ]
    by_weekday = report(room, ReportName.HOURS_BY_WEEKDAY, NOVEMBER)
    assert [row[:2] for row in by_weekday.rows[:3]] == [
        ("Monday", 3_600),
        ("Tuesday", 2_800),
        ("Wednesday", 0),
    ]
    sums = {found.totals[-5:] for found in (by_matter, by_activity, by_weekday) if found.totals}
    assert sums == {(6_400, 1_000, 5_400, 45_000, 1_000_000)}


def test_the_flat_fee_of_800_for_3_9_hours(room: PracticeRoom) -> None:
    some = Bills(room)
    halves = (Milestone("Draft", 40_000), Milestone("Signing", 40_000))
    agree(some, AgreedTerms(FlatFee(halves)))
    charge(some, "2026-10-01", 40_000, "0")
    charge(some, "2026-11-01", 40_000, "1")
    some.work("2026-09-01", 14_040, 117_000)
    found = report(room, ReportName.FLAT_FEES)
    assert found.rows == (
        ("Matter of Maria Alvarez", "Maria Alvarez", 80_000, 80_000, 14_040, 20_513, 30_000,
         -37_000),
    )  # fmt: skip
    october = Period(WHOLE.first, date(2026, 10, 31))
    assert report(room, ReportName.FLAT_FEES, october).rows[0][3] == 40_000


def test_an_agreement_that_ended_is_no_longer_part_of_what_is_agreed(room: PracticeRoom) -> None:
    some = Bills(room)
    agree(some, AgreedTerms(FlatFee((Milestone("All", 50_000),))))
    some.write("UPDATE fee_agreements SET ended_on = '2026-06-01'")
    agree(some, AgreedTerms(FlatFee((Milestone("All", 90_000),))))
    (row,) = report(room, ReportName.FLAT_FEES).rows
    assert row[2] == 90_000


@pytest.mark.parametrize("kind", ["hourly", "subscription"])
def test_only_fixed_fees_are_listed(room: PracticeRoom, kind: str) -> None:
    some = Bills(room)
    monthly = Subscription(25_000, 1, date(2026, 1, 1))
    agree(some, AgreedTerms(Hourly() if kind == "hourly" else monthly))
    found = report(room, ReportName.FLAT_FEES)
    assert len(found.rows) == (0 if kind == "hourly" else 1)
    assert all(row[2] is None for row in found.rows)
