"""Statements, reminders and instalment agreements for tests, with the worked figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lawdesk.domain.invoice_paper import PaperPayment
from lawdesk.domain.payment_qr import sepa_payment_text
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.receivables.papers import (
    ClaimRow,
    LetterFrame,
    PaymentPlanPaper,
    ReminderPaper,
    ReminderTone,
    StatementPaper,
    StatementRow,
    frame_of,
)
from lawdesk.domain.receivables.payment_plans import Instalment
from sample_bills import discount_paper
from sample_papers import american_paper

LANGUAGES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}
_IBAN = "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000"
_PAY = {
    "en": "Pay by transfer to Helen Marsh, Commerzbank, IBAN {iban}, quoting "
    "2026-0042. I never change these details by mail; call me if a mail says otherwise.",
    "de": "Überweisen Sie bitte an Helen Marsh, Commerzbank, IBAN {iban}, "
    "Verwendungszweck 2026-0042. Ich ändere diese Angaben nie per E-Mail.",
    "fr": "Virement à Helen Marsh, Commerzbank, IBAN {iban}, en indiquant "
    "2026-0042. Je ne modifie jamais ces coordonnées par courriel.",
    "es": "Transferencia a Helen Marsh, Commerzbank, IBAN {iban}, indicando "
    "2026-0042. Nunca cambio estos datos por correo electrónico.",
}


def frame(language: str = "en") -> LetterFrame:
    """A letter in euro on A4 from Berlin to Hamburg."""
    return replace(frame_of(discount_paper()), language=language, locale=LANGUAGES[language])


def american_frame() -> LetterFrame:
    """A letter in US dollars on Letter paper."""
    return frame_of(american_paper())


def payment(cents: int, language: str = "en") -> PaperPayment:
    """How to pay so many euro cents, with the code."""
    code = sepa_payment_text(
        name="Helen Marsh", iban="DE89370400440532013000", amount_cents=cents,
        remittance="2026-0042",
    )  # fmt: skip
    return PaperPayment(_PAY[language].replace("{iban}", _IBAN), code)


def disputed_claim() -> ClaimRow:
    """2,150.00 open, of which 400.00 are in dispute: 1,750.00 can be asked for."""
    return ClaimRow("2026-0042", date(2026, 8, 1), date(2026, 8, 31), 215000, 215000, 40000)


def reminder_paper(
    tone: ReminderTone = ReminderTone.FRIENDLY, language: str = "en"
) -> ReminderPaper:
    """A reminder of 2,150.00 with 400.00 in dispute."""
    return ReminderPaper(
        frame(language),
        date(2026, 9, 7),
        tone,
        (disputed_claim(),),
        date(2026, 9, 21),
        payment=payment(175000, language),
        matter="2026-0112 Alvarez v. Northgate",
    )


def firm_paper(language: str = "en") -> ReminderPaper:
    """The last reminder of two invoices, with a fee of 5.00."""
    claims = (
        disputed_claim(),
        ClaimRow("2026-0047", date(2026, 8, 20), date(2026, 9, 19), 103690, 53690),
    )
    return replace(
        reminder_paper(ReminderTone.FIRM, language),
        made_on=date(2026, 10, 5),
        deadline=date(2026, 10, 19),
        claims=claims,
        fee_cents=500,
        payment=payment(175000 + 53690 + 500, language),
    )


def statement_paper(language: str = "en") -> StatementPaper:
    """A quarter with every kind of entry; an overpayment of 163.10 has been used already."""
    rows = (
        StatementRow(date(2026, 9, 1), EntryKind.INVOICE, 103690, "2026-0042", "Alvarez"),
        StatementRow(date(2026, 9, 20), EntryKind.PAYMENT, -120000, "transfer 4711"),
        StatementRow(date(2026, 10, 2), EntryKind.INVOICE, 215000, "2026-0051", "Brandt estate"),
        StatementRow(date(2026, 10, 9), EntryKind.CREDIT_NOTE, -15000, "CN-2026-0007"),
        StatementRow(date(2026, 10, 30), EntryKind.PAYMENT, -50000, "cheque 118"),
        StatementRow(date(2026, 11, 6), EntryKind.REVERSAL, 50000, "cheque 118", "bounced"),
        StatementRow(date(2026, 11, 12), EntryKind.INTEREST, 5457, "IN-2026-0003"),
        StatementRow(date(2026, 11, 15), EntryKind.WRITE_OFF, -457, "", "small remainder"),
    )  # fmt: skip
    claims = (
        ClaimRow("2026-0033", date(2026, 8, 1), date(2026, 8, 31), 48000, 31690),
        ClaimRow("2026-0051", date(2026, 10, 2), date(2026, 11, 1), 215000, 200000, 40000),
        ClaimRow("IN-2026-0003", date(2026, 11, 12), date(2026, 12, 12), 5457, 5000),
    )
    return StatementPaper(
        frame(language),
        made_on=date(2026, 12, 1),
        first_day=date(2026, 9, 1),
        last_day=date(2026, 11, 30),
        opening_cents=48000,
        rows=rows,
        closing_cents=236690,
        claims=claims,
        payment=payment(196690, language),
    )


def long_statement(count: int) -> StatementPaper:
    """A statement with so many invoices, every second one paid at once."""
    day = date(2026, 1, 1)
    rows: list[StatementRow] = []
    claims: list[ClaimRow] = []
    for at in range(count):
        number, booked_on = f"2026-{at + 1:04d}", day + timedelta(days=at * 3)
        rows.append(StatementRow(booked_on, EntryKind.INVOICE, 100000 + at, number))
        if at % 2:
            rows.append(StatementRow(booked_on, EntryKind.PAYMENT, -100000 - at, f"({at + 1})"))
        else:
            due_on = booked_on + timedelta(days=30)
            claims.append(ClaimRow(number, booked_on, due_on, 100000 + at, 100000 + at))
    closing = sum(row.amount_cents for row in rows)
    return replace(
        statement_paper(),
        first_day=day,
        opening_cents=0,
        rows=tuple(rows),
        closing_cents=closing,
        claims=tuple(claims),
        payment=None,
    )


def plan_paper(language: str = "en", count: int = 6) -> PaymentPlanPaper:
    """1,750.00 and 536.90 in instalments; the last one takes the remainder."""
    claims = (
        ClaimRow("2026-0042", date(2026, 8, 1), date(2026, 8, 31), 215000, 175000),
        ClaimRow("2026-0047", date(2026, 8, 20), date(2026, 9, 19), 103690, 53690),
    )
    each = 228690 // count
    amounts = [each] * (count - 1) + [228690 - each * (count - 1)]
    instalments = tuple(
        Instalment(date(2026 + (at + 10) // 12, (at + 10) % 12 + 1, 15), amount)
        for at, amount in enumerate(amounts)
    )
    return PaymentPlanPaper(
        frame(language),
        date(2026, 10, 20),
        claims,
        instalments,
        payment(amounts[0], language),
        "2026-0112 Alvarez v. Northgate",
        grace_days=14,
    )
