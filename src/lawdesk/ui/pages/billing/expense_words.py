"""How an expense is told in words: its kind, its unit, its quantity."""

from __future__ import annotations

from lawdesk.domain.billing.expenses import ONE, ExpenseKind, ExpenseUnit
from lawdesk.domain.locale_format import format_money, number_marks
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.widgets.choice_box import Choice


def kind_choices() -> list[Choice]:
    """Own costs and what was advanced for the client."""
    return [
        (ExpenseKind.OWN.value, _("Own cost")),
        (ExpenseKind.PASS_THROUGH.value, _("Advanced")),
    ]


def unit_choices() -> list[Choice]:
    """What a quantity counts."""
    return [
        (ExpenseUnit.ITEMS.value, _("items")),
        (ExpenseUnit.PAGES.value, _("pages")),
        (ExpenseUnit.KILOMETRES.value, "km"),
    ]


def quantity_words(thousandths: int, locale: str) -> str:
    """A quantity as it is typed: "12", "34.5"."""
    part = f"{thousandths % ONE:03d}".rstrip("0")
    mark = number_marks(locale).decimal if part else ""
    return f"{thousandths // ONE}{mark}{part}"


def calculation_words(
    thousandths: int, unit: ExpenseUnit, unit_price_cents: int, practice: Practice
) -> str:
    """ "34.5 km × 0.42"; nothing where a single item says all."""
    if unit is ExpenseUnit.ITEMS and thousandths == ONE:
        return ""
    units = {ExpenseUnit.PAGES: _("pages"), ExpenseUnit.KILOMETRES: "km", ExpenseUnit.ITEMS: ""}
    count = f"{quantity_words(thousandths, practice.locale)} {units[unit]}".strip()
    price = format_money(unit_price_cents, practice.currency, practice.locale)
    return f"{count} × {price}"
