"""The worked examples of billing, from recorded work through the real database to the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from bills_room import (
    HOUR,
    agree,
    client_of,
    credit,
    draft,
    issue,
    lines_of,
    pay,
    rate,
    spend,
    totals,
    work,
)
from claims_room import set_day
from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.discounts import DiscountBase, DiscountKind, InvoiceDiscount
from lawdesk.domain.billing.expenses import ExpenseKind
from lawdesk.domain.billing.fee_agreements import (
    FlatFee,
    Milestone,
)
from lawdesk.domain.invoices import InvoiceKind
from lawdesk.domain.issued_paper import paper_of
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations import drafts as drafting
from lawdesk.operations.billing.fixed_charges import (
    reach_milestone,
)
from lawdesk.operations.billing.policies import end_policy, policy_for, set_policy
from lawdesk.operations.draft_lines import merge_lines
from lawdesk.operations.issued_numbers import next_number
from lawdesk.store import invoices, time_entries
from lawdesk.store.billing import expenses
from lawdesk.store.receivables import accounts
from practice_room import FRIDAY, POLICY, PracticeRoom, make_room


@pytest.fixture
def german(tmp_path: Path) -> Iterator[PracticeRoom]:
    """A practice with VAT of 19 %."""
    room = make_room(tmp_path, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")
    yield room
    room.database.close()


# What the order of an invoice comes to


def test_fees_discount_tax_and_credit_leave_999(german: PracticeRoom) -> None:
    matter = german.add_matter()
    rate(german, matter, 200_00)
    work(german, matter, 10 * HOUR)
    spend(german, matter, 300_00)
    client = client_of(german, matter)
    pay(german, client, 1_500_00)
    draft_id = draft(german, matter)
    german.do(
        drafting.set_discount,
        draft_id,
        InvoiceDiscount(DiscountKind.PERCENT, 100_000, DiscountBase.FEES),
    )
    issued = issue(german, draft_id)
    assert [(x.kind, x.amount_cents) for x in issued.lines] == [
        ("time", 2_000_00),
        ("expense", 300_00),
        ("discount", -200_00),
    ]
    assert totals(issued) == (2_100_00, 399_00, 2_499_00)
    assert [each.amount_cents for each in issued.payments] == [1_500_00]
    assert paper_of(issued).payable_cents == 999_00
    assert accounts.open_cents(german.read, issued.invoice.id) == 999_00
    assert accounts.credit_cents(german.read, client, "EUR") == 0
    kinds = [x.kind.value for x in accounts.list_of_invoice(german.read, issued.invoice.id)]
    assert kinds == ["invoice", "allocation"]


def test_credit_stays_where_the_draft_does_not_use_it(german: PracticeRoom) -> None:
    matter = german.add_matter()
    work(german, matter)
    client = client_of(german, matter)
    pay(german, client, 100_00)
    draft_id = draft(german, matter)
    german.do(drafting.set_applies_credit, draft_id, applies=False)
    issued = issue(german, draft_id)
    assert issued.payments == ()
    assert accounts.credit_cents(german.read, client, "EUR") == 100_00


def test_the_full_vat_example(german: PracticeRoom) -> None:
    matter = german.add_matter()
    rate(german, matter, 245_00)
    work(german, matter, 8_280)
    work(german, matter, 2_520)
    spend(german, matter, 35_50)
    spend(german, matter, 120_00, ExpenseKind.PASS_THROUGH)
    issued = issue(german, draft(german, matter))
    assert [x.amount_cents for x in issued.lines] == [563_50, 171_50, 35_50, 120_00]
    assert totals(issued) == (890_50, 146_40, 1_036_90)
    assert [(t.category, t.net_cents, t.tax_cents) for t in issued.taxes] == [
        ("standard", 770_50, 146_40),
        ("outside", 120_00, 0),
    ]


@pytest.mark.parametrize(("cents", "count", "tax"), [(33_33, 3, 19_00), (10_13, 5, 9_62)])
def test_tax_is_rounded_once_for_each_group(
    german: PracticeRoom, cents: int, count: int, tax: int
) -> None:
    matter = german.add_matter()
    for _each in range(count):
        spend(german, matter, cents)
    assert totals(issue(german, draft(german, matter)))[1] == tax


def test_a_rate_changed_in_the_middle_of_a_period_makes_two_groups(
    german: PracticeRoom,
) -> None:
    matter = german.add_matter()
    work(german, matter, day=date(2020, 12, 31))
    work(german, matter, day=date(2021, 1, 1))
    issued = issue(german, draft(german, matter))
    assert [(t.rate_ppm, t.tax_cents) for t in issued.taxes] == [(160_000, 48_00), (190_000, 57_00)]


def test_work_under_two_tax_rates_is_not_merged(german: PracticeRoom) -> None:
    matter = german.add_matter()
    work(german, matter, day=date(2020, 12, 31))
    work(german, matter, day=date(2021, 1, 1))
    draft_id = draft(german, matter)
    with pytest.raises(RuleError):
        german.do(merge_lines, [line.id for line in lines_of(german, draft_id)])


# Hard cases


@pytest.mark.parametrize(("currency", "cents"), [("JPY", 30_000), ("BHD", 30_000)])
def test_currencies_with_other_minor_units(tmp_path: Path, currency: str, cents: int) -> None:
    room = make_room(tmp_path, currency=currency, tax_regime="tax_jp")
    matter = room.add_matter()
    work(room, matter, 361)
    work(room, matter, 2 * HOUR)
    issued = issue(room, draft(room, matter))
    units = 2 + 20
    net = units * cents // 10
    assert totals(issued) == (net, net // 10, net + net // 10)
    assert issued.invoice.currency == currency
    room.database.close()


def test_the_invoice_names_the_policy_in_force_on_its_day(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter)
    new = room.do(
        set_policy,
        replace(POLICY, payment_days=30),
        matter_id=matter,
        valid_from=FRIDAY,
        now=room.clock.now(),
    )
    first = issue(room, draft(room, matter)).invoice
    assert (first.policy_id, first.due_on) == (new, FRIDAY + timedelta(days=30))
    work(room, matter)
    draft_id = draft(room, matter)
    room.do(end_policy, new, now=room.clock.now())
    second = issue(room, draft_id).invoice
    assert second.policy_id == policy_for(room.read, matter, FRIDAY).id != new
    assert second.due_on == FRIDAY + timedelta(days=30)  # what the draft was made with
    assert invoices.get(room.read, first.id).policy_id == new


def test_a_discarded_draft_leaves_no_number(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter)
    room.do(drafting.discard_draft, draft(room, matter))
    assert next_number(room.read, InvoiceKind.INVOICE, FRIDAY) == "2026-0001"
    assert issue(room, draft(room, matter)).invoice.number == "2026-0001"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE issued_invoices SET total_cents = 1, net_cents = 1",
        "UPDATE issued_lines SET amount_cents = 1",
        "DELETE FROM issued_lines",
        "UPDATE issued_taxes SET tax_cents = 0",
        "UPDATE billed_work SET billed_cents = 0",
        "DELETE FROM billed_work",
        "UPDATE account_entries SET amount_cents = 0",
        "UPDATE expenses SET amount_cents = 0",
        "UPDATE time_entries SET invoice_id = NULL",
        "UPDATE time_entries SET amount_cents = 0",
        "UPDATE fixed_charges SET invoice_id = NULL",
        "UPDATE number_series SET last_number = 0",
    ],
)
def test_what_was_issued_refuses_every_edit(german: PracticeRoom, sql: str) -> None:
    matter = german.add_matter()
    agreement = agree(german, matter, FlatFee((Milestone("All of it", 100_00),)))
    german.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=german.clock.now())
    work(german, matter)
    spend(german, matter, 10_00)
    issue(german, draft(german, matter))
    with pytest.raises(driver.IntegrityError), german.database.transaction() as tx:
        tx.write(sql)


# Credit notes


def test_a_full_credit_note_and_the_invoice_again(german: PracticeRoom) -> None:
    matter = german.add_matter()
    rate(german, matter, 245_00)
    entry = work(german, matter, 8_280)
    work(german, matter, 2_520)
    expense = spend(german, matter, 35_50)
    spend(german, matter, 120_00, ExpenseKind.PASS_THROUGH)
    first = issue(german, draft(german, matter))
    note = credit(german, first.invoice.id)
    assert (note.invoice.number, note.invoice.corrects_number) == ("CN-2026-0001", "2026-0001")
    assert totals(note) == (-890_50, -146_40, -1_036_90)
    assert accounts.open_cents(german.read, first.invoice.id) == 0
    assert time_entries.get(german.read, entry).invoice_id is None
    assert expenses.get(german.read, expense).invoice_id is None
    again = issue(german, draft(german, matter))
    assert (again.invoice.number, totals(again)) == ("2026-0002", totals(first))
    with pytest.raises(FieldError):
        credit(german, first.invoice.id)
    with pytest.raises(RuleError):
        credit(german, note.invoice.id)


def test_credited_after_a_payment_leaves_500_to_refund(german: PracticeRoom) -> None:
    matter = german.add_matter()
    spend(german, matter, 1_000_00)
    issued = issue(german, draft(german, matter))
    client = client_of(german, matter)
    pay(german, client, 500_00)
    credit(german, issued.invoice.id)
    assert accounts.open_cents(german.read, issued.invoice.id) == 0
    assert accounts.credit_cents(german.read, client, "EUR") == 500_00


@pytest.mark.parametrize("releases", [True, False])
def test_units_of_a_line_become_unbilled_or_stay_written_down(
    room: PracticeRoom, *, releases: bool
) -> None:
    matter = room.add_matter()
    work(room, matter, 2 * HOUR)
    issued = issue(room, draft(room, matter))
    position = issued.lines[0].position
    with pytest.raises(FieldError):
        credit(room, issued.invoice.id, [Credited(position, units=21)])
    note = credit(room, issued.invoice.id, [Credited(position, units=5)], releases_work=releases)
    assert totals(note) == (-150_00, 0, -150_00)
    if not releases:
        with pytest.raises(RuleError):
            draft(room, matter)
        return
    assert issue(room, draft(room, matter)).invoice.total_cents == 150_00
    assert totals(credit(room, issued.invoice.id))[2] == -450_00


def test_no_credit_note_is_older_than_its_invoice(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter)
    issued = issue(room, draft(room, matter))
    set_day(room, FRIDAY - timedelta(days=1))
    with pytest.raises(RuleError):
        credit(room, issued.invoice.id)
    assert invoices.list_corrections(room.read, issued.invoice.id) == []
