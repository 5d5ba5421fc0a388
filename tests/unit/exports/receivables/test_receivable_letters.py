"""Statements, reminders and instalment agreements: what they say, in which order and language."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from lawdesk.domain.billing.billing_policy import DayCount, LateCharge, LateTerms
from lawdesk.domain.receivables.papers import LetterFrame, ReminderTone
from lawdesk.errors import RuleError
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import page_geometry
from lawdesk.exports.mail_draft import MailFacts, MailTemplate, mail_text
from lawdesk.exports.paper import MM, Figure, Page, Role, Text
from lawdesk.exports.receivables.interest_texts import interest_sentence
from lawdesk.exports.receivables.payment_plan_pdf import draw_payment_plan, lay_out_payment_plan
from lawdesk.exports.receivables.reminder_pdf import draw_reminder, lay_out_reminder
from lawdesk.exports.receivables.statement_pdf import draw_statement, lay_out_statement
from sample_papers import HOSTILE_NAMES
from sample_receivables import (
    american_frame,
    firm_paper,
    frame,
    long_statement,
    plan_paper,
    reminder_paper,
    statement_paper,
)

_LONG_NAME = ("Gesellschaft für Unternehmensbeteiligungen und Verwaltung " * 3)[:120]


def _in(paper: Any, changed: LetterFrame) -> Any:
    return replace(paper, frame=changed, payment=None)


_HOSTILE = replace(
    frame(), recipient_lines=HOSTILE_NAMES, client_reference=HOSTILE_NAMES[7], language="de"
)
_LAYOUTS: dict[str, Callable[[], list[Page]]] = {
    "statement": lambda: lay_out_statement(statement_paper()),
    "100 invoices": lambda: lay_out_statement(long_statement(100)),
    "1 invoice": lambda: lay_out_statement(long_statement(1)),
    "reminder": lambda: lay_out_reminder(reminder_paper()),
    "firm": lambda: lay_out_reminder(firm_paper("de")),
    "plan": lambda: lay_out_payment_plan(plan_paper()),
    "36 instalments": lambda: lay_out_payment_plan(plan_paper(count=36)),
    "american": lambda: lay_out_statement(_in(statement_paper(), american_frame())),
    "dinar": lambda: lay_out_statement(
        _in(statement_paper("es"), replace(frame("es"), currency="BHD"))
    ),
    "yen": lambda: lay_out_reminder(_in(firm_paper(), replace(frame(), currency="JPY"))),
    "hostile": lambda: lay_out_reminder(_in(firm_paper(), _HOSTILE)),
    "long name": lambda: lay_out_payment_plan(
        _in(plan_paper(), replace(frame(), recipient_lines=(_LONG_NAME, "Hamburg")))
    ),
}


def _texts(page: Page) -> list[tuple[float, Text]]:
    return [
        (top + element.y, element)
        for top, strip in page.placed
        for element in strip.elements
        if isinstance(element, Text)
    ]


def _words(pages: list[Page]) -> list[str]:
    return [text.text.replace("\u00a0", " ") for page in pages for _, text in _texts(page)]


@pytest.mark.parametrize("name", _LAYOUTS)
def test_everything_stays_inside_the_margins_and_apart(name: str) -> None:
    size = page_geometry(american_frame() if name == "american" else frame())
    for sheet in _LAYOUTS[name]():
        boxes = []
        for baseline, text in _texts(sheet):
            width = text.style.width(text.text)
            left = text.x - width if text.align == "right" else text.x
            assert left >= size.left - 0.01
            assert left + width <= size.right + 0.01
            lowest = size.height - (12 * MM if text.role is Role.ARTIFACT else size.bottom_margin)
            assert 0 < baseline <= lowest
            boxes.append((round(baseline, 1), left, left + width))
        boxes.sort()
        for (line, _, end), (next_line, start, _) in itertools.pairwise(boxes):
            assert line != next_line or start >= end - 0.01


def _gaps(text: str) -> list[str]:
    return re.findall(r"\{\w+\}", text)


def _drawings(language: str) -> list[bytes]:
    return [
        draw_statement(statement_paper(language)),
        draw_payment_plan(plan_paper(language)),
        draw_reminder(firm_paper(language)),
        *(draw_reminder(reminder_paper(tone, language)) for tone in ReminderTone),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_paper_gives_the_same_bytes(language: str) -> None:
    assert _drawings(language) == _drawings(language)


def test_workers_do_not_disturb_each_other() -> None:
    languages = [*LANGUAGES, *LANGUAGES]
    alone = [_drawings(language) for language in languages]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(_drawings, languages)) == alone
    finally:
        sys.setswitchinterval(usual)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_no_gap_open(language: str) -> None:
    mine, english = client_texts("receivables", language), client_texts("receivables", "en")
    for key, text in english.items():
        assert sorted(_gaps(mine[key])) == sorted(_gaps(text))
    assert language == "en" or mine["plan_intro"] != english["plan_intro"]
    for tone in ReminderTone:
        words = " ".join(_words(lay_out_reminder(reminder_paper(tone, language))))
        assert not re.search(r"\{\w+\}|☐", words)


def test_a_reminder_asks_for_the_undisputed_part_only() -> None:
    words = _words(lay_out_reminder(reminder_paper()))
    assert {"2,150.00", "−400.00", "EUR 1,750.00", "400.00 of this is in dispute"} <= set(words)
    text = " ".join(words)
    assert "Let me have EUR 1,750.00 by 21 September 2026." in text
    assert "You question EUR 400.00 of it. That part is not asked for here" in text


def test_a_reminder_of_one_plain_invoice_has_no_needless_sums() -> None:
    plain = replace(reminder_paper().claims[0], disputed_cents=0)
    paper = replace(reminder_paper(), claims=(plain,), payment=None)
    words = _words(lay_out_reminder(paper))
    assert words.count("2,150.00") == 2
    assert "You question" not in " ".join(words)


def test_reminders_grow_firmer() -> None:
    texts = {
        tone: " ".join(_words(lay_out_reminder(reminder_paper(tone)))) for tone in ReminderTone
    }
    assert "Payment due soon" in texts[ReminderTone.NOTICE]
    assert "slipped your attention" in texts[ReminderTone.FRIENDLY]
    assert "we can agree on instalments" in texts[ReminderTone.CLEAR]
    assert "claim it by law" in texts[ReminderTone.FIRM]
    assert [tone for tone in ReminderTone if "claim it by law" in texts[tone]] == ["firm"]
    assert "Days late" not in texts[ReminderTone.NOTICE]


def test_the_lawyers_own_consequence_replaces_ours() -> None:
    paper = replace(firm_paper(), consequence="I will ask the bar's programme to settle this.")
    text = " ".join(_words(lay_out_reminder(paper)))
    assert "bar's programme" in text
    assert "claim it by law" not in text


def test_a_fee_is_named_and_added() -> None:
    words = _words(lay_out_reminder(firm_paper("de")))
    assert {"Mahngebühr", "5,00", "2.686,90", "2.291,90 EUR"} <= set(words)
    assert "Zu zahlen bis 19. Oktober 2026" in words


def test_a_copy_of_a_reminder_says_so() -> None:
    words = _words(lay_out_reminder(replace(reminder_paper(), is_copy=True)))
    assert "Copy" in words
    assert "Copy: Payment reminder of 7 September 2026" in words


def test_a_statement_runs_from_balance_to_balance() -> None:
    words = _words(lay_out_statement(statement_paper()))
    balances = ["480.00", "1,516.90", "316.90", "2,466.90", "2,316.90", "1,816.90", "2,371.47"]
    places = [words.index(text) for text in balances]
    assert places == sorted(places)
    assert {"Payment returned: cheque 118", "Credit note CN-2026-0007", "Given up"} <= set(words)
    assert {"2,366.90", "−400.00", "1,916.90", "EUR 1,966.90"} <= set(words)
    age = words.index("Open by days late")
    assert words[age + 1 : age + 6] == ["50.00", "2,000.00", "–", "–", "316.90"]


def test_an_empty_statement_says_so() -> None:
    paper = replace(statement_paper(), opening_cents=0, rows=(), claims=(), closing_cents=0)
    words = _words(lay_out_statement(replace(paper, payment=None)))
    assert "Nothing was entered in this time." in " ".join(words)
    assert {"Nothing to pay", "EUR 0.00"} <= set(words)


def test_money_left_over_is_in_the_clients_favour() -> None:
    paper = replace(statement_paper(), rows=(), claims=(), opening_cents=-16310)
    paper = replace(paper, closing_cents=-16310, credit_cents=16310)
    pages = lay_out_statement(replace(paper, payment=None))
    assert {"In your favour", "EUR 163.10"} <= set(_words(pages))


def test_every_one_of_100_invoices_is_in_the_statement() -> None:
    words = _words(lay_out_statement(long_statement(100)))
    assert all(words.count(f"Invoice 2026-{at:04d}") == 1 for at in range(1, 101))
    assert words.count("Balance") > 3  # the head of the table on each page


def test_an_agreement_counts_down_to_nothing_and_is_signed_with_its_terms() -> None:
    pages = lay_out_payment_plan(plan_paper())
    words = _words(pages)
    assert words.count("381.15") == 7
    assert {"1,905.75", "0.00", "EUR 2,286.90"} <= set(words)
    signed = next(page for page in pages if any("Place, date" in x.text for _, x in _texts(page)))
    assert any("more than 14 days late" in text.text for _, text in _texts(signed))
    assert any(isinstance(x, Figure) for _, strip in signed.placed for x in strip.elements)


def test_figures_that_do_not_add_up_are_not_drawn() -> None:
    with pytest.raises(RuleError):
        draw_statement(replace(statement_paper(), closing_cents=1))
    with pytest.raises(RuleError):
        draw_reminder(replace(reminder_paper(), claims=()))
    with pytest.raises(RuleError):
        draw_payment_plan(replace(plan_paper(), instalments=()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_for_each_letter_fills_every_gap(language: str) -> None:
    words = client_texts("mail", language)
    facts = MailFacts("Maria", "2026-0042", "Alvarez", "1,750.00 EUR", "21 September", "Helen")
    names = ["statement", *(f"reminder_{tone}" for tone in ReminderTone)]
    for name in names:
        kind, _, tone = name.partition("_")
        end = f"_{tone}" if tone else ""
        template = MailTemplate(words[f"{kind}_subject{end}"], words[f"{kind}_body{end}"])
        subject, body = mail_text(language, facts, template)
        assert not re.search(r"\{\w+\}", subject + body)
        assert "1,750.00 EUR" in body
        assert body.endswith("Helen\n")


def test_how_interest_was_worked_out_is_told() -> None:
    yearly = LateTerms(LateCharge.YEARLY, 120_000, DayCount.ACTUAL_360)
    assert "a year has 360 days" in interest_sentence(yearly, "en")
    started = LateTerms(LateCharge.MONTHLY_STARTED, 15_000)
    assert "each month begun" in interest_sentence(started, "en")
    assert "vollen Monat" in interest_sentence(LateTerms(LateCharge.MONTHLY_FULL, 15_000), "de")
    assert interest_sentence(LateTerms(), "en") == ""
    after = fill(client_texts("receivables", "en")["interest_after"], {"amount": "1", "date": "x"})
    assert after == "after 1 paid on x"
