"""Statements, letters, arrears and dossiers from the rows: they add up as worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from claims_room import add_claim, book_credit, set_day
from lawdesk.domain.billing.billing_policy import ReminderLevel
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId, InvoiceTexts
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.domain.receivables.disputes import StepKind
from lawdesk.domain.receivables.dossier import AttachedPdf
from lawdesk.domain.receivables.papers import ReminderTone
from lawdesk.domain.receivables.payment_plans import equal_instalments
from lawdesk.errors import FieldError, RuleError
from lawdesk.exports.receivables.payment_plan_pdf import draw_payment_plan
from lawdesk.exports.receivables.reminder_pdf import draw_reminder
from lawdesk.exports.receivables.statement_pdf import draw_statement
from lawdesk.operations.billing.policies import accept_policy, set_policy
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.receivables.disputes import open_dispute
from lawdesk.operations.receivables.dossiers import DossierPapers, dossier_of
from lawdesk.operations.receivables.papers import (
    LetterTexts,
    plan_paper,
    reminder_paper,
    statement_paper,
)
from lawdesk.operations.receivables.payment_plans import agree_plan
from lawdesk.operations.receivables.payments import record_payment, reverse_payment
from lawdesk.operations.receivables.reminders import make_reminder
from lawdesk.operations.receivables.statements import open_on
from lawdesk.operations.receivables.write_offs import write_off
from lawdesk.operations.timers import start_timer, stop_timer
from lawdesk.store import invoices
from lawdesk.store.billing import policies
from lawdesk.store.receivables import accounts, ageing, reminders
from practice_room import FRIDAY, POLICY, PracticeRoom, make_room
from sample_billing_papers import policy_sheet

PAY = LetterTexts(payment="Pay, quoting {number}.", consequence="I shall sue.", dispute="Ask.")


@pytest.fixture
def matter(room: PracticeRoom) -> MatterId:
    return room.add_matter()


@pytest.fixture
def client(room: PracticeRoom, matter: MatterId) -> ClientId:
    return client_of(room, matter)


def client_of(room: PracticeRoom, matter: MatterId) -> ClientId:
    return ClientId(room.read.number("SELECT client_id FROM matters WHERE id = ?", matter))


def pay(room: PracticeRoom, client: ClientId, cents: int, day: date) -> None:
    room.do(
        record_payment,
        client,
        cents,
        received_on=day,
        reference="TX 1",
        note="She was angry",
        now=room.clock.now(),
    )


def test_a_statement_opens_tells_and_closes(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    add_claim(room, matter, 480_00, date(2026, 8, 31))
    second = add_claim(room, matter, 1_036_90, date(2026, 10, 15))
    pay(room, client, 1_200_00, date(2026, 10, 20))
    payment = room.read.values("SELECT id FROM payments")[0]
    room.do(reverse_payment, payment, reversed_on=date(2026, 11, 6), now=room.clock.now())
    book_credit(room, second, 36_90, date(2026, 11, 9))
    day = date(2026, 11, 15)
    room.do(write_off, second, 4_57, "Not worth it", written_off_on=day, now=room.clock.now())
    room.do(open_dispute, second, 400_00, "Too much", received_on=day, now=room.clock.now())
    paper = statement_paper(room.read, client, date(2026, 9, 1), FRIDAY, PAY, made_on=FRIDAY)
    assert (paper.opening_cents, paper.closing_cents) == (480_00, 1_475_43)
    assert [(row.kind, row.amount_cents, row.reference, row.note) for row in paper.rows] == [
        (EntryKind.INVOICE, 1_036_90, "T-0002", "Alvarez v. Northgate"),
        (EntryKind.PAYMENT, -1_200_00, "TX 1", ""),
        (EntryKind.REVERSAL, 1_200_00, "TX 1", ""),
        (EntryKind.CREDIT_NOTE, -36_90, "T-0002", "Alvarez v. Northgate"),
        (EntryKind.WRITE_OFF, -4_57, "T-0002", ""),
    ]
    assert [(claim.number, claim.open_cents, claim.disputed_cents) for claim in paper.claims] == [
        ("T-0001", 480_00, 0),
        ("T-0002", 995_43, 400_00),
    ]
    assert paper.asked_cents == 1_075_43
    assert paper.ageing[AgeBucket.UP_TO_90] == 480_00
    assert paper.payment is not None
    assert paper.payment.text == "Pay, quoting T-0001, T-0002."
    assert draw_statement(paper).startswith(b"%PDF")


def test_a_statement_of_the_past_tells_what_was_open_then(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    add_claim(room, matter, 1_036_90, date(2026, 10, 15))
    pay(room, client, 1_200_00, date(2026, 11, 2))
    before = statement_paper(
        room.read, client, date(2026, 10, 1), date(2026, 10, 31), LetterTexts(), made_on=FRIDAY
    )
    assert (before.closing_cents, before.credit_cents, before.payment) == (1_036_90, 0, None)
    after = statement_paper(room.read, client, date(2026, 11, 1), FRIDAY, PAY, made_on=FRIDAY)
    assert (after.closing_cents, after.credit_cents, after.claims) == (-163_10, 163_10, ())
    assert after.asked_cents == 0
    assert open_on(room.read, client, date(2026, 9, 30)).claims == ()
    assert accounts.balance_cents(room.read, client, "USD") == -163_10


def test_a_statement_of_a_span_that_cannot_be(room: PracticeRoom, matter: MatterId) -> None:
    stranger = room.add_client("Never Billed")
    with pytest.raises(RuleError, match="never billed"):
        statement_paper(room.read, stranger, FRIDAY, FRIDAY, PAY, made_on=FRIDAY)
    add_claim(room, matter, 10_00, FRIDAY)
    with pytest.raises(FieldError) as refused:
        statement_paper(
            room.read,
            client_of(room, matter),
            FRIDAY,
            FRIDAY - timedelta(days=1),
            PAY,
            made_on=FRIDAY,
        )
    assert refused.value.field == "last"


def test_a_reminder_asks_for_the_undisputed_part_and_its_fee(tmp_path: Path) -> None:
    room = make_room(
        tmp_path,
        country="DE",
        currency="EUR",
        locale="de_DE",
        account_number="DE89370400440532013000",
        bank_code="COBADEFFXXX",
    )
    matter = room.add_matter()
    terms = replace(POLICY, reminders=(ReminderLevel(-3), ReminderLevel(7, 14, 5_00)))
    policy = room.do(set_policy, terms, valid_from=date(2026, 1, 1), now=room.clock.now())
    due = date(2026, 11, 13)
    invoice = add_claim(room, matter, 2_150_00, due, policy_id=policy)
    now = room.clock.now()
    room.do(open_dispute, invoice, 400_00, "Too much", received_on=FRIDAY, now=now)
    reminder = room.do(make_reminder, invoice, now=now)
    pay(room, client_of(room, matter), 1_000_00, FRIDAY)
    paper = reminder_paper(room.read, reminder, PAY)
    [row] = paper.claims
    assert (row.open_cents, row.disputed_cents, row.due_on) == (2_150_00, 400_00, due)
    assert paper.asked_cents == 1_755_00
    assert (paper.tone, paper.deadline) == (ReminderTone.FRIENDLY, date(2026, 12, 4))
    assert paper.payment is not None
    assert paper.payment.qr_text is not None
    assert "EUR1755.00" in paper.payment.qr_text
    assert draw_reminder(paper).startswith(b"%PDF")
    skipped = reminders.list_of_invoice(room.read, invoice)[0]
    with pytest.raises(RuleError, match="skipped"):
        reminder_paper(room.read, skipped.id, PAY)
    room.database.close()


def test_an_agreement_tells_what_was_open_when_it_was_made(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    first = add_claim(room, matter, 1_750_00, date(2026, 8, 31))
    second = add_claim(room, matter, 536_90, date(2026, 9, 19))
    days = [date(2026, 12, 15), date(2027, 1, 15), date(2027, 2, 15)]
    plan = room.do(
        agree_plan,
        client,
        [first, second],
        equal_instalments(2_286_90, days),
        agreed_on=FRIDAY,
        note="No interest while it is kept.",
        grace_days=14,
        now=room.clock.now(),
    )
    pay(room, client, 762_30, FRIDAY)
    paper = plan_paper(room.read, plan, PAY)
    assert [claim.open_cents for claim in paper.claims] == [1_750_00, 536_90]
    assert [part.amount_cents for part in paper.instalments] == [762_30] * 3
    assert (paper.grace_days, paper.terms) == (14, "No interest while it is kept.")
    assert draw_payment_plan(paper).startswith(b"%PDF")


def test_arrears_by_age_client_and_row(room: PracticeRoom, matter: MatterId) -> None:
    day = date(2026, 11, 21)
    set_day(room, day)
    other = room.add_matter("Other", room.add_client("Bernard Noir"))
    dues = {0: AgeBucket.CURRENT, 1: AgeBucket.UP_TO_30, 30: AgeBucket.UP_TO_30}
    dues |= {31: AgeBucket.UP_TO_60, 60: AgeBucket.UP_TO_60, 61: AgeBucket.UP_TO_90}
    dues |= {82: AgeBucket.UP_TO_90, 90: AgeBucket.UP_TO_90, 91: AgeBucket.OVER_90}
    for late in dues:
        add_claim(room, matter, 100_00 + late, day - timedelta(days=late))
    paid = add_claim(room, other, 50_00, date(2026, 8, 31))
    pay(room, client_of(room, other), 50_00, day)
    left = add_claim(room, other, 7_00, day)
    rows = ageing.list_rows(room.read)
    assert paid not in [row.invoice_id for row in rows]
    assert [(row.days_late(day), row.bucket(day)) for row in rows if row.invoice_id != left] == [
        (late, dues[late]) for late in sorted(dues, reverse=True)
    ]
    assert rows[2].due_on == date(2026, 8, 31)
    expected = dict.fromkeys(AgeBucket, 0)
    for late, bucket in dues.items():
        expected[bucket] += 100_00 + late
    expected[AgeBucket.CURRENT] += 7_00
    sums = ageing.sums(room.read, day)
    assert {each.bucket: each.cents for each in sums} == expected
    assert sum(each.count for each in sums) == len(rows)
    second = client_of(room, other)
    mine = ageing.sums(room.read, day, client_id=second)
    assert [(each.bucket, each.cents) for each in mine] == [(AgeBucket.CURRENT, 7_00)]
    page = ageing.list_rows(room.read, limit=4)
    assert page + ageing.list_rows(room.read, after=page[-1]) == rows
    assert [r.invoice_id for r in ageing.list_rows(room.read, client_id=second)] == [left]


def issue_timed(room: PracticeRoom, matter: MatterId) -> InvoiceId:
    room.do(start_timer, matter, now=room.clock.now())
    room.clock.go_on(2830)
    room.do(stop_timer, now=room.clock.now())
    draft = room.do(make_draft, matter, now=room.clock.now())
    texts = InvoiceTexts(payment="Pay.")
    return room.do(issue_invoice, draft, texts, now=room.clock.now())


def test_a_dossier_holds_the_work_to_the_second(
    room: PracticeRoom, matter: MatterId, client: ClientId
) -> None:
    invoice = issue_timed(room, matter)
    now = room.clock.now()
    [policy] = policies.list_versions(room.read)
    room.do(accept_policy, policy.id, client, accepted_on=FRIDAY, how="signed letter", now=now)
    [line] = [x for x in invoices.get_composed(room.read, invoice).lines if x.part == "invoice"]
    dispute = room.do(
        open_dispute,
        invoice,
        100_00,
        "It took less",
        received_on=FRIDAY,
        line_positions=[line.position],
        now=now,
    )
    papers = DossierPapers(AttachedPdf("Invoice", b"%PDF"), policy_sheet("en"))
    dossier = dossier_of(room.read, dispute, papers, now=now)
    [entry] = dossier.entries
    [stretch] = entry.intervals
    assert (entry.raw_seconds, stretch.seconds, entry.units) == (2830, 2830, 8)
    assert (stretch.started_at.hour, stretch.started_at.tzinfo) == (9, None)
    assert (entry.amount_cents, entry.is_disputed) == (240_00, True)
    assert (dossier.accepted_on, dossier.accepted_how) == (FRIDAY, "signed letter")
    assert next(step.kind for step in dossier.steps) is StepKind.RECEIVED
    assert [line.balance_cents for line in dossier.account] == [240_00]
    assert dossier.invoice_total_cents == 240_00
