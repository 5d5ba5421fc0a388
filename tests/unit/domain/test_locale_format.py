"""Figures and days as readers in several places expect them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawdesk.domain.locale_format import (
    format_clock,
    format_date,
    format_day,
    format_hours,
    format_money,
    format_percent,
    format_period,
)
from lawdesk.domain.typed_values import parse_money
from lawdesk.errors import FieldError

LOCALES = ("en_US", "en_GB", "de_DE", "de_CH", "fr_FR", "es_ES", "hi_IN")


@pytest.mark.parametrize(
    ("cents", "currency", "locale", "text"),
    [
        (115000, "USD", "en_US", "1,150.00"),
        (103690, "EUR", "de_DE", "1.036,90"),
        (103690, "EUR", "fr_FR", "1\u202f036,90"),
        (103690, "EUR", "es_ES", "1.036,90"),
        (123456789, "INR", "hi_IN", "12,34,567.89"),
        (123456, "JPY", "en_US", "123,456"),
        (1234567, "KWD", "en_US", "1,234.567"),
        (-5, "EUR", "de_DE", "−0,05"),
        (0, "EUR", "de_DE", "0,00"),
        (10**20, "EUR", "en_US", "1,000,000,000,000,000,000.00"),
    ],
)
def test_money(cents: int, currency: str, locale: str, text: str) -> None:
    assert format_money(cents, currency, locale) == text


def test_the_currency_stands_where_the_locale_has_it() -> None:
    assert format_money(115000, "USD", "en_US", with_currency=True) == "USD\u00a01,150.00"
    assert format_money(103690, "EUR", "de_DE", with_currency=True) == "1.036,90\u00a0EUR"


@settings(deadline=None)
@given(
    cents=st.integers(-(10**13), 10**13),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
    locale=st.sampled_from(LOCALES[:-1]),
)
def test_what_is_written_can_be_read_back(cents: int, currency: str, locale: str) -> None:
    text = format_money(cents, currency, locale)
    try:
        read = parse_money(text, currency, locale, allow_negative=True)
    except FieldError:
        # Only a lone group or a lone third of a unit may be read in two ways.
        assert len(text.lstrip("−")) <= 7
    else:
        assert read == cents


@pytest.mark.parametrize(
    ("units", "unit_seconds", "locale", "text"),
    [
        (14, 360, "en_US", "1.4"),
        (14, 360, "de_DE", "1,4"),
        (5, 900, "de_DE", "1,25"),
        (1, 180, "en_US", "0.05"),
        (13, 300, "en_US", "1:05"),
        (65, 60, "de_DE", "1:05"),
        (3849, 1, "en_US", "1:04:09"),
        (12345, 360, "de_DE", "1.234,5"),
        (-3, 360, "en_US", "−0.3"),
    ],
)
def test_billed_hours_are_exact(units: int, unit_seconds: int, locale: str, text: str) -> None:
    assert format_hours(units, unit_seconds, locale) == text


@settings(deadline=None)
@given(st.integers(0, 10**7))
def test_a_clock_says_every_second(seconds: int) -> None:
    hours, minutes, *rest = (int(part) for part in format_clock(seconds).split(":"))
    assert hours * 3600 + minutes * 60 + sum(rest) == seconds


@pytest.mark.parametrize(
    ("rate_ppm", "locale", "text"),
    [(190000, "de_DE", "19\u00a0%"), (77000, "en_US", "7.7%"), (55000, "fr_FR", "5,5\u00a0%")],
)
def test_rates(rate_ppm: int, locale: str, text: str) -> None:
    assert format_percent(rate_ppm, locale).replace("\u202f", "\u00a0") == text


def test_days() -> None:
    day = date(2026, 11, 20)
    assert format_date(day, "de_DE", "long") == "20. November 2026"
    assert format_date(day, "de_DE") == "20.11.2026"
    assert format_date(day, "en_US", "long") == "November 20, 2026"
    assert format_day(day, "en_GB") == "20 Nov"
    assert format_day(day, "en_GB", with_year=True) == "20 Nov 2026"


def test_periods() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 20)
    assert format_period(first, last, "en_GB") == "1–20 Nov 2026"
    assert format_period(first, first, "en_GB") == "1 Nov 2026"
    assert format_period(date(2026, 10, 3), last, "de_DE") == "3. Okt. – 20. Nov. 2026"


@pytest.mark.parametrize("locale", ["xx_YY", "", "../../etc/passwd", "de_DE\x00"])
def test_an_unknown_locale_is_refused(locale: str) -> None:
    with pytest.raises(FieldError):
        format_money(1, "EUR", locale)
