"""Expenses: quantity times price, in whole cents, billed once and never changed afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from claims_room import add_claim
from lawdesk.domain.billing.billing_policy import ExpenseTerms
from lawdesk.domain.billing.expenses import (
    Expense,
    ExpenseId,
    ExpenseKind,
    ExpenseUnit,
    parse_expense,
)
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.expenses import (
    add_expense,
    add_typed_expense,
    attach_receipt,
    change_expense,
    delete_expense,
    restore_expense,
)
from lawdesk.operations.documents import record_document
from lawdesk.operations.practice import change_practice
from lawdesk.store import practice
from lawdesk.store.billing import expenses
from lawdesk.vault.sealed_documents import SealedDocument
from practice_room import FRIDAY, PracticeRoom

PRICES = ExpenseTerms(copy_cents=50, kilometre_cents=42)


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


def spend(
    room: PracticeRoom,
    matter: MatterId,
    cents: int = 35_50,
    *,
    quantity: int = 1000,
    kind: ExpenseKind = ExpenseKind.OWN,
    day: date = FRIDAY,
    code: str | None = None,
    wording: str = "Copies",
) -> ExpenseId:
    return room.do(
        add_expense,
        matter,
        spent_on=day,
        kind=kind,
        quantity_thousandths=quantity,
        unit=ExpenseUnit.ITEMS,
        unit_price_cents=cents,
        wording=wording,
        code=code,
        now=room.clock.now(),
    )


def paper(room: PracticeRoom, matter: MatterId, mark: str) -> DocumentId:
    sealed = SealedDocument(mark * 32, mark * 64, 10, mark * 64, 20)
    return room.do(
        record_document, matter, "receipt.pdf", "application/pdf", sealed, now=room.clock.now()
    )


def stored(room: PracticeRoom, expense: ExpenseId) -> Expense:
    return expenses.get(room.read, expense)


def test_what_is_typed_in_a_hurry_is_stored_whole(room: PracticeRoom, matter: MatterId) -> None:
    ids = [
        room.do(
            add_typed_expense,
            matter,
            parse_expense(text, PRICES, "EUR", "en"),
            spent_on=FRIDAY,
            now=room.clock.now(),
        )
        for text in ("12 copies", "34.5 km", "court fee 120", "postage 4.20")
    ]
    found = [stored(room, one) for one in ids]
    assert [e.amount_cents for e in found] == [6_00, 14_49, 120_00, 4_20]
    assert [e.code for e in found] == ["E101", "E109", "E112", "E108"]
    assert [e.kind for e in found] == [
        ExpenseKind.OWN,
        ExpenseKind.OWN,
        ExpenseKind.PASS_THROUGH,
        ExpenseKind.OWN,
    ]


def test_an_amount_is_worked_out_once_and_again_after_a_change(
    room: PracticeRoom, matter: MatterId
) -> None:
    expense = stored(room, spend(room, matter, 33, quantity=1500))
    assert expense.amount_cents == 50  # 49.5 cents, half up
    room.do(change_expense, replace(expense, quantity_thousandths=3000), now=room.clock.now())
    assert stored(room, expense.id).amount_cents == 99


def test_what_was_advanced_stays_outside_tax(room: PracticeRoom, matter: MatterId) -> None:
    settings = replace(practice.get(room.read), country="DE", currency="EUR", tax_regime="vat_de")
    room.do(change_practice, settings, now=room.clock.at)
    own = stored(room, spend(room, matter))
    passed = stored(room, spend(room, matter, 120_00, kind=ExpenseKind.PASS_THROUGH))
    assert (own.tax_category, passed.tax_category) == ("", "outside")
    with pytest.raises(FieldError) as refused:
        room.do(change_expense, replace(own, tax_category="nonsense"), now=room.clock.now())
    assert refused.value.field == "tax_category"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("spent_on", {"day": date(2026, 11, 21)}),
        ("price", {"cents": -1}),
        ("price", {"cents": 10**10 + 1}),
        ("quantity", {"quantity": 0}),
        ("quantity", {"quantity": 1_000_000_001}),
        ("amount", {"cents": 10**10, "quantity": 1_000_000_000}),
        ("wording", {"wording": "  "}),
        ("expense_code", {"code": "L100"}),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    room: PracticeRoom, matter: MatterId, field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(FieldError) as refused:
        spend(room, matter, **changes)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert expenses.total(room.read, matter).expenses == 0


def test_a_receipt_is_a_paper_of_the_same_matter(room: PracticeRoom, matter: MatterId) -> None:
    expense, other = spend(room, matter), room.add_matter("Brandt estate")
    receipt = paper(room, matter, "a")
    room.do(attach_receipt, expense, receipt)
    assert expenses.list_rows(room.read, matter)[0].receipt_title == "receipt"
    with pytest.raises(FieldError, match="another matter"):
        room.do(attach_receipt, expense, paper(room, other, "b"))
    room.do(attach_receipt, expense, None)
    assert stored(room, expense).receipt_document_id is None


def test_a_deleted_expense_comes_back_as_it_was(room: PracticeRoom, matter: MatterId) -> None:
    expense = spend(room, matter)
    before = stored(room, expense)
    room.do(delete_expense, expense, now=room.clock.now())
    assert expenses.list_unbilled(room.read, matter, FRIDAY) == []
    with pytest.raises(RuleError, match="was deleted"):
        room.do(change_expense, before, now=room.clock.now())
    room.do(restore_expense, expense)
    assert expenses.list_unbilled(room.read, matter, FRIDAY) == [before]


def test_billed_expenses_never_change(room: PracticeRoom, matter: MatterId) -> None:
    expense = spend(room, matter)
    invoice = add_claim(room, matter, 35_50, FRIDAY)
    room.do(expenses.set_billed, expense, invoice)
    billed = stored(room, expense)
    refused = "on an issued invoice"
    with pytest.raises(RuleError, match=refused):
        room.do(change_expense, replace(billed, wording="More"), now=room.clock.now())
    with pytest.raises(RuleError, match=refused):
        room.do(delete_expense, expense, now=room.clock.now())
    with pytest.raises(RuleError, match=refused):
        room.do(attach_receipt, expense, None)
    with pytest.raises(IntegrityError, match="billed expenses cannot change"):
        room.do(expenses.set_expense, replace(billed, amount_cents=1))
    assert stored(room, expense) == billed
    assert expenses.list_unbilled(room.read, matter, FRIDAY) == []


def test_lists_are_read_in_pages_and_add_up(room: PracticeRoom, matter: MatterId) -> None:
    ids = [spend(room, matter, 1_00, day=date(2026, 11, 1 + n % 3)) for n in range(7)]
    free = stored(room, ids[0])
    room.do(change_expense, replace(free, charge=Charge.NO_CHARGE), now=room.clock.now())
    seen, after = [], None
    while page := expenses.list_rows(room.read, matter, after=after, limit=3):
        seen += page
        after = page[-1]
    assert sorted(row.id for row in seen) == ids
    assert [row.spent_on for row in seen] == sorted((r.spent_on for r in seen), reverse=True)
    total = expenses.total(room.read, matter)
    assert (total.expenses, total.amount_cents, total.unbilled_cents) == (7, 6_00, 6_00)
