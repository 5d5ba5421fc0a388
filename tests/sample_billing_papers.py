"""Policy sheets for tests, made from policies and rates by the rules themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    DisputeRoute,
    ExpenseTerms,
    LateCharge,
    LateTerms,
    PolicyId,
    PolicyVersion,
)
from lawdesk.domain.billing.policy_sheet import PolicySheet, policy_sheet_of
from lawdesk.domain.clients import Client, ClientId, ClientKind, Grouping
from lawdesk.domain.matters import Matter, MatterId, MatterStatus
from lawdesk.domain.rates import Rate, RateId
from lawdesk.domain.receivables.late_example import late_example
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy
from lawdesk.domain.tax import NO_TAX, TaxCategory, regime_for
from practice_room import PRACTICE

CLIENT = Client(
    ClientId(1), ClientKind.ORGANISATION, "Northgate GmbH", "", "", "de", "", Grouping.ENTRY, "",
    "", None, 0,
)  # fmt: skip
MATTER = Matter(
    MatterId(1), "2026-0112", "Alvarez ./. Northgate", ClientId(1), "", MatterStatus.OPEN,
    date(2026, 3, 3), None, "", "", None, 0,
)  # fmt: skip
GERMAN_PRACTICE = replace(
    PRACTICE, title="Rechtsanwältin", address="Lindenstraße 12\n10969 Berlin",
    phone="+49 30 5550142", country="DE", currency="EUR", locale="de_DE", language="de",
)  # fmt: skip
UP = RoundingPolicy(360, RoundingMode.UP, 0)
VAT = regime_for("vat_de").category("standard")
EU_LATE = LateTerms(LateCharge.YEARLY, 122_500, lump_sum_cents=40_00)
TERMS = BillingPolicy(
    rounding=UP,
    payment_days=14,
    late=EU_LATE,
    dispute=DisputeRoute(
        programme="Schlichtungsstelle der Rechtsanwaltschaft, Rauchstraße 26, 10787 Berlin",
        programme_notice_days=30,
    ),
    expenses=ExpenseTerms(50, 42),
    retention="Akten sechs Jahre ab dem Ende des Jahres, in dem das Mandat endete.",
)
RATES = (
    Rate(RateId(1), None, None, None, date(2026, 1, 1), 250_00),
    Rate(RateId(2), None, None, None, date(2026, 7, 1), 300_00),
    Rate(RateId(3), None, None, "A109", date(2026, 1, 1), 350_00),
    Rate(RateId(4), None, None, "A103", date(2026, 1, 1), 150_00),
)


def version_of(terms: BillingPolicy, *, for_matter: bool = True) -> PolicyVersion:
    """The third version of these terms, for the matter or for all."""
    client, matter = (CLIENT.id, MATTER.id) if for_matter else (None, None)
    return PolicyVersion(PolicyId(3), client, matter, 3, date(2026, 7, 1), terms, 0, None)


def policy_sheet(
    language: str = "en", terms: BillingPolicy = TERMS, tax: TaxCategory = VAT
) -> PolicySheet:
    """The sheet of a matter for a client who reads that language."""
    return policy_sheet_of(
        GERMAN_PRACTICE,
        version_of(terms),
        RATES,
        replace(CLIENT, language=language),
        MATTER,
        rates_on=date(2026, 11, 20),
        tax=tax,
        late=late_example(terms.late, "EUR"),
    )


def american_sheet() -> PolicySheet:
    """The practice's own sheet on Letter paper: dollars, one rate, no tax, no late charge."""
    terms = BillingPolicy(rounding=UP)
    return policy_sheet_of(
        PRACTICE, version_of(terms, for_matter=False), RATES[:1],
        rates_on=date(2026, 11, 20), tax=NO_TAX, late=None,
    )  # fmt: skip


def wordy_sheet(language: str = "en", length: int = 2_000) -> PolicySheet:
    """Every text of the policy `length` characters long."""
    text = ("Prüfung der Unterlagen, Abstimmung mit Dritten und Ablage; " * 40)[:length].strip()
    return policy_sheet(
        language,
        replace(
            TERMS,
            dispute=replace(TERMS.dispute, contact=text, programme=text),
            expenses=replace(TERMS.expenses, wording=text),
            retention=text,
            merges_close_intervals=True,
        ),
    )
