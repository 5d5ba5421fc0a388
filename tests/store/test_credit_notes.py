"""Credit notes through the database: numbers, claims, work that is free again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.billing.drafts import DraftId, DraftPayer
from lawdesk.domain.billing.expenses import ONE, ExpenseKind, ExpenseUnit
from lawdesk.domain.billing.fee_agreements import AgreedTerms, Capped, FlatFee, Milestone
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import InvoiceId, InvoiceKind, InvoiceTexts
from lawdesk.domain.issued_paper import paper_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import InvoiceStatus, figures_of, invoice_status
from lawdesk.domain.time_entries import Measured, TimeEntryId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.billing.expenses import add_expense
from lawdesk.operations.billing.fee_agreements import agree_fee
from lawdesk.operations.billing.fixed_charges import reach_milestone
from lawdesk.operations.clients import change_client
from lawdesk.operations.credit_notes import credit_and_redraft, credit_invoice, is_creditable
from lawdesk.operations.draft_payers import set_payers
from lawdesk.operations.drafts import discard_draft, make_draft
from lawdesk.operations.invoices import issue_invoice, preview_invoices
from lawdesk.operations.issued_numbers import begin_series, gap_report, next_number
from lawdesk.operations.practice import change_practice
from lawdesk.operations.rates import set_rate
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import drafts, invoices, practice, time_entries
from lawdesk.store.billing import expenses, fixed_charges
from lawdesk.store.database import Transaction
from lawdesk.store.receivables import accounts
from lawdesk.store.reports.work import list_flat_fees
from practice_room import BERLIN, FRIDAY, PracticeRoom, make_room

TEXTS = InvoiceTexts(others="Share of the other payers", your_share="Your share: {share}")


@pytest.fixture
def german(tmp_path: Path) -> Iterator[PracticeRoom]:
    """A practice in Germany at 245.00 an hour, whose invoices go on at 42."""
    folder = tmp_path / "german"
    folder.mkdir()
    room = make_room(folder, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")
    room.do(set_rate, 245_00, valid_from=date(2026, 1, 1))
    room.do(begin_series, InvoiceKind.INVOICE, 42, "Earlier ones by hand", now=room.clock.now())
    yield room
    room.database.close()


def work(
    room: PracticeRoom, matter: MatterId, tenths: int, day: date = FRIDAY, words: str = "Advice"
) -> TimeEntryId:
    return room.do(
        add_time_entry,
        matter,
        worked_on=day,
        seconds=tenths * 360,
        narrative=words,
        now=room.clock.now(),
    )


def expense(room: PracticeRoom, matter: MatterId, cents: int, kind: ExpenseKind) -> None:
    room.do(
        add_expense,
        matter,
        spent_on=FRIDAY,
        kind=kind,
        quantity_thousandths=ONE,
        unit=ExpenseUnit.ITEMS,
        unit_price_cents=cents,
        wording="Court fee" if kind is ExpenseKind.PASS_THROUGH else "Copies",
        now=room.clock.now(),
    )


def example(room: PracticeRoom) -> MatterId:
    """Work over 1,036.90: 2.3 h, 0.7 h, copies 35.50 and a court fee 120.00 outside tax."""
    matter = room.add_matter()
    work(room, matter, 23)
    work(room, matter, 7)
    expense(room, matter, 35_50, ExpenseKind.OWN)
    expense(room, matter, 120_00, ExpenseKind.PASS_THROUGH)
    return matter


def draft(room: PracticeRoom, matter: MatterId) -> DraftId:
    return room.do(make_draft, matter, now=room.clock.now())


def issue(room: PracticeRoom, matter: MatterId) -> InvoiceId:
    return room.do(issue_invoice, draft(room, matter), TEXTS, now=room.clock.now())


def credit(
    room: PracticeRoom,
    invoice_id: InvoiceId,
    *wanted: Credited,
    releases_work: bool = True,
    reason: str = "Billed by mistake",
) -> InvoiceId:
    return room.do(
        credit_invoice,
        invoice_id,
        reason=reason,
        now=room.clock.now(),
        wanted=wanted or None,
        releases_work=releases_work,
    )


def open_of(room: PracticeRoom, invoice_id: InvoiceId) -> int:
    return accounts.open_cents(room.read, invoice_id)


def pay(room: PracticeRoom, client: ClientId, cents: int) -> None:
    room.do(record_payment, client, cents, received_on=FRIDAY, now=room.clock.now())


def unbilled(room: PracticeRoom, matter: MatterId) -> tuple[int, int]:
    """Cents of unbilled time, and of unbilled expenses."""
    time = time_entries.list_unbilled(room.read, matter, FRIDAY)
    rest = expenses.list_unbilled(room.read, matter, FRIDAY)
    return sum(x.amount_cents for x in time), sum(x.amount_cents for x in rest)


def test_a_whole_credit_frees_the_work_for_a_new_invoice(german: PracticeRoom) -> None:
    matter = example(german)
    invoice_id = issue(german, matter)
    original = invoices.get_composed(german.read, invoice_id)
    assert (original.invoice.number, original.invoice.total_cents) == ("2026-0042", 1_036_90)
    note = invoices.get_composed(german.read, credit(german, invoice_id))
    assert (note.invoice.number, note.invoice.total_cents) == ("CN-2026-0001", -1_036_90)
    assert note.invoice.corrects_number == "2026-0042"
    assert [(x.category, x.net_cents, x.tax_cents) for x in note.taxes] == [
        ("standard", -770_50, -146_40),
        ("outside", -120_00, 0),
    ]
    check_sums(paper_of(note))
    assert open_of(german, invoice_id) == 0
    figures = figures_of(accounts.list_of_invoice(german.read, invoice_id))
    assert invoice_status(figures, FRIDAY, FRIDAY) is InvoiceStatus.CREDITED
    assert unbilled(german, matter) == (735_00, 155_50)
    again = invoices.get(german.read, issue(german, matter))
    assert (again.number, again.total_cents) == ("2026-0043", 1_036_90)
    assert not is_creditable(german.read, invoice_id)


def test_credit_and_draft_again_puts_the_work_on_a_draft(german: PracticeRoom) -> None:
    matter = example(german)
    invoice_id = issue(german, matter)
    draft_id = german.do(
        credit_and_redraft, invoice_id, reason="Wrong client", now=german.clock.now()
    )
    assert len(drafts.list_lines(german.read, draft_id)) == 4
    (note,) = invoices.list_corrections(german.read, invoice_id)
    assert note.number == "CN-2026-0001"


def test_a_line_is_credited_and_its_work_is_free_or_written_down(german: PracticeRoom) -> None:
    matter = example(german)
    invoice_id = issue(german, matter)
    credit(german, invoice_id, Credited(2, units=7))
    assert unbilled(german, matter) == (171_50, 0)
    credit(german, invoice_id, Credited(3, cents=35_50), releases_work=False)
    assert unbilled(german, matter) == (171_50, 0)
    credit(german, invoice_id)
    assert unbilled(german, matter) == (735_00, 120_00)
    assert open_of(german, invoice_id) == 0


def test_units_become_an_entry_that_is_billed_anew(german: PracticeRoom) -> None:
    matter = example(german)
    invoice_id = issue(german, matter)
    credit(german, invoice_id, Credited(1, units=3))
    (entry,) = time_entries.list_unbilled(german.read, matter, FRIDAY)
    assert (entry.billed_units, entry.amount_cents) == (3, 73_50)
    assert (entry.measured, entry.raw_seconds) == (Measured.CREDITED, 0)
    assert open_of(german, invoice_id) == 1_036_90 - 87_47
    again = invoices.get(german.read, issue(german, matter))
    assert again.net_cents == 73_50
    credit(german, invoice_id)
    assert unbilled(german, matter)[0] == 245 * 20 * 10 + 171_50


def test_units_that_stay_written_down_free_nothing(german: PracticeRoom) -> None:
    matter = example(german)
    invoice_id = issue(german, matter)
    credit(german, invoice_id, Credited(1, units=3), releases_work=False)
    assert unbilled(german, matter) == (0, 0)


def test_what_was_paid_on_a_credited_invoice_becomes_credit(german: PracticeRoom) -> None:
    german.do(set_rate, 1_000_00, valid_from=date(2026, 1, 1))
    matter = german.add_matter()
    work(german, matter, 10)
    invoice_id = issue(german, matter)
    client = invoices.get(german.read, invoice_id).client_id
    assert open_of(german, invoice_id) == 1_190_00
    pay(german, client, 500_00)
    assert open_of(german, invoice_id) == 690_00
    credit(german, invoice_id)
    assert open_of(german, invoice_id) == 0
    assert accounts.credit_cents(german.read, client, "EUR") == 500_00
    assert accounts.balance_cents(german.read, client, "EUR") == -500_00


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [(Credited(1, units=24), "x"), (Credited(4, cents=120_01), "x")],
)
def test_more_than_is_left_is_refused_and_uses_no_number(
    german: PracticeRoom, wanted: Credited, reason: str
) -> None:
    invoice_id = issue(german, example(german))
    with pytest.raises(FieldError, match="More would be credited") as refused:
        credit(german, invoice_id, wanted, reason=reason)
    assert refused.value.field == "credit"
    assert open_of(german, invoice_id) == 1_036_90
    assert next_number(german.read, InvoiceKind.CREDIT_NOTE, FRIDAY) == "CN-2026-0001"


def test_an_invoice_is_credited_once_and_a_credit_note_never(german: PracticeRoom) -> None:
    invoice_id = issue(german, example(german))
    note_id = credit(german, invoice_id)
    with pytest.raises(FieldError, match="left to be credited"):
        credit(german, invoice_id)
    with pytest.raises(RuleError, match="A credit note is not credited"):
        credit(german, note_id)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_credit_note_says_why(german: PracticeRoom, reason: str) -> None:
    invoice_id = issue(german, example(german))
    with pytest.raises(FieldError) as refused:
        credit(german, invoice_id, reason=reason)
    assert refused.value.field == "reason"


def test_what_was_written_off_is_not_credited_too(german: PracticeRoom) -> None:
    invoice_id = issue(german, example(german))
    german.do(
        write_off, invoice_id, 36_90, "Small change", written_off_on=FRIDAY, now=german.clock.now()
    )
    with pytest.raises(RuleError, match="More would be credited than the invoice has left"):
        credit(german, invoice_id)
    assert open_of(german, invoice_id) == 1_000_00


def test_two_payers_free_the_work_only_together(german: PracticeRoom) -> None:
    matter = example(german)
    other = german.add_client("Insurer AG")
    own = invoices_client(german, matter)
    draft_id = draft(german, matter)
    german.do(
        set_payers,
        draft_id,
        [payer(draft_id, own, 600_000), payer(draft_id, other, 400_000)],
    )
    first = german.do(issue_invoice, draft_id, TEXTS, now=german.clock.now())
    _same, second = invoices.list_split(german.read, first)
    credit(german, first)
    assert unbilled(german, matter) == (0, 0)
    with pytest.raises(RuleError, match="Several pay this work"):
        credit(german, second, Credited(1, units=1))
    credit(german, second)
    assert unbilled(german, matter) == (735_00, 155_50)


def test_crediting_one_of_two_payers_leaves_the_other_claim(german: PracticeRoom) -> None:
    matter = example(german)
    other = german.add_client("Insurer AG")
    draft_id = draft(german, matter)
    own = invoices_client(german, matter)
    german.do(
        set_payers, draft_id, [payer(draft_id, own, 600_000), payer(draft_id, other, 400_000)]
    )
    first = german.do(issue_invoice, draft_id, TEXTS, now=german.clock.now())
    _same, second = invoices.list_split(german.read, first)
    before = open_of(german, second)
    note = invoices.get_composed(german.read, credit(german, first))
    assert note.invoice.client_id == invoices.get(german.read, first).client_id
    assert (open_of(german, first), open_of(german, second)) == (0, before)
    check_sums(paper_of(note))


def test_an_expense_credited_in_parts_is_free_in_those_parts(german: PracticeRoom) -> None:
    """150.00, of which 40.00 stay written down, 60.00 and then the last 50.00 are free again."""
    matter = german.add_matter()
    expense(german, matter, 150_00, ExpenseKind.PASS_THROUGH)
    invoice_id = issue(german, matter)
    credit(german, invoice_id, Credited(1, cents=40_00), releases_work=False)
    assert unbilled(german, matter) == (0, 0)
    credit(german, invoice_id, Credited(1, cents=60_00))
    assert unbilled(german, matter) == (0, 60_00)
    credit(german, invoice_id)
    assert unbilled(german, matter) == (0, 110_00)
    again = invoices.get_composed(german.read, issue(german, matter))
    assert [(x.kind, x.amount_cents) for x in again.lines] == [
        ("pass_through", 60_00),
        ("pass_through", 50_00),
    ]
    assert again.invoice.tax_cents == 0  # it is passed through as it was
    credit(german, again.invoice.id)
    assert unbilled(german, matter) == (0, 110_00)
    assert open_of(german, invoice_id) == open_of(german, again.invoice.id) == 0


def test_a_milestone_credited_in_parts_is_free_in_those_parts(german: PracticeRoom) -> None:
    matter, now = german.add_matter(), german.clock.now()
    agreement = german.do(
        agree_fee,
        matter,
        AgreedTerms(FlatFee((Milestone("Reply", 800_00), Milestone("Hearing", 200_00)))),
        agreed_on=FRIDAY,
        valid_from=date(2026, 1, 1),
        now=now,
    )
    german.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=now)
    invoice_id = issue(german, matter)
    credit(german, invoice_id, Credited(1, cents=300_00))
    (given,) = fixed_charges.list_unbilled(german.read, matter, FRIDAY)
    assert (given.amount_cents, given.wording, given.agreement_id) == (300_00, "Reply", None)
    credit(german, invoice_id, Credited(1, cents=100_00), releases_work=False)
    credit(german, invoice_id)
    waiting = fixed_charges.list_unbilled(german.read, matter, FRIDAY)
    assert [each.amount_cents for each in waiting] == [300_00, 400_00]
    again = issue(german, matter)
    assert invoices.get(german.read, again).net_cents == 700_00
    with pytest.raises(RuleError):  # the milestone was reached, and is reached once
        german.do(reach_milestone, agreement, 0, reached_on=FRIDAY, now=now)
    (report,) = list_flat_fees(german.read, FRIDAY)
    assert (report.agreed_cents, report.earned_cents) == (1_000_00, 800_00)
    credit(german, again, Credited(1, cents=50_00))
    assert fixed_charges.list_unbilled(german.read, matter, FRIDAY)[0].amount_cents == 50_00


def test_a_shared_bill_credited_in_parts_can_be_drafted_again(german: PracticeRoom) -> None:
    matter = example(german)
    other = german.add_client("Insurer AG")
    own, draft_id = invoices_client(german, matter), draft(german, matter)
    german.do(
        set_payers, draft_id, [payer(draft_id, own, 600_000), payer(draft_id, other, 400_000)]
    )
    first = german.do(issue_invoice, draft_id, TEXTS, now=german.clock.now())
    _same, second = invoices.list_split(german.read, first)
    credit(german, second, Credited(1, units=3), releases_work=False)
    with pytest.raises(RuleError, match="parts of it are not released"):
        credit(german, second, Credited(3, cents=10_00))
    assert unbilled(german, matter) == (0, 0)
    again = german.do(credit_and_redraft, first, reason="Wrong rate", now=german.clock.now())
    assert (open_of(german, first), open_of(german, second)) == (0, 0)
    assert unbilled(german, matter) == (735_00, 155_50)
    composed = preview_invoices(german.read, again, TEXTS, now=german.clock.now())
    assert composed[0].invoice.net_cents == 890_50


def payer(draft_id: DraftId, client: ClientId, share_ppm: int) -> DraftPayer:
    return DraftPayer(
        0, draft_id, client, share_ppm, None, is_rest=False, masks_narrative=False, consent="Letter"
    )


def invoices_client(room: PracticeRoom, matter: MatterId) -> ClientId:
    return ClientId(room.read.number("SELECT client_id FROM matters WHERE id = ?", matter))


def test_the_issued_copy_and_its_credit_note_keep_the_old_name(german: PracticeRoom) -> None:
    matter = example(german)
    invoice_id = issue(german, matter)
    client = invoices_client(german, matter)
    old = invoices.get(german.read, invoice_id).recipient
    german.do(change_client, client, "name", "Somebody New")
    note = invoices.get(german.read, credit(german, invoice_id))
    assert note.recipient == old
    assert note.recipient_name == "Maria Alvarez"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE issued_invoices SET reason = 'x' WHERE kind = 'credit_note'",
        "DELETE FROM issued_invoices WHERE kind = 'credit_note'",
        "UPDATE issued_lines SET amount_cents = 0 WHERE corrects_position IS NOT NULL",
        "UPDATE issued_taxes SET tax_cents = 0",
        "UPDATE account_entries SET amount_cents = 0 WHERE kind = 'credit_note'",
        "DELETE FROM account_entries WHERE kind = 'credit_note'",
        "UPDATE billed_work SET released_by_id = NULL",
        "UPDATE number_gaps SET explanation = 'x'",
    ],
)
def test_editing_what_is_issued_is_refused(german: PracticeRoom, sql: str) -> None:
    credit(german, issue(german, example(german)))

    def meddle(tx: Transaction) -> None:
        tx.write(sql)

    with pytest.raises(driver.IntegrityError):
        german.do(meddle)


def test_the_gap_report_tells_where_numbers_began(german: PracticeRoom) -> None:
    invoice_id = issue(german, example(german))
    credit(german, invoice_id)
    reports = {each.kind: each for each in gap_report(german.read)}
    own = reports[InvoiceKind.INVOICE]
    assert (own.scope, own.issued, own.last_number) == ("2026", 1, 42)
    assert own.missing == tuple(range(1, 42))
    assert own.unexplained == ()
    assert [(x.first_number, x.last_number, x.explanation) for x in own.explanations] == [
        (1, 41, "Earlier ones by hand")
    ]
    notes = reports[InvoiceKind.CREDIT_NOTE]
    assert (notes.issued, notes.last_number, notes.missing) == (1, 1, ())


@pytest.mark.parametrize(
    ("first", "words", "field"),
    [(42, "x", "number"), (1, "x", "number"), (1_000_001, "x", "number"), (50, " ", "explanation")],
)
def test_a_series_neither_goes_back_nor_jumps_without_a_word(
    german: PracticeRoom, first: int, words: str, field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        german.do(begin_series, InvoiceKind.INVOICE, first, words, now=german.clock.now())
    assert refused.value.field == field
    assert next_number(german.read, InvoiceKind.INVOICE, FRIDAY) == "2026-0042"


def test_each_year_counts_by_the_day_of_issue(room: PracticeRoom) -> None:
    matter = room.add_matter()
    work(room, matter, 10)
    set_clock(room, datetime(2026, 12, 31, 23, 59, 59, tzinfo=BERLIN))
    old = issue(room, matter)
    work(room, matter, 10)
    set_clock(room, datetime(2027, 1, 1, 0, 0, 0, tzinfo=BERLIN))
    new = issue(room, matter)
    note = credit(room, old)
    numbers = [invoices.get(room.read, each).number for each in (old, new, note)]
    assert numbers == ["2026-0001", "2027-0001", "CN-2027-0001"]
    assert invoices.get(room.read, note).corrects_number == "2026-0001"


def set_clock(room: PracticeRoom, moment: datetime) -> None:
    room.clock.at = int(moment.timestamp())


def test_a_rate_changed_in_the_middle_of_a_period_gives_two_groups(tmp_path: Path) -> None:
    room = make_room(tmp_path, country="DE", currency="EUR", locale="de_DE", tax_regime="vat_de")
    set_clock(room, datetime(2021, 1, 15, 9, tzinfo=BERLIN))
    matter = room.add_matter()
    work(room, matter, 10, date(2020, 12, 31))
    work(room, matter, 10, date(2021, 1, 1))
    invoice_id = issue(room, matter)
    original = invoices.get_composed(room.read, invoice_id)
    assert [(x.rate_ppm, x.net_cents, x.tax_cents) for x in original.taxes] == [
        (160_000, 300_00, 48_00),
        (190_000, 300_00, 57_00),
    ]
    note = invoices.get_composed(room.read, credit(room, invoice_id))
    assert [(x.rate_ppm, x.net_cents, x.tax_cents) for x in note.taxes] == [
        (160_000, -300_00, -48_00),
        (190_000, -300_00, -57_00),
    ]
    room.database.close()


@pytest.mark.parametrize(
    ("currency", "rate", "total"), [("JPY", 30_333, -33_366), ("BHD", 123_457, -135_803)]
)
def test_currencies_without_or_with_three_decimals(
    tmp_path: Path, currency: str, rate: int, total: int
) -> None:
    room = make_room(tmp_path, currency=currency, country="JP", tax_regime="tax_jp")
    room.do(set_rate, rate, valid_from=date(2026, 1, 1))
    matter = room.add_matter()
    work(room, matter, 10)
    invoice_id = issue(room, matter)
    first = invoices.get(room.read, credit(room, invoice_id, Credited(1, units=3)))
    rest = invoices.get_composed(room.read, credit(room, invoice_id))
    assert first.total_cents + rest.invoice.total_cents == total
    assert open_of(room, invoice_id) == 0
    check_sums(paper_of(rest))
    room.database.close()


@pytest.mark.parametrize("counts_tax", [False, True])
def test_what_is_credited_leaves_the_cap_in_parts_and_at_last_whole(
    german: PracticeRoom, *, counts_tax: bool
) -> None:
    matter = german.add_matter()
    german.do(
        agree_fee,
        matter,
        AgreedTerms(Capped(500_00, counts_tax=counts_tax)),
        agreed_on=FRIDAY,
        valid_from=FRIDAY,
        now=german.clock.now(),
    )
    work(german, matter, 13)
    work(german, matter, 12)
    invoice_id = issue(german, matter)
    used = [invoices.cap_used_cents(german.read, matter, FRIDAY)]
    for units in (3, 4, 6):
        credit(german, invoice_id, Credited(1, units=units), releases_work=False)
        used.append(invoices.cap_used_cents(german.read, matter, FRIDAY))
    credit(german, invoice_id, releases_work=False)
    used.append(invoices.cap_used_cents(german.read, matter, FRIDAY))
    assert 500_00 - 2 <= used[0] <= 500_00
    assert used == sorted(used, reverse=True)
    assert used[3] == pytest.approx(240_00, abs=2)
    assert used[4] == 0


class _PowerCut(BaseException):
    """The program dies in the middle of a transaction."""


def test_a_thousand_issues_credits_and_failures_leave_no_hole(room: PracticeRoom) -> None:
    seed = random.Random(20261121)
    matters = [room.add_matter(f"Matter {n}", room.add_client(f"Client {n}")) for n in range(6)]
    issued: list[InvoiceId] = []
    credited = 0

    def dying(tx: Transaction, matter: MatterId) -> None:
        invoice_id = issue_invoice(
            tx, make_draft(tx, matter, now=room.clock.now()), TEXTS, now=room.clock.now()
        )
        credit_invoice(tx, invoice_id, reason="x", now=room.clock.now())
        raise _PowerCut

    for _step in range(1000):
        matter = seed.choice(matters)
        act = seed.choice(["issue", "issue", "credit", "delete", "fail", "refuse"])
        if act in {"issue", "delete", "fail"}:
            work(room, matter, seed.randrange(1, 30))
        if act == "issue":
            issued.append(issue(room, matter))
        elif act == "delete":
            room.do(discard_draft, draft(room, matter))
        elif act == "fail":
            with pytest.raises(_PowerCut):
                room.do(dying, matter)
        elif act == "credit" and issued:
            invoice_id = seed.choice(issued)
            credit(room, invoice_id)
            issued.remove(invoice_id)
            credited += 1
        elif issued:
            with pytest.raises(FieldError):
                credit(room, seed.choice(issued), Credited(99, units=1))
    for kind, count in ((InvoiceKind.INVOICE, None), (InvoiceKind.CREDIT_NOTE, credited)):
        numbers = invoices.list_numbers_in_series(room.read, f"{kind.value}/2026")
        assert len(numbers) > 100
        assert numbers == list(range(1, len(numbers) + 1))
        assert count in {None, len(numbers)}
    assert all(not each.missing for each in gap_report(room.read))


def test_a_practice_whose_kinds_share_numbers_is_refused(room: PracticeRoom) -> None:
    same = replace(practice.get(room.read), credit_note_number_pattern="{YYYY}-{0000}")
    with pytest.raises(FieldError) as refused:
        room.do(change_practice, same, now=room.clock.at)
    assert refused.value.field == "credit_note_number_pattern"
