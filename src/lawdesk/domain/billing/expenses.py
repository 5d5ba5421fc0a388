"""Expenses: what the lawyer laid out for a matter, and how it is typed in a hurry.

Own costs follow the tax of the work. What was advanced in the client's name passes through and
stays outside tax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from lawdesk.domain.billing.billing_policy import ExpenseTerms
from lawdesk.domain.billing.fee_agreements import checked_cents
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.locale_format import number_marks
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import round_half_up
from lawdesk.domain.time_entries import Charge
from lawdesk.domain.typed_values import parse_money
from lawdesk.errors import FieldError
from lawdesk.translation import _

ExpenseId = NewType("ExpenseId", int)

ONE = 1_000
"""Quantities count in thousandths: one page is 1,000."""

_MOST_QUANTITY = 1_000_000 * ONE
_LARGEST_PRICE_CENTS = 10**10
_LONGEST_TYPED = 2_000


class ExpenseKind(StrEnum):
    """An own cost, or money advanced in the client's name."""

    OWN = "own"
    PASS_THROUGH = "pass_through"  # noqa: S105 - no password


class ExpenseUnit(StrEnum):
    """What a quantity counts."""

    PAGES = "pages"
    KILOMETRES = "km"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Expense:
    """An expense of a matter. The amount is frozen beside quantity (thousandths) and unit price."""

    id: ExpenseId
    matter_id: MatterId
    spent_on: date
    kind: ExpenseKind
    quantity_thousandths: int
    unit: ExpenseUnit
    unit_price_cents: int
    amount_cents: int
    wording: str
    code: str | None
    tax_category: str
    charge: Charge
    receipt_document_id: DocumentId | None
    invoice_id: int | None
    created_at: int
    deleted_at: int | None

    @property
    def billed_cents(self) -> int:
        """What it adds to an invoice; nothing where it is not charged."""
        return 0 if self.charge is Charge.NO_CHARGE else self.amount_cents


@dataclass(frozen=True, slots=True)
class TypedExpense:
    """What a quick entry means; `code` is a UTBMS expense code where the words give one away."""

    kind: ExpenseKind
    quantity_thousandths: int
    unit: ExpenseUnit
    unit_price_cents: int
    amount_cents: int
    wording: str
    code: str | None


_COUNTED = re.compile(r"([0-9][0-9.,]*)\s*([^\W\d_]+)\b\.?\s*(.*)")
_PRICED = re.compile(r"([^\W\d_][^0-9]*?)\s*([-−]?\s*[0-9].*)")
_QUANTITY = re.compile(r"([0-9]{1,9})(?:([.,])([0-9]{1,3}))?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}")

_PAGE_WORDS = frozenset(
    (
        "copy", "copies", "page", "pages", "pp", "kopie", "kopien", "seite", "seiten", "copie",
        "photocopie", "photocopies", "copia", "copias", "fotocopia", "fotocopias", "página",
        "páginas",
    )
)  # fmt: skip
_KILOMETRE_WORDS = frozenset(
    (
        "km", "kilometre", "kilometres", "kilometer", "kilometers", "kilomètre", "kilomètres",
        "kilómetro", "kilómetros",
    )
)  # fmt: skip
_ADVANCED = {
    "E112": (
        "court fee", "filing fee", "gerichtskosten", "gerichtsgebühr", "frais de greffe",
        "frais de justice", "tasa judicial", "tasas judiciales",
    ),
    "E114": ("witness fee", "zeugengeld"),
}  # fmt: skip
_OWN = {
    "E105": ("telephone", "telefon", "téléphone", "teléfono"),
    "E107": ("courier", "messenger", "kurier", "coursier", "mensajero"),
    "E108": ("postage", "stamp", "porto", "affranchissement", "timbre", "franqueo"),
    "E109": ("taxi", "parking", "bus", "parken", "parkgebühr"),
    "E110": ("train", "flight", "hotel", "bahn", "flug", "vuelo", "tren"),
}


def expense_amount(quantity_thousandths: int, unit_price_cents: int) -> int:
    """Cents of an expense: quantity times unit price, rounded once.

    Raises FieldError("quantity" or "price" or "amount") for what is negative, nothing or huge.
    """
    if quantity_thousandths <= 0:
        raise FieldError("quantity", _("A quantity has to be above zero; nothing was kept."))
    if quantity_thousandths > _MOST_QUANTITY:
        raise FieldError("quantity", _("A quantity is at most 1,000,000; nothing was kept."))
    checked_cents("price", unit_price_cents, least=0)
    if unit_price_cents > _LARGEST_PRICE_CENTS:
        raise FieldError("price", _("This price is larger than LawDesk bills; it was not kept."))
    amount = round_half_up(Fraction(quantity_thousandths * unit_price_cents, ONE))
    return checked_cents("amount", amount, least=0)


def parse_expense(text: str, prices: ExpenseTerms, currency: str, locale: str) -> TypedExpense:
    """What a quick entry means: "12 copies", "34.5 km", "postage 4.20", "court fee 120".

    Copies and kilometres cost what the billing policy says. Raises FieldError("expense" or
    "quantity" or "price" or "amount") for anything else.
    """
    typed = " ".join(text.split())
    if len(typed) > _LONGEST_TYPED:
        raise _not_understood(typed)
    if match := _COUNTED.fullmatch(typed):
        return _counted(match[1], match[2], match[3], prices, locale)
    if match := _PRICED.fullmatch(typed):
        return _priced(match[1], match[2], currency, locale)
    raise _not_understood(typed)


def parse_quantity(text: str, locale: str) -> int:
    """Thousandths of a typed quantity: "12", "34.5", "34,5".

    A mark with three digits behind it divides only where the locale says so, and is refused
    otherwise: it may group. Raises FieldError("quantity").
    """
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise FieldError(
            "quantity", _("“{typed}” is not a quantity.").format(typed=text.strip()[:40])
        )
    whole, mark, part = match[1], match[2], match[3] or ""
    may_group = len(part) == 3 and _GROUPED.fullmatch(whole)
    if may_group and mark != number_marks(locale).decimal:
        raise FieldError(
            "quantity",
            _("“{typed}” can be read in two ways.").format(typed=text.strip()),
            _("Write {plain} without a mark.").format(plain=whole + part),
        )
    return int(whole + part.ljust(3, "0"))


def _counted(
    figure: str, unit_word: str, words: str, prices: ExpenseTerms, locale: str
) -> TypedExpense:
    word = unit_word.casefold()
    if word in _PAGE_WORDS:
        unit, price, code = ExpenseUnit.PAGES, prices.copy_cents, "E101"
    elif word in _KILOMETRE_WORDS:
        unit, price, code = ExpenseUnit.KILOMETRES, prices.kilometre_cents, "E109"
    else:
        raise _not_understood(f"{figure} {unit_word} {words}")
    if price == 0:
        raise FieldError(
            "expense",
            _("The billing policy has no price for this; nothing was recorded."),
            _("Set the price there, or write the amount behind the words."),
        )
    quantity = parse_quantity(figure, locale)
    amount = expense_amount(quantity, price)
    wording = _wording(words or unit_word)
    return TypedExpense(ExpenseKind.OWN, quantity, unit, price, amount, wording, code)


def _priced(words: str, figure: str, currency: str, locale: str) -> TypedExpense:
    named = words.removesuffix(currency).rstrip("€$£¥ :=") or words
    price = checked_cents("amount", parse_money(figure, currency, locale))
    amount = expense_amount(ONE, price)
    kind, code = _kind_and_code(named.casefold())
    return TypedExpense(kind, ONE, ExpenseUnit.ITEMS, price, amount, _wording(named), code)


def _kind_and_code(words: str) -> tuple[ExpenseKind, str | None]:
    for kind, table in ((ExpenseKind.PASS_THROUGH, _ADVANCED), (ExpenseKind.OWN, _OWN)):
        for code, starts in table.items():
            if words.startswith(starts):
                return kind, code
    return ExpenseKind.OWN, None


def _wording(words: str) -> str:
    return words[:1].upper() + words[1:] if words.casefold() != "km" else words


def _not_understood(typed: str) -> FieldError:
    return FieldError(
        "expense",
        _("“{typed}” is not an expense; nothing was recorded.").format(typed=typed.strip()[:40]),
        _("Write 12 copies, 34.5 km or postage 4.20."),
    )
