"""An invoice as a PDF, drawn from frozen values only.

What belongs here: the order of an invoice's parts on its pages and the footer. The same paper
gives the same bytes, at any time and on any thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lawdesk.domain.invoice_paper import InvoicePaper, check_sums
from lawdesk.domain.locale_format import format_date
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.invoice_close import closing_strips, totals_strips
from lawdesk.exports.invoice_head import document_name, invoice_head, opening_strips
from lawdesk.exports.invoice_table import invoice_strips, time_sheet_strips
from lawdesk.exports.letter import (
    HEADING,
    Heading,
    PageGeometry,
    letter_head,
    letter_pages,
    letter_sheet,
    page_geometry,
    text_strips,
)
from lawdesk.exports.paper import Page, Role, Shape, Strip, Text, paint


def draw_invoice(paper: InvoicePaper) -> bytes:
    """The PDF of an invoice, a credit note or an interest note, or of a draft of one.

    Raises RuleError where the figures do not add up (nothing is drawn) and FieldError for a
    locale that is not known.
    """
    check_sums(paper)
    words = client_texts("paper", paper.language)
    title = _named(paper, words, "title_draft" if paper.is_draft else "title")
    return paint(letter_sheet(paper, title), lay_out_invoice(paper))


def lay_out_invoice(paper: InvoicePaper) -> list[Page]:
    """The pages before they are drawn: each element with its role, text and place."""
    words = client_texts("paper", paper.language)
    strips = _strips(paper, words, page_geometry(paper))
    return letter_pages(paper, strips, _named(paper, words, "foot"), words)


def _strips(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> list[Strip]:
    head = invoice_head(paper, words)
    strips = [
        *_cover_letter(paper, words, page),
        _on_next_page(head, page) if paper.cover_letter else head,
        *opening_strips(paper, words, page),
        *invoice_strips(paper, words, page),
        *totals_strips(paper, words, page),
        *closing_strips(paper, words, page),
    ]
    if paper.time_sheet:
        strips += _time_sheet(paper, words, page)
    return strips


def _cover_letter(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> list[Strip]:
    """The letter that goes with the invoice: the same letterhead, the lawyer's own words."""
    if not paper.cover_letter:
        return []
    facts = paper.facts
    said = [
        (words["date"], format_date(facts.issued_on, paper.locale, "long")),
        (words["matter"], f"{facts.matter_number} {facts.matter_title}".strip()),
    ]
    head = letter_head(paper, Heading(document_name(paper, words)), said)
    return [head, *text_strips(paper.cover_letter, page, gap=14, keeps_on=False)]


def _on_next_page(head: Strip, page: PageGeometry) -> Strip:
    """A letter's head on a later page: at the page's upper edge, above where strips begin."""
    lifted = tuple(
        replace(element, y=element.y - page.top)
        for element in head.elements
        if not isinstance(element, Shape)  # a chart's; a head has none
    )
    return replace(head, height=head.height - page.top, elements=lifted, new_page=True)


def _time_sheet(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> list[Strip]:
    title = Text(Role.HEADING, words["time_sheet"], page.left, HEADING.size, HEADING)
    heading = Strip(HEADING.leading, (title,), keep_with_next=True, new_page=True)
    intro = text_strips(words["time_sheet_intro"], page, gap=6)
    return [heading, *intro, *time_sheet_strips(paper, words, page)]


def _named(paper: InvoicePaper, words: Mapping[str, str], key: str) -> str:
    values = {"name": document_name(paper, words), "matter": paper.facts.matter_number}
    return fill(words[key], values)
