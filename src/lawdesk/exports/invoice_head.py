"""The upper third of an invoice's first page: what it is called, and the facts beside it."""

from __future__ import annotations

from collections.abc import Mapping

from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.locale_format import format_date, format_period
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import Heading, PageGeometry, letter_head, text_strips
from lawdesk.exports.paper import Strip


def invoice_head(paper: InvoicePaper, words: Mapping[str, str]) -> Strip:
    """Letterhead, address, heading and facts of an invoice, credit note or interest note."""
    return letter_head(paper, _heading(paper, words), _facts(paper, words))


def document_name(paper: InvoicePaper, words: Mapping[str, str]) -> str:
    """What the document is called: "Invoice 2026-0042", "Copy: Invoice 2026-0042"."""
    if paper.number is None:
        return words[f"draft_{paper.document}"]
    name = f"{words[paper.document]} {paper.number}"
    return f"{words['copy']}: {name}" if paper.is_copy else name


def opening_strips(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """The sentences before the lines: which invoice is meant, why, the intro, the share."""
    texts = [_reference(paper, words), _reason(paper, words), paper.intro, paper.share_text]
    return text_strips("\n".join(text for text in texts if text), page, gap=14)


def _reference(paper: InvoicePaper, words: Mapping[str, str]) -> str:
    refers_to = paper.refers_to
    if refers_to is None or paper.document == "invoice":
        return ""
    day = format_date(refers_to.issued_on, paper.locale, "long")
    return fill(words[f"opening_{paper.document}"], {"number": refers_to.number, "date": day})


def _reason(paper: InvoicePaper, words: Mapping[str, str]) -> str:
    return fill(words["reason"], {"reason": paper.reason}) if paper.reason else ""


def _heading(paper: InvoicePaper, words: Mapping[str, str]) -> Heading:
    name = words[paper.document]
    if paper.is_draft:
        return Heading(name, words["draft"])
    mark = words["copy"] if paper.is_copy else ""
    return Heading(f"{name} {paper.number}", mark, mark_is_quiet=False)


def _facts(paper: InvoicePaper, words: Mapping[str, str]) -> list[tuple[str, str]]:
    facts = paper.facts
    period = ""
    if facts.period_from and facts.period_to:
        period = format_period(facts.period_from, facts.period_to, paper.locale)
    refers_to = paper.refers_to
    return [
        (words["date"], format_date(facts.issued_on, paper.locale, "long")),
        (words["invoice"], refers_to.number if refers_to else ""),
        (words["matter"], f"{facts.matter_number} {facts.matter_title}".strip()),
        (words["period"], period),
        (words["reference"], facts.client_reference),
    ]
