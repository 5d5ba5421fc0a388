"""Money, dates and durations as a reader in a given locale expects them.

What belongs here: integers and days in, text out, with Babel's tables for marks and month names.
Figures are put together from integers, so nothing is lost on the way. A locale is a name such as
"de_DE"; one that Babel does not know raises FieldError.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from lawdesk.domain.money import PPM, minor_digits
from lawdesk.errors import FieldError
from lawdesk.translation import _

if TYPE_CHECKING:
    from babel import Locale

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
THIN_SPACES = "\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"

DateStyle = Literal["long", "medium", "short"]


@dataclass(frozen=True, slots=True)
class NumberMarks:
    """The signs of a locale's numbers and the sizes of its digit groups, from the right."""

    decimal: str
    group: str
    first_group: int
    next_group: int
    currency_first: bool
    percent_gap: str


def reader_locale(locale: str, language: str) -> str:
    """`locale` where it is one of the language a paper is written in; else that language's usual
    one, so that no sentence holds a date in another language.
    """
    if locale.split("_", maxsplit=1)[0] == language:
        return locale
    return {"de": "de_DE", "fr": "fr_FR", "es": "es_ES"}.get(language, "en_GB")


@lru_cache(maxsize=32)
def number_marks(locale: str) -> NumberMarks:
    """The marks of `locale`, always for the digits 0 to 9."""
    known = babel_locale(locale)
    symbols = known.number_symbols.get("latn", {})
    first, following = known.decimal_formats[None].grouping
    return NumberMarks(
        decimal=symbols.get("decimal", "."),
        group=symbols.get("group", ","),
        first_group=first,
        next_group=following,
        currency_first=known.currency_formats["standard"].pattern.startswith("¤"),
        percent_gap=NO_BREAK_SPACE if "\xa0%" in known.percent_formats[None].pattern else "",
    )


@lru_cache(maxsize=32)
def babel_locale(locale: str) -> Locale:
    """Babel's table for `locale`. Raises FieldError for an unknown name."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(locale)
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise FieldError(
            "locale", _("“{locale}” is not a locale that LawDesk knows.").format(locale=locale)
        ) from error


def format_money(cents: int, currency: str, locale: str, *, with_currency: bool = False) -> str:
    """An amount in minor units: "1,150.00", with its currency "USD 1,150.00" or "1.150,00 EUR"."""
    marks = number_marks(locale)
    figure = _signed(cents, _scaled(abs(cents), minor_digits(currency), marks))
    if not with_currency:
        return figure
    parts = (currency, figure) if marks.currency_first else (figure, currency)
    return NO_BREAK_SPACE.join(parts)


def format_percent(rate_ppm: int, locale: str) -> str:
    """A rate in parts per million: 190000 is "19 %" in German and "19%" in English."""
    marks = number_marks(locale)
    whole, part = divmod(abs(rate_ppm), PPM // 100)
    digits = f"{part:04d}".rstrip("0")
    figure = f"{whole}{marks.decimal}{digits}" if digits else str(whole)
    return f"{_signed(rate_ppm, figure)}{marks.percent_gap}%"


def format_hours(units: int, unit_seconds: int, locale: str) -> str:
    """Billed hours: "1.4", "1,25". Units that no two decimals can show exactly give "1:05"."""
    seconds = units * unit_seconds
    if unit_seconds % 36:
        return format_clock(seconds)
    decimals = 1 if unit_seconds % 360 == 0 else 2
    return _signed(
        seconds, _scaled(abs(seconds) * 10**decimals // 3600, decimals, number_marks(locale))
    )


def format_clock(seconds: int) -> str:
    """Hours and minutes: "1:05"; seconds follow only where there are any: "1:05:09"."""
    minutes, rest = divmod(abs(seconds), 60)
    figure = f"{minutes // 60}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")
    return _signed(seconds, figure)


def format_date(day: date, locale: str, style: DateStyle = "medium") -> str:
    """A day: long "20 November 2026", medium "20.11.2026", short "11/20/26", by locale."""
    from babel.dates import format_date as babel_date

    return _plain(babel_date(day, format=style, locale=babel_locale(locale)))


@lru_cache(maxsize=1024)
def format_day(day: date, locale: str, *, with_year: bool = False) -> str:
    """A day in a narrow column: "3 Nov", "Nov 3", "3. Nov."; with its year where asked."""
    from babel.dates import format_skeleton

    skeleton = "yMMMd" if with_year else "MMMd"
    return _plain(format_skeleton(skeleton, day, locale=babel_locale(locale)))


def format_period(first: date, last: date, locale: str) -> str:
    """A span of days, as short as the locale has it: "3–20 Nov 2026". One day stands alone."""
    from babel.dates import format_interval

    if first == last:
        return format_date(first, locale)
    return _plain(format_interval(first, last, "yMMMd", locale=babel_locale(locale)))


def _plain(text: str) -> str:
    # Babel's thin spaces around dashes have no glyph in many fonts and no meaning here.
    return text.translate(dict.fromkeys(map(ord, THIN_SPACES), " "))


def _signed(number: int, figure: str) -> str:
    return MINUS + figure if number < 0 else figure


def _scaled(number: int, decimals: int, marks: NumberMarks) -> str:
    digits = str(number).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    grouped = _grouped(whole, marks)
    return f"{grouped}{marks.decimal}{part}" if part else grouped


def _grouped(digits: str, marks: NumberMarks) -> str:
    parts = [digits[-marks.first_group :]]
    rest = digits[: -marks.first_group]
    while rest:
        parts.append(rest[-marks.next_group :])
        rest = rest[: -marks.next_group]
    return marks.group.join(reversed(parts))
