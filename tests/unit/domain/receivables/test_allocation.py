"""Where payments go, and what comes back off invoices."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import OpenInvoice
from lawdesk.domain.receivables.allocation import (
    Allocation,
    PaidPart,
    Spread,
    allocate,
    allocation_day,
    release_of_reversal,
    release_surplus,
)
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.errors import FieldError, RuleError

A, B, C = InvoiceId(1), InvoiceId(2), InvoiceId(3)
FIRST, SECOND = PaymentId(1), PaymentId(2)


def invoice(
    number: int, cents: int, due_on: date = date(2026, 8, 31), disputed: int = 0
) -> OpenInvoice:
    return OpenInvoice(InvoiceId(number), f"2026-{number:04d}", due_on, cents, disputed)


OLD = invoice(2, 300_00, date(2026, 7, 1))
NEW = invoice(1, 500_00, date(2026, 9, 1))


def test_an_overpayment_leaves_163_10() -> None:
    assert allocate(1_200_00, [invoice(1, 1_036_90)]) == Spread((Allocation(A, 1_036_90),), 163_10)


def test_without_a_name_the_oldest_due_is_paid_first() -> None:
    assert allocate(400_00, [NEW, OLD]) == Spread((Allocation(B, 300_00), Allocation(A, 100_00)), 0)


def test_of_one_due_day_the_lower_number_is_paid_first() -> None:
    spread = allocate(100_00, [invoice(3, 90_00), invoice(2, 90_00)])
    assert spread.allocations == (Allocation(B, 90_00), Allocation(C, 10_00))


def test_a_named_invoice_gets_what_was_named_and_the_others_the_rest() -> None:
    assert allocate(400_00, [NEW, OLD], [(A, 250_00)]) == Spread(
        (Allocation(A, 250_00), Allocation(B, 150_00)), 0
    )


def test_what_was_named_for_an_invoice_is_all_it_gets() -> None:
    assert allocate(400_00, [NEW], [(A, 250_00)]) == Spread((Allocation(A, 250_00),), 150_00)


def test_the_rest_may_stay_credit() -> None:
    spread = allocate(400_00, [NEW, OLD], [(A, 250_00)], spreads_rest=False)
    assert spread == Spread((Allocation(A, 250_00),), 150_00)


def test_a_disputed_part_is_paid_only_by_name() -> None:
    disputed = invoice(1, 2_150_00, disputed=400_00)
    assert allocate(2_150_00, [disputed]) == Spread((Allocation(A, 1_750_00),), 400_00)
    assert allocate(2_150_00, [disputed], [(A, 2_150_00)]).rest_cents == 0


@pytest.mark.parametrize(
    ("amount", "named", "field"),
    [
        (0, [], "amount"),
        (-1, [], "amount"),
        (900_00, [(A, 500_01)], "allocation"),
        (900_00, [(A, 300_00), (A, 200_01)], "allocation"),
        (100_00, [(A, 100_01)], "allocation"),
        (900_00, [(A, 0)], "allocation"),
        (900_00, [(A, -5)], "allocation"),
        (900_00, [(C, 1)], "allocation"),
    ],
)
def test_what_cannot_be_allocated_is_refused(
    amount: int, named: list[tuple[InvoiceId, int]], field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        allocate(amount, [NEW, OLD], named)
    assert refused.value.field == field


def test_the_refusal_names_the_invoice() -> None:
    with pytest.raises(FieldError, match="2026-0001"):
        allocate(900_00, [NEW], [(A, 500_01)])


def test_money_that_came_before_the_invoice_counts_from_the_invoice_on() -> None:
    early, late = date(2026, 5, 1), date(2026, 6, 1)
    assert allocation_day(early, late) == late
    assert allocation_day(late, early) == late


def test_a_full_credit_note_sets_the_payment_of_500_free() -> None:
    open_after = 1_190_00 - 500_00 - 1_190_00
    paid = PaidPart(A, FIRST, 500_00)
    assert release_surplus(open_after, [paid]) == (paid,)


def test_the_latest_allocation_is_set_free_first() -> None:
    parts = [PaidPart(A, FIRST, 300_00), PaidPart(A, SECOND, 200_00)]
    assert release_surplus(-250_00, parts) == (
        PaidPart(A, SECOND, 200_00),
        PaidPart(A, FIRST, 50_00),
    )


@pytest.mark.parametrize("open_cents", [0, 100])
def test_an_invoice_that_is_not_overpaid_keeps_its_payments(open_cents: int) -> None:
    assert release_surplus(open_cents, [PaidPart(A, FIRST, 500_00)]) == ()


def test_a_credit_over_what_was_billed_is_refused() -> None:
    with pytest.raises(RuleError):
        release_surplus(-500_01, [PaidPart(A, FIRST, 500_00)])


def test_a_bounced_payment_comes_off_all_it_paid() -> None:
    parts = [PaidPart(A, FIRST, 300_00), PaidPart(B, SECOND, 10_00), PaidPart(B, FIRST, 200_00)]
    assert release_of_reversal(FIRST, 600_00, 100_00, parts) == (
        PaidPart(B, FIRST, 200_00),
        PaidPart(A, FIRST, 300_00),
    )


def test_a_bounced_payment_takes_back_the_credit_that_was_used_since() -> None:
    parts = [PaidPart(A, FIRST, 1_036_90), PaidPart(B, None, 63_10), PaidPart(C, None, 100_00)]
    assert release_of_reversal(FIRST, 1_200_00, 0, parts) == (
        PaidPart(A, FIRST, 1_036_90),
        PaidPart(C, None, 100_00),
        PaidPart(B, None, 63_10),
    )


def test_credit_that_is_left_covers_a_bounced_payment_first() -> None:
    parts = [PaidPart(A, FIRST, 1_036_90), PaidPart(B, None, 63_10)]
    assert release_of_reversal(FIRST, 1_200_00, 100_00, parts) == (
        PaidPart(A, FIRST, 1_036_90),
        PaidPart(B, None, 63_10),
    )
    assert release_of_reversal(FIRST, 1_200_00, 163_10, parts) == (PaidPart(A, FIRST, 1_036_90),)


def test_what_was_refunded_cannot_come_off_an_invoice() -> None:
    parts = [PaidPart(A, FIRST, 1_036_90)]
    assert release_of_reversal(FIRST, 1_200_00, 0, parts) == tuple(parts)


open_invoices = st.lists(
    st.builds(
        invoice,
        st.integers(1, 50),
        st.integers(0, 10**7),
        st.dates(date(2026, 1, 1), date(2026, 2, 1)),
        st.integers(0, 10**6),
    ),
    unique_by=lambda each: each.invoice_id,
    max_size=12,
)


@given(st.integers(1, 10**8), open_invoices, st.data())
def test_nothing_is_lost_nothing_overpaid_and_the_order_is_stable(
    amount: int, invoices: list[OpenInvoice], data: st.DataObject
) -> None:
    some = [each for each in invoices if each.open_cents > 0][:3]
    budget = amount // 3
    named = [
        (each.invoice_id, data.draw(st.integers(1, min(each.open_cents, budget))))
        for each in some
        if budget > 0
    ]
    spread = allocate(amount, invoices, named)
    given_to = {each.invoice_id: each.cents for each in spread.allocations}
    assert len(given_to) == len(spread.allocations)
    assert sum(given_to.values()) + spread.rest_cents == amount
    assert spread.rest_cents >= 0
    opened = {each.invoice_id: each.open_cents for each in invoices}
    assert all(0 < cents <= opened[each] for each, cents in given_to.items())
    assert allocate(amount, data.draw(st.permutations(invoices)), named) == spread


@given(st.lists(st.integers(1, 10**6), min_size=1), st.data())
def test_what_is_set_free_is_the_surplus(cents: list[int], data: st.DataObject) -> None:
    parts = [PaidPart(A, PaymentId(number), each) for number, each in enumerate(cents)]
    surplus = data.draw(st.integers(0, sum(cents)))
    released = release_surplus(-surplus, parts)
    assert sum(each.cents for each in released) == surplus
    # Only the earliest of those touched may be taken in part.
    assert all(each.cents == cents[each.payment_id or 0] for each in released[:-1])
