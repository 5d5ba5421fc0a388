"""The cells and labels of reports in words, as a reader in a locale expects them."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.locale_format import (
    MINUS,
    format_clock,
    format_date,
    format_money,
    format_percent,
    number_marks,
)
from lawdesk.domain.money import minor_digits
from lawdesk.domain.reports.report import Cell, Kind

_MINUTE = 60
_PPM_PER_TENTH = 1_000
_TENTH_OF_HOUR = 360
NOTHING = "–"
"""where there is no figure at all, such as a rate of nothing"""


def cell_words(cell: Cell, kind: Kind, currency: str, locale: str) -> str:
    """A table cell: "1,234.50", "12:05", "87.5%", a date in medium form."""
    if cell is None:
        return NOTHING if kind in _WITH_FIGURES else ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return format_date(cell, locale)
    return _figure_words(cell, kind, currency, locale)


def _figure_words(value: int, kind: Kind, currency: str, locale: str) -> str:
    if kind is Kind.MONEY:
        return format_money(value, currency, locale)
    if kind is Kind.HOURS:
        return format_clock(_nearest(value, _MINUTE) * _MINUTE)
    if kind is Kind.PERCENT:
        return _percent_words(value, locale)
    return format_money(value, "JPY", locale)  # grouped whole numbers, as yen are


def _percent_words(value: int, locale: str) -> str:
    """Per cent with one decimal, also where it is 0, so that a column stands in line."""
    marks = number_marks(locale)
    tenths = _nearest(value, _PPM_PER_TENTH)
    figure = f"{abs(tenths) // 10}{marks.decimal}{abs(tenths) % 10}"
    return f"{MINUS if tenths < 0 else ''}{figure}{marks.percent_gap}%"


def label_words(value: int, kind: Kind, currency: str, locale: str) -> str:
    """A figure on a chart, short: whole units of money, tenths of hours, whole per cent."""
    if kind is Kind.MONEY:
        unit = 10 ** minor_digits(currency)
        return format_money(_nearest(value, unit), "JPY", locale)
    if kind is Kind.HOURS:
        tenths = _nearest(value, _TENTH_OF_HOUR)
        if abs(tenths) >= 1_000:
            return format_money(_nearest(value, 3_600), "JPY", locale)
        sign, tenths = MINUS if tenths < 0 else "", abs(tenths)
        return f"{sign}{tenths // 10}{number_marks(locale).decimal}{tenths % 10}"
    if kind is Kind.PERCENT:
        return format_percent(_nearest(value, 10_000) * 10_000, locale)
    return format_money(value, "JPY", locale)


_WITH_FIGURES = frozenset({Kind.MONEY, Kind.HOURS, Kind.PERCENT, Kind.COUNT})


def _nearest(value: int, unit: int) -> int:
    """How many whole units a value is nearest to, a half away from zero."""
    whole = (2 * abs(value) + unit) // (2 * unit)
    return -whole if value < 0 else whole
