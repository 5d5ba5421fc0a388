"""A report as a CSV file for spreadsheets.

What belongs here: the file's form, and keeping a spreadsheet from running what a client or an
opponent is called. The form is RFC 4180: every line ends with CR LF, text stands in quotes, a
quote inside is doubled. The file is UTF-8 with a byte order mark, because Excel takes a CSV file
without one for the system's old code page and garbles every umlaut; LibreOffice, Numbers and
Python's "utf-8-sig" leave the mark away. In locales whose decimal sign is a comma the values are
separated by semicolons: spreadsheets there open nothing else by a double click.

A spreadsheet takes a cell that begins with = + - @, a tab or a carriage return for a formula
(OWASP, "CSV Injection"). Text that begins so, after blanks and in any width, gets an apostrophe in
front. Figures are not text: they are written from integers alone, as a minus, digits and one
decimal sign, so a negative amount stays a number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from lawdesk.domain.locale_format import number_marks
from lawdesk.domain.money import PPM, minor_digits
from lawdesk.domain.reports.report import Apart, Cell, Column, Kind, Report, Row

_BYTE_ORDER_MARK = "\ufeff"
_LINE_END = "\r\n"
_FORMULA_STARTS = frozenset("=+-@\t\r\n\N{MINUS SIGN}|%")
_SECONDS_PER_HOUR = 3_600
_HOUR_DIGITS = 4
_PERCENT_DIGITS = 2


def write_csv(report: Report, locale: str = "en_US") -> bytes:
    """The table of a report: a line of titles, its rows, then its sums.

    Money is a plain decimal ("-1234.50"), hours are decimal hours, rates per cent, days ISO dates;
    a column of money is named with its currency. Sums in other currencies have theirs in the
    first column. Raises FieldError for a locale that is not known.
    """
    form = _Form(number_marks(locale).decimal)
    return (_BYTE_ORDER_MARK + "".join(form.lines(report))).encode()


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    seen = unicodedata.normalize("NFKC", text)
    first = next((sign for sign in seen if not _is_passed_over(sign)), "")
    return f"'{text}" if first in _FORMULA_STARTS or seen[:1] in _FORMULA_STARTS else text


def _is_passed_over(sign: str) -> bool:
    """Blanks and signs without a look, which a spreadsheet may strip before it reads on."""
    return sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}


class _Form:
    """How this file writes its values."""

    def __init__(self, decimal: str) -> None:
        self._decimal = decimal
        self._separator = ";" if decimal == "," else ","

    def lines(self, report: Report) -> Iterator[str]:
        columns, currency = report.columns, report.currency
        yield self._line(_quoted(_title(column, currency)) for column in columns)
        for row in (*report.rows, *report.subtotals):
            yield self._row(columns, row, currency)
        if report.totals is not None:
            yield self._row(columns, report.totals, currency)
        for apart in report.apart:
            yield self._apart(columns, apart)

    def _row(self, columns: tuple[Column, ...], row: Row, currency: str) -> str:
        cells = zip(row, columns, strict=True)
        return self._line(self._cell(cell, column.kind, currency) for cell, column in cells)

    def _apart(self, columns: tuple[Column, ...], apart: Apart) -> str:
        return self._row(columns, apart.cells, apart.currency)

    def _line(self, cells: Iterator[str]) -> str:
        return self._separator.join(cells) + _LINE_END

    def _cell(self, cell: Cell, kind: Kind, currency: str) -> str:
        if cell is None or cell == "":
            return ""
        if isinstance(cell, str):
            return _quoted(cell)
        if isinstance(cell, date):
            return cell.isoformat()
        return self._figure(cell, kind, currency)

    def _figure(self, cell: int, kind: Kind, currency: str) -> str:
        if kind is Kind.MONEY:
            return self._decimals(cell, minor_digits(currency))
        if kind is Kind.HOURS:
            tens = 10**_HOUR_DIGITS
            return self._decimals(_divided(cell * tens, _SECONDS_PER_HOUR), _HOUR_DIGITS)
        if kind is Kind.PERCENT:
            return self._decimals(_divided(cell * 10_000, PPM), _PERCENT_DIGITS)
        return str(cell)

    def _decimals(self, number: int, digits: int) -> str:
        """A scaled integer as a plain decimal with that many digits after the sign."""
        figures = str(abs(number)).rjust(digits + 1, "0")
        whole, part = (figures[:-digits], figures[-digits:]) if digits else (figures, "")
        sign = "-" if number < 0 else ""
        return f"{sign}{whole}{self._decimal}{part}" if part else f"{sign}{whole}"


def _title(column: Column, currency: str) -> str:
    return f"{column.title} ({currency})" if column.kind is Kind.MONEY else column.title


def _quoted(text: str) -> str:
    return '"' + neutral(text).replace("\0", "").replace('"', '""') + '"'


def _divided(number: int, by: int) -> int:
    """The nearest whole quotient, a half away from zero."""
    whole = (2 * abs(number) + by) // (2 * by)
    return -whole if number < 0 else whole
