"""The page "How I bill": what it says for which policy, and how many pages it takes."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    DayCount,
    DisputeRoute,
    LateCharge,
    LateTerms,
    ReminderLevel,
)
from lawdesk.domain.billing.policy_sheet import PolicySheet
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.domain.tax import regime_for
from lawdesk.exports.billing.policy_sheet_pdf import draw_policy_sheet, lay_out_policy_sheet
from lawdesk.exports.billing.policy_words import policy_sections
from lawdesk.exports.client_texts import LANGUAGES
from lawdesk.exports.paper import Text
from lawdesk.exports.sections import Figures
from lawdesk.paths import resources
from sample_billing_papers import TERMS, american_sheet, policy_sheet, wordy_sheet


def said(sheet: PolicySheet) -> str:
    """Everything the sections say, as one text."""
    parts = [part for section in policy_sections(sheet) for part in section.parts]
    texts = [f"{p.name} {p.value}" if isinstance(p, Figures) else p for p in parts]
    return "\n".join(texts).replace("\N{NO-BREAK SPACE}", " ")


def drawn(sheet: PolicySheet) -> list[Text]:
    """Every text on the pages."""
    return [
        element
        for page in lay_out_policy_sheet(sheet)
        for _top, strip in page.placed
        for element in strip.elements
        if isinstance(element, Text)
    ]


def with_rounding(rounding: RoundingPolicy) -> PolicySheet:
    return policy_sheet("en", replace(TERMS, rounding=rounding))


def test_the_call_of_seven_minutes_is_two_tenths_and_sixty() -> None:
    sentence = "Example: a call of 7 minutes counts as 0.2 h and costs EUR 60.00."
    assert sentence in said(policy_sheet("en"))
    assert "zählt 0,2 h und kostet 60,00 EUR" in said(policy_sheet("de"))


@pytest.mark.parametrize(
    ("rounding", "sentence"),
    [
        (RoundingPolicy(360, RoundingMode.NEAREST, 1), "a call of 7 minutes counts as 0.1 h and"),
        (RoundingPolicy(360, RoundingMode.DOWN), "counts as 0.1 h and costs EUR 30.00"),
        (RoundingPolicy(900, RoundingMode.UP), "counts as 0.25 h and costs EUR 75.00"),
        (RoundingPolicy(900, RoundingMode.NEAREST), "counts as 0.00 h and costs EUR 0.00"),
        (RoundingPolicy(900, RoundingMode.UP, 2), "with 2 steps at least"),
        (RoundingPolicy(360, RoundingMode.EXACT), "counts as 0:07 h and costs EUR 35.00"),
        (
            RoundingPolicy(360, RoundingMode.UP, 0, RoundingScope.DAY),
            "two calls of 7 minutes each on the same day count together as 0.3 h and cost EUR 90",
        ),
    ],
)
def test_the_example_is_worked_out_by_the_policy(rounding: RoundingPolicy, sentence: str) -> None:
    assert sentence in said(with_rounding(rounding))


def test_lateness_is_shown_by_the_interest_rules() -> None:
    assert (
        "Example: EUR 1,000.00 paid 30 days late costs EUR 10.07 of interest and EUR 40.00 lump"
        " sum, EUR 50.07 together." in said(policy_sheet("en"))
    )


@pytest.mark.parametrize(
    ("late", "sentences"),
    [
        (LateTerms(), ["I charge neither interest nor a late fee."]),
        (
            LateTerms(LateCharge.YEARLY, 120_000, DayCount.ACTUAL_360),
            ["12% a year", "a year has 360 days", "paid 30 days late costs EUR 10.00."],
        ),
        (
            LateTerms(LateCharge.MONTHLY_FULL, 15_000),
            ["1.5% for each full month", "paid 45 days late costs EUR 15.00."],
        ),
        (
            LateTerms(LateCharge.MONTHLY_STARTED, 15_000),
            ["1.5% for each month begun", "paid 45 days late costs EUR 30.00."],
        ),
        (LateTerms(LateCharge.YEARLY, 0, lump_sum_cents=4000), ["a lump sum of EUR 40.00 once."]),
        (LateTerms(LateCharge.YEARLY, 0), ["I charge neither interest nor a late fee."]),
    ],
)
def test_each_charge_for_lateness_has_its_sentence(late: LateTerms, sentences: list[str]) -> None:
    text = said(policy_sheet("en", replace(TERMS, late=late)))
    assert all(sentence in text for sentence in sentences)


def test_reminders_name_their_days_terms_and_fees() -> None:
    levels = (ReminderLevel(0, 10), ReminderLevel(1, 10), ReminderLevel(20, 10, 5_00))
    text = said(policy_sheet("en", replace(TERMS, reminders=levels)))
    assert "I remind you on the due date and 1 and 20 days after it." in text
    assert "A reminder gives you 10 days more." in text
    assert "The reminder 20 days after the due date costs EUR 5.00." in text
    assert "Reminders cost nothing" not in text
    assert "I send no reminders." in said(policy_sheet("en", replace(TERMS, reminders=())))


def test_a_dispute_has_its_route_its_days_and_its_programme() -> None:
    route = DisputeRoute(1, 5, "the Fee Dispute Program", 30, "Write to fees@marsh-law.example.")
    text = said(policy_sheet("en", replace(TERMS, dispute=route)))
    assert "within 1 working day and explain the bill within 5 days" in text
    assert "Write to fees@marsh-law.example." in text
    assert "you can turn to: the Fee Dispute Program" in text
    assert "at least 30 days before I collect" in text


def test_rates_are_those_in_force_with_the_rest_last() -> None:
    rows = policy_sections(policy_sheet("en"))[0].parts
    assert [(row.name, row.value.split()[1]) for row in rows if isinstance(row, Figures)] == [
        ("Drafting", "150.00"),
        ("Hearings and meetings", "350.00"),
        ("All other work", "300.00"),
    ]


def test_one_rate_is_a_sentence_and_no_tax_is_said() -> None:
    text = said(american_sheet())
    assert "My work costs USD 250.00 an hour." in text
    assert "No tax is added." in text


def test_why_there_is_no_tax_is_said_in_the_words_of_the_law() -> None:
    small = regime_for("vat_de").category("small_business")
    assert "§ 19 UStG" in said(policy_sheet("de", tax=small))


@pytest.mark.parametrize("language", LANGUAGES)
def test_usual_terms_take_one_page(language: str) -> None:
    assert len(lay_out_policy_sheet(policy_sheet(language))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_texts_take_smaller_type_before_a_second_page(language: str) -> None:
    terms = replace(TERMS, retention="Aufbewahrung der Akten und Belege. " * 20)
    longer = policy_sheet(language, terms)
    assert len(lay_out_policy_sheet(longer)) == 1
    sizes = [text.style.size for text in drawn(longer) if text.text.startswith("Aufbewahrung")]
    assert sizes
    assert max(sizes) < 10


def test_the_longest_texts_take_the_fewest_pages_and_lose_nothing() -> None:
    sheet = wordy_sheet("de", 2_000)
    assert len(lay_out_policy_sheet(sheet)) == 3
    one_long = policy_sheet("de", replace(TERMS, retention=sheet.terms.retention))
    assert len(lay_out_policy_sheet(one_long)) == 2
    text = " ".join(text.text for text in drawn(sheet))
    assert text.count("Prüfung") == 4 * sheet.terms.retention.count("Prüfung")


def test_nothing_reaches_over_the_margins() -> None:
    for sheet in (*(wordy_sheet(language) for language in LANGUAGES), american_sheet()):
        for text in drawn(sheet):
            width = text.style.width(text.text)
            right = text.x if text.align == "right" else text.x + width
            assert right <= 595.28 - 56 or sheet.paper_size == "LETTER"
            assert right - width >= 70


def test_the_acceptance_stands_with_its_lines() -> None:
    last = [text.text for text in drawn(policy_sheet("de"))]
    assert "Ich habe dieses Blatt gelesen und bin einverstanden." in last
    assert last.index("Unterschrift") < last.index("Northgate GmbH")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert draw_policy_sheet(policy_sheet("fr")) == draw_policy_sheet(policy_sheet("fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_policy_has_a_sentence_without_gaps(language: str) -> None:
    policies = itertools.product((60, 180, 300, 360, 600, 900), RoundingMode, RoundingScope, (0, 2))
    for unit, mode, scope, minimum in policies:
        terms = BillingPolicy(RoundingPolicy(unit, mode, minimum, scope))
        assert not re.search(r"[{}]", said(policy_sheet(language, terms)))
    for charge in LateCharge:
        late = LateTerms(charge, 10_000, lump_sum_cents=100)
        terms = replace(TERMS, late=late, payment_days=0, merges_close_intervals=True)
        assert not re.search(r"[{}]", said(policy_sheet(language, terms)))


@pytest.mark.parametrize("page", ["policy"])
def test_every_language_has_every_text_with_the_same_gaps(page: str) -> None:
    def read(language: str) -> dict[str, list[str]]:
        path = resources() / "texts" / f"{page}_{language}.json"
        texts = json.loads(path.read_text(encoding="utf-8"))
        return {name: sorted(re.findall(r"{\w+}", text)) for name, text in texts.items()}

    assert all(read(language) == read("en") for language in LANGUAGES)


def test_a_new_rate_is_shown_from_its_day_on() -> None:
    sheet = replace(policy_sheet("en"), rates_on=date(2026, 7, 1))
    assert "These are the rates of 1 July 2026." in said(sheet)
