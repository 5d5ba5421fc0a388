"""What each report says about given facts, and what it adds up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.reports.ageing import OpenClaim, ageing_report
from lawdesk.domain.reports.collected import MonthMoney, collected_report
from lawdesk.domain.reports.hours import (
    ActivityHours,
    DayHours,
    Hours,
    hours_by_activity_report,
    hours_by_weekday_report,
)
from lawdesk.domain.reports.periods import Period
from lawdesk.domain.reports.realisation import MonthValue, realisation_report
from lawdesk.domain.reports.report import Kind, Report
from lawdesk.domain.reports.taxes import MonthTax, taxes_report
from lawdesk.domain.reports.work_in_progress import UnbilledMatter, work_in_progress_report
from sample_reports import YEAR, all_reports, flat_fees

REPORTED = date(2026, 11, 21)
OCTOBER_TO_NOVEMBER = Period(date(2026, 10, 1), date(2026, 11, 30))


def cells(report: Report, row: int) -> dict[str, object]:
    """One row by column names; -1 stands for the totals."""
    line = report.totals if row == -1 else report.rows[row]
    assert line is not None
    return {column.name: cell for column, cell in zip(report.columns, line, strict=True)}


def claim(due: str, cents: int, client: int = 1, currency: str = "EUR") -> OpenClaim:
    return OpenClaim(ClientId(client), f"Client {client}", currency, date.fromisoformat(due), cents)


def test_82_days_after_the_due_day_an_amount_is_61_to_90_days_old() -> None:
    report = ageing_report([claim("2026-08-31", 103_690)], REPORTED, "EUR", "de_DE")
    row = cells(report, 0)
    assert row["61-90"] == row["owed"] == 103_690
    assert row["31-60"] is row["over_90"] is row["current"] is None
    assert report.chart is not None
    assert report.chart.series[0].values == (0, 0, 0, 103_690, 0)


def test_ageing_counts_credit_off_and_puts_the_largest_debt_first() -> None:
    credit = OpenClaim(ClientId(2), "Client 2", "EUR", None, -16_310)
    claims = [claim("2026-11-21", 5_000), claim("2026-11-20", 90_000, 2), credit]
    report = ageing_report(claims, REPORTED, "EUR", "de_DE")
    assert [row[0] for row in report.rows] == ["Client 2", "Client 1"]
    assert report.opens == (("client", 2), ("client", 1))
    assert cells(report, 0)["1-30"] == 90_000
    assert cells(report, 0)["credit"] == -16_310
    assert cells(report, 0)["owed"] == 73_690
    assert cells(report, 1)["current"] == 5_000
    assert cells(report, -1)["owed"] == 78_690


def test_another_currency_is_listed_apart_and_never_added() -> None:
    claims = [claim("2026-11-01", 10_000), claim("2026-11-01", 7, currency="CHF")]
    report = ageing_report(claims, REPORTED, "EUR", "de_DE")
    assert cells(report, -1)["owed"] == 10_000
    assert len(report.rows) == 1
    assert [(one.currency, one.cells[-1]) for one in report.apart] == [("CHF", 7)]


@given(st.lists(st.tuples(st.integers(-200, 200), st.integers(-(10**9), 10**9)), max_size=40))
def test_ageing_loses_no_cent(found: list[tuple[int, int]]) -> None:
    claims = [
        OpenClaim(ClientId(n % 5), "C", "EUR", REPORTED - timedelta(days=late), cents)
        for n, (late, cents) in enumerate(found)
    ]
    report = ageing_report(claims, REPORTED, "EUR", "de_DE")
    assert cells(report, -1)["owed"] == sum(cents for _late, cents in found)


def test_the_flat_fee_of_800_for_3_9_hours_earned_205_13_an_hour() -> None:
    report = flat_fees("EUR")
    row = cells(report, 0)
    assert (row["earned"], row["hours"], row["effective"]) == (80_000, 14_040, 20_513)
    assert (row["usual"], row["difference"]) == (30_000, -37_000)
    assert report.chart is not None
    assert report.chart.tones[0] == "attention"
    assert cells(report, 3)["effective"] is None
    assert cells(report, -1)["effective"] == 31_757  # 2,350.00 for 7.4 hours, no mean of rates


def test_realisation_and_collection_are_rates_of_sums() -> None:
    months = [
        MonthValue("2026-10", "EUR", 200_000, 180_000, 214_200, 214_200),
        MonthValue("2026-11", "EUR", 50_000, 20_000, 23_800, 0),
        MonthValue("2026-11", "USD", 10_000, 10_000, 10_000, 5_000),
    ]
    report = realisation_report(months, OCTOBER_TO_NOVEMBER, "EUR", "en_US")
    assert [row[3] for row in report.rows] == [900_000, 400_000]
    assert [row[6] for row in report.rows] == [1_000_000, 0]
    total = cells(report, -1)
    assert total["realisation"] == 800_000
    assert total["collection"] == 900_000
    assert report.apart[0].cells[1:] == (10_000, 10_000, 1_000_000, 10_000, 5_000, 500_000)


def test_a_month_without_invoices_has_no_rate_and_breaks_the_line() -> None:
    months = [
        MonthValue("2026-09", "EUR", 1_000, 900, 900, 900),
        MonthValue("2026-11", "EUR", 1_000, 500, 500, 0),
    ]
    report = realisation_report(months, YEAR, "EUR", "en_US")
    assert report.rows[9] == ("October 2026", 0, 0, None, 0, 0, None)
    assert report.chart is not None
    assert report.chart.series[0].values[8:] == (900_000, None, 500_000)


def test_collected_shows_what_raised_and_lowered_the_debt() -> None:
    months = [MonthMoney("2026-11", "EUR", 119_000, 119_000, 50_000, 0)]
    report = collected_report(months, OCTOBER_TO_NOVEMBER, "EUR", "en_US")
    assert [row[0] for row in report.rows] == ["October 2026", "November 2026"]
    assert cells(report, 1)["change"] == -50_000
    assert cells(report, -1) == {**cells(report, 1), "month": "Total"}


def test_taxes_are_summed_by_group_over_several_months() -> None:
    found = [
        MonthTax("2026-10", "EUR", "standard", 190_000, 2, 77_050, 14_640),
        MonthTax("2026-10", "EUR", "outside", 0, 1, 12_000, 0),
        MonthTax("2026-11", "EUR", "standard", 190_000, 1, -77_050, -14_640),
    ]
    report = taxes_report(found, OCTOBER_TO_NOVEMBER, "EUR", "en_US")
    assert report.rows[0] == ("October 2026", "standard rate 19%", 2, 77_050, 14_640, 91_690)
    assert report.subtotals == (
        ("All months", "standard rate 19%", 3, 0, 0, 0),
        ("All months", "outside tax", 1, 12_000, 0, 12_000),
    )
    assert report.totals == ("Total", "", "", 12_000, 0, 12_000)
    one_month = taxes_report(found[:2], OCTOBER_TO_NOVEMBER, "EUR", "en_US")
    assert one_month.subtotals == ()


def test_hours_by_weekday_run_from_monday_and_share_the_whole() -> None:
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    found = [
        DayHours(date(2026, 11, 20), Hours(5_400, 1_800, 5_760, 48_000)),
        DayHours(date(2026, 11, 13), Hours(7_200, 0, 7_200, 60_000)),
        DayHours(date(2026, 11, 16), Hours(3_600, 0, 3_600, 30_000)),
    ]
    report = hours_by_weekday_report(found, "", "EUR", lambda day: names[day.weekday()])
    assert [row[0] for row in report.rows] == list(names)
    assert report.rows[4] == ("Fr", 14_400, 1_800, 12_960, 108_000, 800_000)
    assert report.rows[0] == ("Mo", 3_600, 0, 3_600, 30_000, 200_000)
    assert report.rows[6] == ("Su", 0, 0, 0, 0, 0)
    assert report.totals == ("Total", 18_000, 1_800, 16_560, 138_000, 1_000_000)
    assert hours_by_weekday_report([], "", "EUR", str).rows == ()


def test_an_activity_without_a_known_title_keeps_its_code() -> None:
    hours = Hours(60, 0, 360, 3_000)
    found = [ActivityHours(code, hours) for code in ("A103", "L999", None)]
    report = hours_by_activity_report(found, "", "EUR")
    assert {row[0] for row in report.rows} == {"A103 Draft/revise", "L999", "Without a code"}


def test_work_in_progress_opens_its_matters_the_largest_first() -> None:
    old, new = date(2026, 6, 1), date(2026, 11, 19)
    report = work_in_progress_report(
        [
            UnbilledMatter(MatterId(1), "A", "X", 3_600, 30_000, 0, 0, 0, new),
            UnbilledMatter(MatterId(2), "B", "Y", 7_200, 1, 2, 3, 90_000, old),
        ],
        "",
        "EUR",
    )
    assert report.opens == (("matter", 2), ("matter", 1))
    assert report.rows[0] == ("B", "Y", 7_200, 1, 2, 3, 90_000, 90_006, old)
    assert cells(report, -1)["amount"] == 120_006
    assert cells(report, -1)["oldest"] == ""


@pytest.mark.parametrize("place", range(9))
def test_totals_are_the_sums_of_what_is_shown(place: int) -> None:
    report = all_reports()[place]
    assert report.totals is not None
    for at, column in enumerate(report.columns):
        rates = {"effective", "usual"}
        if column.kind in {Kind.MONEY, Kind.HOURS} and column.name not in rates:
            shown = [row[at] for row in report.rows]
            assert report.totals[at] == sum(cell for cell in shown if isinstance(cell, int))


def test_a_row_or_series_that_does_not_fit_is_a_fault() -> None:
    report = flat_fees()
    with pytest.raises(ValueError, match="fit its columns"):
        replace(report, rows=(("short",),), opens=())
    with pytest.raises(ValueError, match="opens something"):
        replace(report, opens=report.opens[:1])
    chart = report.chart
    assert chart is not None
    with pytest.raises(ValueError, match="fit its labels"):
        replace(report, chart=replace(chart, labels=("one",)))
