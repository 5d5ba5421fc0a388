"""A dispute of an issued invoice with everything a dossier holds, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.receivables.accounts import (
    AccountEntry,
    AccountEntryId,
    AccountLine,
    EntryKind,
)
from lawdesk.domain.receivables.disputes import (
    Dispute,
    DisputeId,
    StepKind,
    protocol,
    with_step_done,
)
from lawdesk.domain.receivables.dossier import (
    AttachedPdf,
    Dossier,
    DossierAgreement,
    DossierEntry,
    DossierMessage,
    RawInterval,
)
from lawdesk.domain.rounding import RoundingPolicy, billed_units
from lawdesk.exports.billing.closing_statement_pdf import draw_closing_statement
from lawdesk.exports.invoice_pdf import draw_invoice
from sample_billing_papers import CLIENT, TERMS, policy_sheet
from sample_closings import closing_paper
from sample_papers import german_paper

RECEIVED = date(2026, 12, 1)
_LOCALES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}
_RATE = 245_00


def entry(day: int, narrative: str, *starts_and_seconds: tuple[int, int]) -> DossierEntry:
    """An entry of November with clock stretches: the minute of the day each began, its seconds."""
    midnight = datetime(2026, 11, day)  # noqa: DTZ001 a wall time
    intervals = tuple(
        RawInterval(
            midnight + timedelta(minutes=minute, seconds=5),
            midnight + timedelta(minutes=minute, seconds=5 + seconds),
            seconds,
        )
        for minute, seconds in starts_and_seconds
    )
    raw = sum(each.seconds for each in intervals)
    units = billed_units(raw, RoundingPolicy())
    amount = amount_of_time(units, 360, _RATE)
    return DossierEntry(date(2026, 11, day), narrative, raw, intervals, units, 360, _RATE, amount)


ENTRIES = (
    replace(
        entry(
            3, "Prüfung der Klageerwiderung, Gliederung der Replik", (9 * 60 + 12, 2_830),
            (10 * 60 + 20, 3_600), (14 * 60, 1_720),
        ),
        is_disputed=True,
    ),
    entry(12, "Telefonat mit der Mandantin über den Vergleichsrahmen", (16 * 60 + 2, 2_450)),
    replace(entry(14, "Ablage"), raw_seconds=600, units=2, is_free=True),
)  # fmt: skip


def dossier(language: str = "de") -> Dossier:
    """Invoice 2026-0042 over 1,036.90, of which 171.50 is disputed."""
    paper = german_paper()
    dispute = Dispute(
        DisputeId(1), InvoiceId(42), RECEIVED, 171_50,
        "Das Telefonat vom 12. November dauerte nach meiner Erinnerung keine halbe Stunde.",
    )  # fmt: skip
    steps = with_step_done(
        protocol(TERMS.dispute, RECEIVED), StepKind.ACKNOWLEDGE, date(2026, 12, 2),
        "Eingang per Brief bestätigt, Dossier angekündigt.",
    )  # fmt: skip
    return Dossier(
        language=language,
        locale=_LOCALES[language],
        currency="EUR",
        sender=paper.sender,
        client_name="Northgate GmbH",
        matter_number=paper.facts.matter_number,
        matter_title=paper.facts.matter_title,
        invoice_number="2026-0042",
        invoice_issued_on=paper.facts.issued_on,
        invoice_total_cents=paper.total_cents,
        dispute=dispute,
        steps=steps,
        made_on=date(2026, 12, 8),
        policy=policy_sheet(language),
        invoice=AttachedPdf("Rechnung 2026-0042", draw_invoice(paper)),
        agreement=DossierAgreement(
            date(2026, 3, 3),
            "Abrechnung nach Zeit zu 245,00 EUR je Stunde, Auslagen nach Aufwand. Der Vorschuss von"
            " 500,00 EUR wird mit der letzten Rechnung verrechnet.",
            (AttachedPdf("Vergütungsvereinbarung", draw_closing_statement(closing_paper("de"))),),
        ),
        accepted_on=date(2026, 7, 6),
        accepted_how="signed letter",
        entries=ENTRIES,
        account=account(),
        messages=(
            DossierMessage(
                RECEIVED, "Northgate GmbH",
                "Guten Tag, zur Rechnung 2026-0042: Ich bezweifle die Position vom 12. November.\n"
                "Bitte erläutern Sie, wie sich die 0,7 Stunden zusammensetzen.",
            ),
            DossierMessage(
                date(2026, 12, 2), "Helen Marsh",
                "Ich habe Ihre Beanstandung erhalten und schicke die Aufzeichnungen bis zum 11.12.",
            ),
        ),
    )  # fmt: skip


def account() -> tuple[AccountLine, ...]:
    """The invoice and a part payment."""
    rows = (
        (date(2026, 11, 20), EntryKind.INVOICE, 1_036_90, "2026-0042", ""),
        (date(2026, 12, 4), EntryKind.PAYMENT, -865_40, "", "Überweisung, unstreitiger Teil"),
    )
    lines = []
    balance = 0
    for at, (day, kind, cents, reference, note) in enumerate(rows, 1):
        balance += cents
        booked = AccountEntry(
            AccountEntryId(at), CLIENT.id, InvoiceId(42), day, kind, cents, "EUR", note, reference
        )
        lines.append(AccountLine(booked, balance))
    return tuple(lines)
