"""Settings as they are shown and as they are typed: the practice's values and their texts."""

import re

from lawdesk.domain.practice import Practice, Theme
from lawdesk.domain.tax import check_sales_tax
from lawdesk.errors import FieldError
from lawdesk.translation import _
from lawdesk.ui.pages.billing.typed_terms import percent_ppm, percent_words

_WHOLE = {
    "idle_lock_minutes": (1, 120),
}
_MOST_TENTHS = 240


def shown(practice: Practice) -> dict[str, object]:
    """What stands in the fields."""
    texts: dict[str, object] = {
        name: getattr(practice, name) for name in Practice.__dataclass_fields__
    }
    return texts | {
        "theme": practice.theme.value,
        "day_goal": _hours(practice.day_goal_seconds),
        "sales_tax": percent_words(practice.sales_tax_ppm, practice) or "0",
    }


def changes(name: str, value: object) -> dict[str, object]:
    """The practice's fields that a typed value changes. Raises FieldError for that name."""
    text = str(value).strip()
    if name in _WHOLE:
        return {name: _whole(name, text)}
    if name == "theme":
        return {name: Theme(text)}
    if name == "day_goal":
        return {"day_goal_seconds": _seconds(text)}
    if name == "sales_tax":
        return {"sales_tax_ppm": check_sales_tax(percent_ppm(name, text))}
    if name == "account_number":
        return {name: _account(text)}
    return {name: text}


def _whole(name: str, text: str) -> int:
    lowest, highest = _WHOLE[name]
    if not text.isascii() or not text.isdigit() or not lowest <= int(text[:6]) <= highest:
        raise FieldError(
            name,
            _("Type a whole number from {lowest} to {highest}; the old value was kept.").format(
                lowest=lowest, highest=highest
            ),
        )
    return int(text)


def _account(text: str) -> str:
    """An account that looks like an IBAN must be one."""
    from lawdesk.domain.payment_qr import checked_iban

    plain = "".join(text.split())
    if plain[:2].isalpha() and plain[2:4].isdigit():
        try:
            checked_iban(plain)
        except FieldError as error:
            raise FieldError("account_number", error.text) from error
    return text


def _hours(seconds: int) -> str:
    tenths = seconds // 360
    return f"{tenths // 10}.{tenths % 10}"


def _seconds(text: str) -> int:
    match = re.fullmatch(r"(\d{1,2})(?:[.,](\d))?", text, re.ASCII)
    tenths = int(match[1]) * 10 + int(match[2] or 0) if match else -1
    if not 0 <= tenths <= _MOST_TENTHS:
        raise FieldError("day_goal", _("Type hours such as 6 or 6.5; the old value was kept."))
    return tenths * 360
