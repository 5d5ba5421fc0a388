"""Expenses: amounts, and what a quick entry means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.billing_policy import ExpenseTerms
from lawdesk.domain.billing.expenses import (
    Expense,
    ExpenseId,
    ExpenseKind,
    ExpenseUnit,
    expense_amount,
    parse_expense,
    parse_quantity,
)
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge
from lawdesk.errors import FieldError

PRICES = ExpenseTerms(copy_cents=50, kilometre_cents=42)
OWN, ADVANCED = ExpenseKind.OWN, ExpenseKind.PASS_THROUGH
PAGES, KM, ITEMS = ExpenseUnit.PAGES, ExpenseUnit.KILOMETRES, ExpenseUnit.ITEMS


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        (12_000, 50, 6_00),
        (34_500, 42, 14_49),
        (1_500, 1, 2),
        (1_499, 1, 1),
        (1, 499, 0),
        (1, 500, 1),
        (71_000, 50, 35_50),
    ],
)
def test_quantity_times_price_is_rounded_once(quantity: int, price: int, amount: int) -> None:
    assert expense_amount(quantity, price) == amount


@pytest.mark.parametrize(
    ("quantity", "price", "field"),
    [
        (0, 50, "quantity"),
        (-1_000, 50, "quantity"),
        (1_000_000_001, 50, "quantity"),
        (1_000, -1, "price"),
        (1_000, 10**10 + 1, "price"),
        (1_000_000_000, 10**10, "amount"),
    ],
)
def test_negative_and_huge_figures_are_refused(quantity: int, price: int, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        expense_amount(quantity, price)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("typed", "kind", "quantity", "unit", "price", "amount", "wording", "code"),
    [
        ("12 copies", OWN, 12_000, PAGES, 50, 6_00, "Copies", "E101"),
        ("12  Kopien Akte 3", OWN, 12_000, PAGES, 50, 6_00, "Akte 3", "E101"),
        ("34.5 km", OWN, 34_500, KM, 42, 14_49, "km", "E109"),
        ("34,5km", OWN, 34_500, KM, 42, 14_49, "km", "E109"),
        ("34.5 km to the court", OWN, 34_500, KM, 42, 14_49, "To the court", "E109"),
        ("postage 4.20", OWN, 1_000, ITEMS, 4_20, 4_20, "Postage", "E108"),
        ("Porto 4,20 €", OWN, 1_000, ITEMS, 4_20, 4_20, "Porto", "E108"),
        ("postage EUR 4.20", OWN, 1_000, ITEMS, 4_20, 4_20, "Postage", "E108"),
        ("court fee 120", ADVANCED, 1_000, ITEMS, 120_00, 120_00, "Court fee", "E112"),
        ("Gerichtskosten 1.234,50", ADVANCED, 1_000, ITEMS, 1234_50, 1234_50, "Gerichtskosten",
         "E112"),
        ("land register: 15", OWN, 1_000, ITEMS, 15_00, 15_00, "Land register", None),
        ("Wi-Fi pass 5", OWN, 1_000, ITEMS, 5_00, 5_00, "Wi-Fi pass", None),
    ],
)  # fmt: skip
def test_a_quick_entry(
    typed: str,
    kind: ExpenseKind,
    quantity: int,
    unit: ExpenseUnit,
    price: int,
    amount: int,
    wording: str,
    code: str | None,
) -> None:
    made = parse_expense(typed, PRICES, "EUR", "en_IE")
    assert (made.kind, made.quantity_thousandths, made.unit) == (kind, quantity, unit)
    assert (made.unit_price_cents, made.amount_cents) == (price, amount)
    assert (made.wording, made.code) == (wording, code)


@pytest.mark.parametrize(
    ("typed", "currency", "cents"),
    [("postage 420", "JPY", 420), ("postage 4.205", "BHD", 4_205), ("postage 4", "BHD", 4_000)],
)
def test_other_minor_units(typed: str, currency: str, cents: int) -> None:
    assert parse_expense(typed, PRICES, currency, "en_GB").amount_cents == cents


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("", "expense"),
        ("copies", "expense"),
        ("12", "expense"),
        ("3 stamps", "expense"),
        ("x" * 2_001 + " 5", "expense"),
        ("0 copies", "quantity"),
        ("1.234 copies", "quantity"),
        ("1.2.3 km", "quantity"),
        ("9999999 copies", "quantity"),
        ("postage -4.20", "amount"),
        ("postage 0", "amount"),
        ("postage 1.234", "amount"),
        ("court fee 200000000", "price"),
        ("court fee 9999999999999", "amount"),
    ],
)
def test_what_cannot_be_understood_is_refused(typed: str, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_expense(typed, PRICES, "EUR", "de_DE")
    assert refused.value.field == field


def test_copies_without_a_price_in_the_policy_are_not_given_away() -> None:
    with pytest.raises(FieldError, match="no price"):
        parse_expense("12 copies", ExpenseTerms(), "EUR", "en_IE")


@pytest.mark.parametrize(
    ("text", "locale", "thousandths"),
    [
        ("12", "de_DE", 12_000),
        ("34,5", "en_GB", 34_500),
        ("0.125", "en_GB", 125),
        ("0,125", "en_GB", 125),
        ("1.234", "en_GB", 1_234),
        ("1,234", "de_DE", 1_234),
    ],
)
def test_quantities_by_locale(text: str, locale: str, thousandths: int) -> None:
    assert parse_quantity(text, locale) == thousandths


@pytest.mark.parametrize(("text", "locale"), [("1,234", "en_GB"), ("1.234", "de_DE")])
def test_a_mark_that_may_group_is_asked_about(text: str, locale: str) -> None:
    with pytest.raises(FieldError, match="two ways"):
        parse_quantity(text, locale)


def test_an_expense_that_is_not_charged_bills_nothing() -> None:
    def costing(charge: Charge) -> Expense:
        return Expense(
            ExpenseId(1), MatterId(1), date(2026, 11, 2), OWN, 1_000, ITEMS, 4_20, 4_20, "Postage",
            "E108", "standard", charge, None, None, 0, None,
        )  # fmt: skip

    assert costing(Charge.BILLABLE).billed_cents == 4_20
    assert costing(Charge.NO_CHARGE).billed_cents == 0


@given(st.text(max_size=60), st.sampled_from(["en_GB", "de_DE", "fr_FR"]))
def test_any_text_is_understood_or_refused_under_a_field(text: str, locale: str) -> None:
    made, refused = None, ""
    try:
        made = parse_expense(text, PRICES, "EUR", locale)
    except FieldError as error:
        refused = error.field
    assert (made is None) == (refused in ("expense", "quantity", "price", "amount"))
    if made is not None:
        assert made.amount_cents == expense_amount(made.quantity_thousandths, made.unit_price_cents)
        assert made.wording.strip()
