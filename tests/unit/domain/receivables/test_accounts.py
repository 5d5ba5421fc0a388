"""A client's account: what is open, how an invoice stands, and statements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import (
    AccountEntry,
    AccountEntryId,
    EntryKind,
    InvoiceFigures,
    InvoiceStatus,
    by_currency,
    credit_cents,
    figures_of,
    invoice_status,
    open_cents,
    running_balance,
    statement,
)
from lawdesk.errors import FieldError, RuleError

DUE = date(2026, 8, 31)
FIRST = InvoiceId(1)
SECOND = InvoiceId(2)


def entry(
    number: int,
    kind: EntryKind,
    cents: int,
    invoice: InvoiceId | None,
    day: date,
    currency: str = "EUR",
) -> AccountEntry:
    return AccountEntry(AccountEntryId(number), ClientId(1), invoice, day, kind, cents, currency)


def overpaid() -> list[AccountEntry]:
    """1,200.00 received on an invoice of 1,036.90."""
    day = date(2026, 9, 10)
    return [
        entry(1, EntryKind.INVOICE, 1_036_90, FIRST, date(2026, 8, 1)),
        entry(2, EntryKind.PAYMENT, -1_200_00, None, day),
        entry(3, EntryKind.ALLOCATION, 1_036_90, None, day),
        entry(4, EntryKind.ALLOCATION, -1_036_90, FIRST, day),
    ]


def credited_after_payment() -> list[AccountEntry]:
    """1,190.00 billed, 500.00 paid, 1,190.00 credited, the payment back on the client."""
    paid, credited = date(2026, 9, 10), date(2026, 9, 20)
    return [
        entry(1, EntryKind.INVOICE, 1_190_00, FIRST, date(2026, 8, 1)),
        entry(2, EntryKind.PAYMENT, -500_00, None, paid),
        entry(3, EntryKind.ALLOCATION, 500_00, None, paid),
        entry(4, EntryKind.ALLOCATION, -500_00, FIRST, paid),
        entry(5, EntryKind.CREDIT_NOTE, -1_190_00, FIRST, credited),
        entry(6, EntryKind.ALLOCATION, 500_00, FIRST, credited),
        entry(7, EntryKind.ALLOCATION, -500_00, None, credited),
    ]


def of_invoice(entries: list[AccountEntry], invoice: InvoiceId) -> list[AccountEntry]:
    return [each for each in entries if each.invoice_id == invoice]


def test_an_overpayment_leaves_credit() -> None:
    entries = overpaid()
    assert open_cents(of_invoice(entries, FIRST)) == 0
    assert credit_cents(entries) == 163_10
    assert open_cents(entries) == -163_10


def test_a_payment_on_a_credited_invoice_becomes_credit() -> None:
    entries = credited_after_payment()
    figures = figures_of(of_invoice(entries, FIRST))
    assert figures == InvoiceFigures(1_190_00, 1_190_00, 0, 0)
    assert figures.open_cents == 0
    assert credit_cents(entries) == 500_00
    assert invoice_status(figures, DUE, date(2026, 12, 1)) is InvoiceStatus.CREDITED


def test_a_refund_uses_credit_up() -> None:
    refund = entry(8, EntryKind.REFUND, 500_00, None, date(2026, 9, 25))
    assert credit_cents([*credited_after_payment(), refund]) == 0


def test_figures_tell_everything_that_happened_to_an_invoice() -> None:
    day = date(2026, 9, 1)
    figures = figures_of(
        [
            entry(1, EntryKind.INVOICE, 1_000_00, FIRST, day),
            entry(2, EntryKind.CREDIT_NOTE, -100_00, FIRST, day),
            entry(3, EntryKind.ALLOCATION, -300_00, FIRST, day),
            entry(4, EntryKind.WRITE_OFF, -50_00, FIRST, day),
        ]
    )
    assert figures == InvoiceFigures(1_000_00, 100_00, 300_00, 50_00)
    assert figures.open_cents == 550_00


def test_an_interest_note_is_a_claim_like_an_invoice() -> None:
    day = date(2026, 9, 1)
    note = [
        entry(1, EntryKind.INTEREST, 54_57, FIRST, day),
        entry(2, EntryKind.ALLOCATION, -50_00, FIRST, day),
    ]
    assert figures_of(note) == InvoiceFigures(total_cents=54_57, paid_cents=50_00)


@pytest.mark.parametrize(
    ("figures", "today", "disputed", "status"),
    [
        (InvoiceFigures(100), DUE, 0, InvoiceStatus.OPEN),
        (InvoiceFigures(100, 20), DUE, 0, InvoiceStatus.OPEN),
        (InvoiceFigures(100, 0, 1), DUE, 0, InvoiceStatus.PART_PAID),
        (InvoiceFigures(100, 0, 1), DUE + timedelta(days=1), 0, InvoiceStatus.OVERDUE),
        (InvoiceFigures(100, 0, 1), DUE + timedelta(days=1), 5, InvoiceStatus.DISPUTED),
        (InvoiceFigures(100, 0, 100), DUE + timedelta(days=1), 0, InvoiceStatus.PAID),
        (InvoiceFigures(100, 0, 100), DUE, 5, InvoiceStatus.PAID),
        (InvoiceFigures(100, 40, 60), DUE, 0, InvoiceStatus.PAID),
        (InvoiceFigures(100, 100), DUE, 0, InvoiceStatus.CREDITED),
        (InvoiceFigures(100, 40, 0, 60), DUE, 0, InvoiceStatus.WRITTEN_OFF),
        (InvoiceFigures(100, 0, 40, 60), DUE, 0, InvoiceStatus.WRITTEN_OFF),
        (InvoiceFigures(0), DUE + timedelta(days=1), 0, InvoiceStatus.PAID),
    ],
)
def test_a_status_follows_from_the_figures(
    figures: InvoiceFigures, today: date, disputed: int, status: InvoiceStatus
) -> None:
    assert invoice_status(figures, DUE, today, disputed) is status


def test_a_bounced_payment_opens_the_invoice_again_with_its_old_due_day() -> None:
    bounced = date(2026, 9, 20)
    entries = [
        *overpaid(),
        entry(5, EntryKind.ALLOCATION, 1_036_90, FIRST, bounced),
        entry(6, EntryKind.ALLOCATION, -1_036_90, None, bounced),
        entry(7, EntryKind.REVERSAL, 1_200_00, None, bounced),
    ]
    figures = figures_of(of_invoice(entries, FIRST))
    assert (figures.open_cents, figures.paid_cents) == (1_036_90, 0)
    assert credit_cents(entries) == 0
    assert invoice_status(figures, DUE, bounced) is InvoiceStatus.OVERDUE


def test_a_statement_carries_the_balance_from_line_to_line() -> None:
    entries = [
        *overpaid(),
        entry(5, EntryKind.INVOICE, 2_150_00, SECOND, date(2026, 9, 1)),
        entry(6, EntryKind.WRITE_OFF, -1_00, SECOND, date(2026, 10, 1)),
    ]
    made = statement(entries, date(2026, 9, 1), date(2026, 9, 10))
    assert made.opening_cents == 1_036_90
    assert [(line.entry.id, line.balance_cents) for line in made.lines] == [
        (5, 3_186_90),
        (2, 1_986_90),
    ]
    assert made.closing_cents == 1_986_90


def test_a_statement_without_lines_closes_as_it_opened() -> None:
    made = statement(overpaid(), date(2027, 1, 1), date(2027, 1, 31))
    assert (made.opening_cents, made.lines, made.closing_cents) == (-163_10, (), -163_10)


def test_a_statement_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(FieldError):
        statement([], date(2026, 2, 1), date(2026, 1, 31))


def test_two_currencies_have_two_balances() -> None:
    euros = overpaid()
    yen = entry(9, EntryKind.INVOICE, 30_000, SECOND, date(2026, 9, 1), "JPY")
    with pytest.raises(RuleError):
        running_balance([*euros, yen])
    assert by_currency([*euros, yen]) == {"EUR": euros, "JPY": [yen]}


booked = st.builds(
    entry,
    st.integers(1, 10_000),
    st.sampled_from([kind for kind in EntryKind if kind is not EntryKind.ALLOCATION]),
    st.integers(-(10**9), 10**9),
    st.sampled_from([None, FIRST, SECOND]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


@given(st.lists(booked, unique_by=lambda each: each.id), st.dates(), st.dates())
def test_statements_add_up_and_do_not_depend_on_the_order_of_reading(
    entries: list[AccountEntry], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    made = statement(entries, first, last)
    moved = sum(line.entry.amount_cents for line in made.lines)
    assert made.opening_cents + moved == made.closing_cents
    assert made.closing_cents == sum(e.amount_cents for e in entries if e.booked_on <= last)
    assert statement(entries[::-1], first, last) == made


@given(st.lists(booked, unique_by=lambda each: each.id))
def test_invoices_and_credit_add_up_to_the_account(entries: list[AccountEntry]) -> None:
    open_on_invoices = sum(
        figures_of(of_invoice(entries, invoice)).open_cents for invoice in (FIRST, SECOND)
    )
    assert open_on_invoices - credit_cents(entries) == open_cents(entries)
