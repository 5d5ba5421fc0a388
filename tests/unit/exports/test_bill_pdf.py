"""Every kind of bill: what is printed, in which order, in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.invoice_paper import InvoicePaper, PaperLine, PaperPaid
from lawdesk.domain.issued_parts import PaperSegment
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.exports.invoice_pdf import draw_invoice, lay_out_invoice
from lawdesk.exports.invoice_texts import policy_sentence
from lawdesk.exports.paper import Role, Text
from sample_bills import (
    BILLS,
    advance_paper,
    bill,
    capped_paper,
    counted,
    credit_note_paper,
    discount_paper,
    flat_fee_paper,
    interest_paper,
    share_paper,
    work,
)
from sample_papers import german_paper


def words_of(paper: InvoicePaper) -> list[str]:
    """Every text on the pages in the order in which it is set, with plain spaces."""
    return [
        element.text.replace("\u00a0", " ")
        for page in lay_out_invoice(paper)
        for _, strip in page.placed
        for element in strip.elements
        if isinstance(element, Text)
    ]


def _in_order(words: list[str], *wanted: str) -> bool:
    places = [words.index(text) for text in wanted]
    return places == sorted(places)


@pytest.mark.parametrize("name", BILLS)
def test_the_same_bill_gives_the_same_bytes(name: str) -> None:
    assert draw_invoice(BILLS[name]) == draw_invoice(BILLS[name])


@pytest.mark.parametrize("name", BILLS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gap_is_left_open_in_any_language(name: str, language: str) -> None:
    words = words_of(replace(BILLS[name], language=language))
    assert not re.search(r"\{\w+\}|☐", " ".join(words))


def test_a_discount_on_fees_stands_between_fees_and_expenses() -> None:
    words = words_of(discount_paper())
    assert _in_order(words, "2,000.00", "−200.00", "Copies, 12 × 0.50", "300.00", "2,100.00")
    assert "Drive to the court and back, 34.5 km × 0.42" in words
    assert {"399.00", "2,499.00", "−1,500.00", "EUR 999.00"} <= set(words)


def test_a_discount_on_everything_stands_behind_the_expenses() -> None:
    words = words_of(capped_paper())
    assert _in_order(words, "3,120.00", "−2,370.00", "Court reporter", "228.00", "−50.00")
    assert "Reduced from 600.00: learning the file is on me" in words


def test_a_write_down_is_not_told_unless_wished() -> None:
    paper = capped_paper()
    quiet = tuple(replace(line, shows_write_down=False) for line in paper.lines)
    assert "600.00" not in " ".join(words_of(replace(paper, lines=quiet)))


def test_hours_in_a_flat_fee_are_shown_without_an_amount() -> None:
    words = words_of(flat_fee_paper())
    assert words.count("in the fee") == 3
    assert {"1.4", "2.5", "3.9", "400.00"} <= set(words)
    assert _in_order(words, "First draft of the will", "Flat fee, first half: draft delivered")
    assert _in_order(words, "Certified copies, 3 × 12.50", "Fee of the probate register")


def test_one_piece_is_not_multiplied() -> None:
    lines = (counted(3, "Expert", 1000, 27951, 27951), counted(4, "Drive", 1000, 42, 42, "km"))
    words = words_of(bill(lines))
    assert {"Expert", "Drive, 1 km × 0.42"} <= set(words)


def test_a_payer_sees_the_share_and_what_others_bear() -> None:
    words = words_of(share_paper())
    assert {"Your share: 50 %", "−617.28", "617.29", "EUR 734.58"} <= set(words)


def test_the_advance_is_asked_for_apart_from_the_total() -> None:
    words = words_of(advance_paper())
    assert _in_order(words, "Paid in full", "Advance to be filled up", "USD 2,950.00")
    text = " ".join(words)
    assert "After this invoice 2,050.00 of your advance is left." in text
    assert "filled up to 5,000.00 when it falls below 2,500.00" in text


def test_a_credit_note_names_what_it_corrects_and_asks_for_nothing() -> None:
    paper = replace(credit_note_paper(), language="en", locale="en_GB")
    words = words_of(paper)
    assert "Credit note CN-2026-0007" in words
    assert "This credit note corrects invoice 2026-0042 of 12 November 2026." in words
    assert {"−563.50", "−2.3", "−735.00", "−146.40", "−1,036.90"} <= set(words)
    assert {"In your favour", "EUR 1,036.90"} <= set(words)
    assert not [word for word in words if "To be paid" in word]


def test_a_credit_set_against_the_invoice_is_told_to_the_last_cent() -> None:
    paper = replace(credit_note_paper(), language="en", locale="en_GB")
    used = replace(paper, paid=(PaperPaid("Set against invoice 2026-0042", -103690),))
    assert {"1,036.90", "Set against what you owed in full", "EUR 0.00"} <= set(words_of(used))


def test_the_whole_title_of_a_credit_note_can_be_read() -> None:
    headings = [
        element.text
        for _, strip in lay_out_invoice(credit_note_paper())[0].placed
        for element in strip.elements
        if isinstance(element, Text) and element.role is Role.HEADING
    ]
    assert headings == ["Rechnungskorrektur", "CN-2026-0007"]


def test_an_interest_note_shows_each_segment() -> None:
    words = words_of(interest_paper())
    first = words.index("1–20 Apr 2026")
    assert words[first + 1 : first + 5] == ["20", "4,800.00", "12% a year", "31.56"]
    second = words.index("21 Apr – 15 May 2026")
    assert words[second + 1 : second + 5] == ["25", "2,800.00", "12% a year", "23.01"]
    assert {"after 2,000.00 paid on 20 April 2026", "EUR 54.57"} <= set(words)
    assert "Invoice 2026-0019 of 1 March 2026 was not paid when it was due." in " ".join(words)


def test_interest_by_months_says_how_many() -> None:
    segment = PaperSegment(date(2026, 4, 1), date(2026, 5, 15), 45, 480000, 15_000, months=1)
    line = PaperLine("interest", None, "", 7200, segment=segment)
    paper = replace(interest_paper(), lines=(line,), net_cents=7200, total_cents=7200)
    assert {"Months charged: 1", "1.5% a month", "72.00"} <= set(words_of(paper))


@pytest.mark.parametrize(("language", "mark"), [("en", "Copy"), ("de", "Kopie"), ("fr", "Copie")])
def test_a_copy_says_so_in_its_title_and_on_every_page(language: str, mark: str) -> None:
    lines = tuple(work(3, 2, f"Piece of work {at}") for at in range(60))
    paper = replace(bill(lines), is_copy=True, language=language)
    assert mark in words_of(paper)
    for page in lay_out_invoice(paper):
        (_, foot) = page.placed[-1]
        assert any(isinstance(x, Text) and x.text.startswith(f"{mark}: ") for x in foot.elements)


def test_a_plain_invoice_is_no_copy() -> None:
    assert "Kopie" not in words_of(german_paper())


def test_a_short_bill_stays_on_one_page() -> None:
    for paper in (discount_paper(), flat_fee_paper(), capped_paper(), interest_paper()):
        assert len(lay_out_invoice(paper)) == 1


def test_yen_have_no_decimals_and_dinars_three() -> None:
    assert {"3,750", "JPY 74,763", "Certified copies, 3 × 1,250"} <= set(words_of(BILLS["yen"]))
    assert {"BHD 99.900", "−20.000"} <= set(words_of(BILLS["dinar"]))


def test_the_terms_are_told_in_words() -> None:
    words = client_texts("paper", "en")
    told = policy_sentence(3, date(2026, 7, 1), "en_GB", words)
    assert told == "My billing terms, version 3 of 1 July 2026, apply."


def test_a_cover_letter_is_a_page_before_the_invoice() -> None:
    letter = "Dear Ms Alvarez,\n\nhere is my invoice for October.\n\nHelen Marsh"
    paper = replace(next(iter(BILLS.values())), cover_letter=letter)
    plain = lay_out_invoice(replace(paper, cover_letter=""))
    pages = lay_out_invoice(paper)
    assert len(pages) == len(plain) + 1
    first = [e.text for _y, strip in pages[0].placed for e in strip.elements if isinstance(e, Text)]
    assert "here is my invoice for October." in first
    before, after = (
        [
            (round(y + e.y, 3), e.text)
            for y, strip in page.placed[:1]
            for e in strip.elements
            if isinstance(e, Text)
        ]
        for page in (plain[0], pages[1])
    )
    assert before == after  # the window shows the address of the invoice where it did
