"""The CSV file: its form, and that nothing in it runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.reports.report import Apart, Column, Kind, Report
from lawdesk.errors import FieldError
from lawdesk.exports.reports.report_csv import neutral, write_csv
from sample_reports import all_reports

COLUMNS = (
    Column("name", "Name"),
    Column("amount", "Amount", Kind.MONEY),
    Column("hours", "Hours", Kind.HOURS),
    Column("rate", "Rate", Kind.PERCENT),
    Column("count", "Count", Kind.COUNT),
    Column("day", "Day", Kind.DAY),
)


def report(name: str, cents: int = -123_450, currency: str = "EUR") -> Report:
    """A report of one row."""
    row = (name, cents, 14_040, 873_456, 7, date(2026, 11, 20))
    return Report("T", "P", currency, COLUMNS, (row,), None, None)


def read(data: bytes, delimiter: str = ",") -> list[list[str]]:
    """What a reader that keeps to the rules takes from the file."""
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_the_file_is_plain_rfc_4180_with_a_byte_order_mark() -> None:
    data = write_csv(report('Müller "& Co", Berlin'))
    assert (
        data
        == (
            '\ufeff"Name","Amount (EUR)","Hours","Rate","Count","Day"\r\n'
            '"Müller ""& Co"", Berlin",-1234.50,3.9000,87.35,7,2026-11-20\r\n'
        ).encode()
    )


def test_where_a_comma_is_the_decimal_sign_semicolons_separate() -> None:
    rows = read(write_csv(report("A; B, C"), "de_DE"), ";")
    assert rows[1] == ["A; B, C", "-1234,50", "3,9000", "87,35", "7", "2026-11-20"]


@pytest.mark.parametrize(
    ("currency", "words"), [("JPY", "-123450"), ("BHD", "-123.450"), ("EUR", "-1234.50")]
)
def test_money_has_the_digits_of_its_currency(currency: str, words: str) -> None:
    assert read(write_csv(report("A", currency=currency)))[1][1] == words


@pytest.mark.parametrize(
    "name",
    [
        "=1+1", "+49 30 123", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1",
        "＝1+1", "＋1", "－1", "＠x", "\u2212 1", "\u200b=1", "\ufeff=1", "\x00=1", "=", "|calc",
        "=cmd|' /C calc'!A0", "=HYPERLINK(\"https://example.org\")", "-123.45",
    ],
)  # fmt: skip
def test_text_that_a_spreadsheet_would_run_is_neutralised(name: str) -> None:
    cell = read(write_csv(report(name)))[1][0]
    assert cell == "'" + name.replace("\0", "")


@pytest.mark.parametrize("name", ["Alvarez v. Northgate", "2026-0042", "a=b", "3+4", "'quoted", ""])
def test_plain_text_stays_as_it_is(name: str) -> None:
    assert neutral(name) == name


def test_a_true_negative_amount_stays_a_number() -> None:
    cell = write_csv(report("A")).decode("utf-8-sig").splitlines()[1].split(",")[1]
    assert Decimal(cell) == Decimal("-1234.50")


def test_quotes_and_separators_cannot_begin_a_cell_of_their_own() -> None:
    name = 'x","=1+1\r\n=2;=3\n"'
    for locale, separator in (("en_US", ","), ("de_DE", ";")):
        rows = read(write_csv(report(name), locale), separator)
        assert [row[0] for row in rows] == ["Name", name]


def test_titles_that_come_from_outside_are_neutralised_too() -> None:
    columns = (Column("name", "=1"), *COLUMNS[1:])
    assert read(write_csv(replace(report("A"), columns=columns)))[0][0] == "'=1"


def test_sums_follow_and_another_currency_says_so() -> None:
    row = ("A", 100, 0, None, 1, None)
    whole = replace(
        report("A"),
        rows=(row,),
        subtotals=(("Group", 100, 0, "", 1, ""),),
        totals=("Total", 100, 0, None, 1, ""),
        apart=(Apart("JPY", ("Apart, in JPY", 100, 0, None, 1, "")),),
    )
    rows = read(write_csv(whole))
    assert [line[0] for line in rows[1:]] == ["A", "Group", "Total", "Apart, in JPY"]
    assert [line[1] for line in rows[1:]] == ["1.00", "1.00", "1.00", "100"]
    assert {len(line) for line in rows} == {6}


def test_every_report_can_be_read_back_to_the_cent() -> None:
    for one in all_reports("de_DE", "EUR"):
        rows = read(write_csv(one, "de_DE"), ";")
        money = [at for at, column in enumerate(one.columns) if column.kind is Kind.MONEY]
        for shown, row in zip(rows[1:], one.rows, strict=False):
            for at in money:
                cents = int(Decimal(shown[at].replace(",", ".") or 0) * 100)
                assert cents == (row[at] or 0)


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(FieldError):
        write_csv(report("A"), "xx_YY_zz")


@given(st.text(max_size=40), st.integers(-(10**15), 10**15), st.sampled_from(["en_US", "fr_FR"]))
def test_no_text_begins_a_formula_and_every_figure_is_a_number(
    name: str, cents: int, locale: str
) -> None:
    separator = "," if locale == "en_US" else ";"
    cells = read(write_csv(report(name, cents), locale), separator)[1]
    assert len(cells) == 6
    first = cells[0].strip()[:1]
    assert first not in set("=+-@")
    assert cells[0].lstrip("'").endswith(name.replace("\0", "").lstrip("'"))
    assert re.fullmatch(r"-?[0-9]+[.,][0-9]{2}", cells[1])
