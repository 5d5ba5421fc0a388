"""Amounts and days as a lawyer types them, read by the practice's locale.

What belongs here: typed text in, integers and dates out. What could mean two things is refused
with FieldError and asked about, never guessed. Only the digits 0 to 9 count.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from lawdesk.domain.locale_format import babel_locale, format_money, number_marks
from lawdesk.domain.money import minor_digits
from lawdesk.errors import FieldError
from lawdesk.translation import _

_MINUS_SIGNS = "-−"
_SPACES = re.compile(r"[\s'’\u00a0\u202f]")
_SPACED_GROUPS = re.compile(r"[0-9]{1,3}(?:[\s'’\u00a0\u202f][0-9]{3})+(?:[.,][0-9]*)?")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_FIGURE = re.compile(r"[0-9.,]+")
# More than any bill, and thousands of such amounts still add up inside the database's 64 bits.
_MOST_CENTS = 10**15
_MOST_DIGITS = len(str(_MOST_CENTS))

_TODAY = {"today", "heute", "hoy", "aujourd'hui", "aujourd’hui"}
_YESTERDAY = {"yesterday", "gestern", "ayer", "hier"}
_TOMORROW = {"tomorrow", "morgen", "mañana", "demain"}
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTTED = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})(?:\.\s*([0-9]{4}|[0-9]{2})?)?")
_SLASHED = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-]([0-9]{4}|[0-9]{2}))?")


def parse_money(text: str, currency: str, locale: str, *, allow_negative: bool = False) -> int:
    """Minor units of a typed amount; the currency's code may stand before or behind it.

    A single mark with three digits behind it ("1.234") is refused: it may group or divide. So is
    more than a quadrillion minor units. Raises FieldError("amount").
    """
    negative, figure = _sign_and_figure(_without_currency(text.strip(), currency))
    if negative and not allow_negative:
        raise FieldError("amount", _("An amount below zero makes no sense here."))
    if not _FIGURE.fullmatch(figure) or not any(sign.isdigit() for sign in figure):
        raise FieldError("amount", _("“{typed}” is not an amount.").format(typed=text.strip()[:40]))
    whole, part = _split(figure, currency, locale)
    cents = _cents(whole, part, minor_digits(currency))
    return -cents if negative else cents


def _cents(whole: str, part: str, digits: int) -> int:
    # The length first: Python itself refuses to read thousands of digits.
    if len(whole) <= _MOST_DIGITS:
        cents = int((whole or "0") + part.ljust(digits, "0"))
        if cents <= _MOST_CENTS:
            return cents
    raise FieldError("amount", _("This amount is larger than LawDesk can hold."))


def _without_currency(typed: str, currency: str) -> str:
    symbols = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
    for name in (currency, symbols.get(currency, currency)):
        if typed.upper().startswith(name):
            return typed[len(name) :].strip()
        if typed.upper().endswith(name):
            return typed[: -len(name)].strip()
    return typed


def _sign_and_figure(typed: str) -> tuple[bool, str]:
    negative = typed[:1] in _MINUS_SIGNS and bool(typed)
    figure = typed[1:].strip() if negative else typed
    if _SPACED_GROUPS.fullmatch(figure):
        figure = _SPACES.sub("", figure)
    return negative, figure


def _split(figure: str, currency: str, locale: str) -> tuple[str, str]:
    """The digits before and behind the decimal mark of a figure made of digits, dots, commas."""
    if "." in figure and "," in figure:
        return _split_by_last(figure, currency)
    mark = next((sign for sign in figure if sign in ".,"), None)
    if mark is None:
        return figure, ""
    if figure.count(mark) > 1:
        return _grouped(figure), ""
    whole, part = figure.split(mark)
    if len(part) == 3 and _GROUPS.fullmatch(figure):
        return _three_digits(whole, part, mark, currency, locale)
    return whole, _part(part, currency)


def _split_by_last(figure: str, currency: str) -> tuple[str, str]:
    last = max(figure.rfind("."), figure.rfind(","))
    return _grouped(figure[:last]), _part(figure[last + 1 :], currency)


def _grouped(figure: str) -> str:
    if not _GROUPS.fullmatch(figure) and not figure.isdecimal():
        raise FieldError("amount", _("The digits of this amount are grouped in an unusual way."))
    return figure.replace(".", "").replace(",", "")


def _part(part: str, currency: str) -> str:
    digits = minor_digits(currency)
    if 1 <= len(part) <= digits:
        return part
    if digits == 0:
        sentence = _("Amounts in {currency} are whole; nothing may stand behind a decimal mark.")
    else:
        sentence = _("Amounts in {currency} have 1 to {digits} digits behind the decimal mark.")
    raise FieldError("amount", sentence.format(currency=currency, digits=digits))


def _three_digits(whole: str, part: str, mark: str, currency: str, locale: str) -> tuple[str, str]:
    digits = minor_digits(currency)
    divides = mark == number_marks(locale).decimal
    if digits == 3 and divides:
        return whole, part
    if digits == 0 and not divides:
        return whole + part, ""
    example = format_money(int(whole + part) * 10**digits, currency, locale)
    raise FieldError(
        "amount",
        _("“{typed}” can be read in two ways.").format(typed=f"{whole}{mark}{part}"),
        _("For {large} write {plain}.").format(large=example, plain=whole + part),
    )


def parse_date(text: str, today: date, locale: str) -> date:
    """The day that a typed text means, seen from `today`.

    Understood: ISO, `today` and its neighbours, a weekday (the latest one, today included),
    `12.3.` (day first), `3/12` in the locale's order. Without a year it is the nearest such day.
    Raises FieldError("date").
    """
    typed = text.strip().lower()
    spoken = _spoken_day(typed, today, locale)
    if spoken is not None:
        return spoken
    if match := _ISO.fullmatch(typed):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _DOTTED.fullmatch(typed):
        return _with_year(match[3], int(match[2]), int(match[1]), today, text)
    if match := _SLASHED.fullmatch(typed):
        first, second = int(match[1]), int(match[2])
        month, day = (second, first) if _day_comes_first(locale) else (first, second)
        return _with_year(match[3], month, day, today, text)
    raise _not_a_date(text)


def _spoken_day(typed: str, today: date, locale: str) -> date | None:
    for words, days in ((_TODAY, 0), (_YESTERDAY, -1), (_TOMORROW, 1)):
        if typed in words:
            return today + timedelta(days=days)
    weekday = _weekday_names(locale).get(typed.rstrip("."))
    if weekday is None:
        return None
    return today - timedelta(days=(today.weekday() - weekday) % 7)


@lru_cache(maxsize=8)
def _weekday_names(locale: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for known in (babel_locale("en"), babel_locale(locale)):
        for width in ("wide", "abbreviated"):
            for weekday, name in known.days["format"][width].items():
                names[name.lower().rstrip(".")] = weekday
    return names


def _day_comes_first(locale: str) -> bool:
    pattern = str(babel_locale(locale).date_formats["short"].pattern)
    return pattern.find("d") < pattern.find("M")


def _with_year(year: str | None, month: int, day: int, today: date, text: str) -> date:
    if year is None:
        return _nearest(month, day, today, text)
    if len(year) == 4:
        return _day(int(year), month, day, text)
    century = today.year - today.year % 100
    return _day(century + int(year), month, day, text)


def _nearest(month: int, day: int, today: date, text: str) -> date:
    days = []
    for year in (today.year, today.year - 1, today.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:  # 29 February in a common year, or no such day at all
            continue
    if not days:
        raise _not_a_date(text)
    return min(days, key=lambda candidate: abs((candidate - today).days))


def _day(year: int, month: int, day: int, text: str) -> date:
    if not 1900 <= year <= 2199:
        raise _not_a_date(text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _not_a_date(text) from error


def _not_a_date(text: str) -> FieldError:
    return FieldError(
        "date",
        _("“{typed}” is not a date.").format(typed=text.strip()[:40]),
        _("Write a day such as 2026-11-20, “fri” or “today”."),
    )
