"""The sentences of an invoice: every language, every policy, every way to pay."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.billing.billing_policy import PolicyId, PolicyVersion
from lawdesk.domain.clients import Client, ClientId, ClientKind, Grouping
from lawdesk.domain.invoices import InvoiceTexts
from lawdesk.domain.locale_format import NO_BREAK_SPACE
from lawdesk.domain.matters import Matter, MatterId, MatterStatus
from lawdesk.domain.practice import Practice
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.exports.client_texts import LANGUAGES
from lawdesk.exports.invoice_texts import invoice_texts
from practice_room import POLICY, PRACTICE

CLIENT = Client(
    ClientId(1), ClientKind.PERSON, "Maria Alvarez", "", "", "en", "", Grouping.ENTRY, "", "",
    None, 0,
)  # fmt: skip
MATTER = Matter(
    MatterId(1), "2026-0112", "Alvarez v. {number} Northgate", ClientId(1), "", MatterStatus.OPEN,
    date(2026, 3, 3), None, "", "", None, 0,
)  # fmt: skip
GERMAN = replace(
    PRACTICE,
    country="DE",
    currency="EUR",
    account_number="DE89370400440532013000",
    bank_code="COBADEFFXXX",
    bank_name="Commerzbank",
)
UP = RoundingPolicy(360, RoundingMode.UP, 0)


def texts(
    language: str = "en", practice: Practice = PRACTICE, *policies: RoundingPolicy
) -> InvoiceTexts:
    """The texts for a client who reads that language."""
    return invoice_texts(practice, replace(CLIENT, language=language), MATTER, policies or (UP,))


def test_american_details_name_account_and_routing_number() -> None:
    assert texts().payment == (
        "Pay by transfer to Helen Marsh, First River Bank, account 000123456, routing number "
        "121000248, quoting {number}. I never change these details by mail; call me if a mail "
        "says otherwise."
    )


def test_an_iban_is_written_in_groups_of_four_that_no_line_end_parts() -> None:
    payment = texts("de", GERMAN).payment
    assert payment.count(NO_BREAK_SPACE) == 5
    payment = payment.replace(NO_BREAK_SPACE, " ")
    assert "IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX" in payment
    assert "Verwendungszweck {number}" in payment


def test_a_practice_without_account_only_asks_to_quote_the_number() -> None:
    assert texts(practice=replace(PRACTICE, account_number="")).payment == (
        "Quote {number} with your payment."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gap_but_the_number_stays_open(language: str) -> None:
    policies = [
        RoundingPolicy(minutes * 60, mode, minimum, scope)
        for minutes in (1, 3, 5, 6, 10, 15)
        for mode in RoundingMode
        for minimum in (0, 1, 2)
        for scope in RoundingScope
    ]
    for practice in (
        PRACTICE,
        GERMAN,
        replace(PRACTICE, country="GB"),
        replace(PRACTICE, country="CH"),
    ):
        made = texts(language, practice, *policies)
        gaps = re.findall(r"\{\w+\}", made.payment + made.rounding + made.question)
        assert gaps == ["{number}"]
        assert not re.search(r"\{\w+\}", " ".join(made.tax_notes.values()))


def test_a_matter_named_like_a_gap_keeps_its_name() -> None:
    assert texts().intro == "For legal work in Alvarez v. {number} Northgate I charge as follows."


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        (UP, "billed in tenths of an hour; each entry is rounded up to the next step."),
        (
            RoundingPolicy(360, RoundingMode.NEAREST, 1),
            "each entry is rounded to the nearest step, with one step at least.",
        ),
        (
            RoundingPolicy(900, RoundingMode.UP, 2, RoundingScope.DAY),
            "quarters of an hour; the work of each day is rounded up to the next step, with 2 "
            "steps at least.",
        ),
        (
            RoundingPolicy(600, RoundingMode.DOWN, 0),
            "steps of 10 minutes; each entry is rounded down to the last full step.",
        ),
        (RoundingPolicy(360, RoundingMode.EXACT), "billed to the second, without rounding."),
    ],
)
def test_each_policy_is_told_in_words(policy: RoundingPolicy, sentence: str) -> None:
    assert texts("en", PRACTICE, policy).rounding.endswith(sentence)


def test_several_policies_are_all_told_once() -> None:
    told = texts("en", PRACTICE, UP, RoundingPolicy(360, RoundingMode.UP, 1), UP)
    assert told.rounding.count("Time is recorded") == 1
    both = texts("de", GERMAN, UP, RoundingPolicy(360, RoundingMode.NEAREST, 1)).rounding
    assert "hat sich während dieser Arbeit geändert" in both
    assert "aufgerundet" in both
    assert "nächstgelegenen Schritt gerundet" in both


def test_reverse_charge_names_the_recipients_vat_number() -> None:
    client = replace(CLIENT, tax_id="FR40303265045")
    notes = invoice_texts(GERMAN, client, MATTER, (UP,)).tax_notes
    assert notes["reverse_charge"].endswith("VAT number of the recipient: FR40303265045.")


def test_a_small_business_names_the_rule_of_its_country() -> None:
    assert "§ 19 UStG" in texts("de", GERMAN).tax_notes["small_business"]
    dutch = replace(GERMAN, country="NL")
    assert texts("en", dutch).tax_notes["small_business"] == (
        "No VAT is charged: exemption for small businesses (art. 25 Wet OB 1968)."
    )


@pytest.mark.parametrize(
    ("locale", "language", "day"),
    [
        ("en_US", "en", "July 1, 2026"),
        ("en_US", "de", "1. Juli 2026"),
        ("ja_JP", "en", "1 July 2026"),
    ],
)
def test_the_day_of_the_terms_is_written_as_the_client_reads_days(
    locale: str, language: str, day: str
) -> None:
    terms = PolicyVersion(PolicyId(1), None, None, 3, date(2026, 7, 1), POLICY, 0, None)
    client = replace(CLIENT, language=language)
    told = invoice_texts(replace(PRACTICE, locale=locale), client, MATTER, (UP,), policy=terms)
    assert day in told.policy
