"""Terms as they are typed into the forms of billing: figures, percentages, amounts.

What belongs here: one typed text in, one exact value out, or FieldError for the field it stands in.
"""

from __future__ import annotations

import re

from lawdesk.domain.locale_format import format_money, format_percent
from lawdesk.domain.practice import Practice
from lawdesk.domain.typed_values import parse_money
from lawdesk.errors import FieldError
from lawdesk.translation import _

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))?\s*%?")
_WHOLE = re.compile(r"[-−]?[0-9]{1,6}")


def whole(field: str, value: object, lowest: int, highest: int) -> int:
    """A whole number in its bounds; nothing typed is the lowest that is not below zero."""
    text = str(value).strip() or str(max(0, lowest))
    number = int(text.replace("−", "-")) if _WHOLE.fullmatch(text) else lowest - 1
    if not lowest <= number <= highest:
        raise FieldError(
            field,
            _("Type a whole number from {lowest} to {highest}; the old value was kept.").format(
                lowest=lowest, highest=highest
            ),
        )
    return number


def percent_ppm(field: str, value: object) -> int:
    """A percentage in ppm, exactly; nothing typed is 0."""
    text = str(value).strip() or "0"
    match = _PERCENT.fullmatch(text)
    ppm = int(match[1] + (match[2] or "").ljust(4, "0")) if match else -1
    if not 0 <= ppm <= 1_000_000:
        raise FieldError(
            field,
            _("“{typed}” is not a percentage; the old one was kept.").format(typed=text[:40]),
            _("Write 8.75."),
        )
    return ppm


def cents(field: str, value: object, practice: Practice) -> int:
    """An amount in the practice's currency; nothing typed is 0."""
    text = str(value).strip()
    return typed_cents(field, text, practice) if text else 0


def typed_cents(field: str, value: object, practice: Practice) -> int:
    """An amount in the practice's currency that has to be there."""
    try:
        return parse_money(str(value), practice.currency, practice.locale)
    except FieldError as error:
        raise FieldError(field, error.text, error.hint) from error


def cents_words(amount: int, practice: Practice) -> str:
    """An amount as it is typed; nothing for 0."""
    return format_money(amount, practice.currency, practice.locale) if amount else ""


def percent_words(ppm: int, practice: Practice) -> str:
    """A percentage as it is typed; nothing for 0."""
    return format_percent(ppm, practice.locale).rstrip("%\u00a0\u202f ") if ppm else ""
