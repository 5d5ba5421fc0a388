"""What reports read of bills and money, over real rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from lawdesk.domain.reports.periods import Period
from lawdesk.domain.reports.report import Report
from lawdesk.domain.reports.report_names import ReportName
from lawdesk.store import practice as practices
from lawdesk.store.reports import bills
from lawdesk.store.reports.reports import oldest_day, read_report
from practice_room import FRIDAY, PracticeRoom, make_room
from report_room import Bills

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def report(
    room: PracticeRoom, name: ReportName, period: Period = YEAR, day: date = FRIDAY
) -> Report:
    return read_report(room.read, name, period, practices.get(room.read), day)


def total(found: Report) -> dict[str, object]:
    assert found.totals is not None
    return dict(zip([c.name for c in found.columns], found.totals, strict=True))


def test_due_on_31_august_is_61_to_90_days_late_on_21_november(room: PracticeRoom) -> None:
    invoice = Bills(room).issue("2026-08-17", 89_050, 14_640, due="2026-08-31")
    on_day = Period(YEAR.first, date(2026, 11, 21))
    found = report(room, ReportName.AGEING, on_day, date(2026, 11, 21))
    assert invoice
    assert total(found)["61-90"] == 103_690
    assert found.period == "Until Nov 21, 2026"


def test_ageing_takes_the_account_as_it_stood_on_its_day(room: PracticeRoom) -> None:
    some = Bills(room)
    invoice = some.issue("2026-09-01", 100_000, due="2026-09-15")
    some.pay("2026-10-10", 40_000, invoice)
    some.pay("2026-10-12", 5_000)
    some.book(invoice, "2026-11-15", "write_off", -60_000)
    september = Period(YEAR.first, date(2026, 9, 30))
    october = Period(YEAR.first, date(2026, 10, 31))
    assert total(report(room, ReportName.AGEING, september))["owed"] == 100_000
    assert total(report(room, ReportName.AGEING, october))["31-60"] == 60_000
    assert total(report(room, ReportName.AGEING, october))["credit"] == -5_000
    now = report(room, ReportName.AGEING)
    assert [row[-1] for row in now.rows] == [-5_000]


def test_a_bounced_payment_reopens_the_old_due_day(room: PracticeRoom) -> None:
    some = Bills(room)
    invoice = some.issue("2026-06-01", 100_000, due="2026-06-15")
    some.pay("2026-06-14", 100_000, invoice)
    assert report(room, ReportName.AGEING).rows == ()
    some.book(None, "2026-11-01", "reversal", 100_000)
    some.book(None, "2026-11-01", "allocation", -100_000)
    some.book(invoice, "2026-11-01", "allocation", 100_000)
    assert total(report(room, ReportName.AGEING))["over_90"] == 100_000
    (row,) = [r for r in report(room, ReportName.COLLECTED).rows if r[0] == "November 2026"]
    assert row[3] == -100_000


def test_a_currency_of_its_own_is_never_added(room: PracticeRoom) -> None:
    some = Bills(room)
    some.issue("2026-10-01", 100_000, due="2026-10-15")
    some.issue("2026-10-01", 70_000, due="2026-10-15", currency="EUR")
    some.pay("2026-10-02", 9_000, currency="EUR")
    ageing = report(room, ReportName.AGEING)
    assert total(ageing)["owed"] == 100_000
    assert [(one.currency, one.cells[-1]) for one in ageing.apart] == [("EUR", 61_000)]
    collected = report(room, ReportName.COLLECTED)
    assert total(collected)["invoiced"] == 100_000
    assert total(collected)["collected"] == 0
    assert collected.apart[0].cells[1:4] == (70_000, 0, 9_000)
    taxes = report(room, ReportName.TAXES)
    assert total(taxes)["net"] == 100_000


def test_credit_in_two_currencies_is_told_apart_even_where_it_adds_up_to_nothing(
    room: PracticeRoom,
) -> None:
    some = Bills(room)
    some.pay("2026-10-02", 9_000, currency="EUR")
    some.book(None, "2026-10-03", "refund", 9_000)
    claims = bills.list_open_claims(room.read, FRIDAY)
    assert {(one.currency, one.open_cents) for one in claims} == {("EUR", -9_000), ("USD", 9_000)}


@pytest.mark.parametrize("seed", range(4))
def test_the_ledger_and_the_reports_agree_to_the_cent(room: PracticeRoom, seed: int) -> None:
    chance = random.Random(seed)
    some = [Bills(room, f"Client {n}") for n in range(3)]
    for _each in range(25):
        one = chance.choice(some)
        day = FRIDAY - timedelta(days=chance.randrange(0, 300))
        invoice = one.issue(day.isoformat(), chance.randrange(1, 10**6), chance.randrange(1, 10**5))
        for _payment in range(chance.randrange(0, 3)):
            paid = day + timedelta(days=chance.randrange(0, 60))
            target = chance.choice([invoice, None])
            one.pay(min(paid, FRIDAY).isoformat(), chance.randrange(1, 10**6), target)
    owed = room.read.number("SELECT sum(amount_cents) FROM account_entries")
    whole = Period(date(2025, 1, 1), FRIDAY)
    assert total(report(room, ReportName.AGEING, whole))["owed"] == owed
    assert total(report(room, ReportName.COLLECTED, whole))["change"] == owed
    issued = room.read.number("SELECT sum(total_cents) FROM issued_invoices")
    assert total(report(room, ReportName.TAXES, whole))["gross"] == issued


def test_realisation_counts_write_downs_discounts_and_credit_notes(room: PracticeRoom) -> None:
    some = Bills(room)
    first = some.issue("2026-10-05", 210_000, 39_900)
    some.work("2026-09-30", 3_600, 150_000, invoice=first)
    some.work("2026-09-30", 3_600, 0, invoice=first, recorded=50_000)
    some.line(first, "expense", 30_000)
    some.line(first, "discount", -20_000)
    second = some.issue("2026-11-05", 100_000)
    some.work("2026-11-01", 3_600, 100_000, invoice=second)
    some.issue("2026-11-12", -25_000, corrects=second)
    some.pay("2026-11-20", 75_000, second)
    found = report(room, ReportName.REALISATION)
    october, november = found.rows[-2:]
    assert october == ("October 2026", 200_000, 180_000, 900_000, 249_900, 0, 0)
    assert november == ("November 2026", 100_000, 75_000, 750_000, 75_000, 75_000, 1_000_000)
    assert total(found)["realisation"] == 850_000


def test_released_work_is_no_longer_recorded_under_its_invoice(room: PracticeRoom) -> None:
    some = Bills(room)
    invoice = some.issue("2026-10-05", 100_000)
    some.work("2026-10-01", 3_600, 100_000, invoice=invoice)
    note = some.issue("2026-11-05", -100_000, corrects=invoice)
    some.write("UPDATE billed_work SET released_by_id = ?", note)
    (row,) = [r for r in report(room, ReportName.REALISATION).rows if r[0] == "October 2026"]
    assert row == ("October 2026", 0, 0, None, 0, 0, None)


def test_what_lowers_everything_lowers_the_fees_by_their_part(room: PracticeRoom) -> None:
    some = Bills(room)
    invoice = some.issue("2026-11-05", 66_667)
    some.work("2026-11-01", 3_600, 100_000, invoice=invoice)
    some.line(invoice, "expense", 33_333)
    some.line(invoice, "share", -66_666, base="all")
    (one,) = bills.list_month_values(room.read, YEAR)
    assert one.billed_cents == 50_000  # 100,000 of 133,333, halved
    assert one.recorded_cents == 100_000


def test_taxes_by_month_and_group_with_credit_notes_taken_off(room: PracticeRoom) -> None:
    some = Bills(room)
    first = some.issue("2026-10-05", 77_050, 14_640)
    some.issue("2026-10-06", 12_000)
    some.issue("2026-11-05", -77_050, -14_640, corrects=first)
    found = report(room, ReportName.TAXES)
    assert [row[:1] + row[2:5] for row in found.rows] == [
        ("October 2026", 1, 77_050, 14_640),
        ("October 2026", 1, 12_000, 0),
        ("November 2026", 1, -77_050, -14_640),
    ]
    assert found.subtotals[0][3:] == (0, 0, 0)
    third_quarter = Period(date(2026, 7, 1), date(2026, 9, 30))
    assert report(room, ReportName.TAXES, third_quarter).rows == ()


def test_oldest_day_is_the_first_anything_is_known_of(room: PracticeRoom) -> None:
    assert oldest_day(room.read) is None
    some = Bills(room)
    some.issue("2019-05-06", 1)
    assert oldest_day(room.read) == date(2019, 5, 6)
    some.work("2018-01-02", 60, 1)
    assert oldest_day(room.read) == date(2018, 1, 2)


@pytest.mark.parametrize("name", list(ReportName))
def test_every_report_of_an_empty_practice_is_empty(room: PracticeRoom, name: ReportName) -> None:
    found = report(room, name, Period(FRIDAY, FRIDAY, whole=True))
    assert found.rows == ()
    assert found.apart == ()
    assert found.chart is None or found.chart.is_empty


@pytest.mark.parametrize("name", list(ReportName))
def test_a_yen_practice_in_german_gets_every_report(tmp_path: Path, name: ReportName) -> None:
    room = make_room(tmp_path, currency="JPY", locale="de_DE")
    some = Bills(room)
    invoice = some.issue("2026-11-02", 90_000, 9_000, currency="JPY")
    some.work("2026-11-01", 3_600, 90_000, invoice=invoice)
    some.work("2026-11-03", 3_600, 30_000)
    found = report(room, name)
    assert found.currency == "JPY"
    assert bool(found.rows) is (name is not ReportName.FLAT_FEES)
    room.database.close()
