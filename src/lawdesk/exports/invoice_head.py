"""The upper third of an invoice's first page: letterhead, address window, heading, facts.

What belongs here: what stands at fixed places. The address stands where a window envelope shows
it: DIN 5008 form B (window 20 mm from the left, address zone from 62.7 mm, 27.3 mm high), or a US
no. 10 envelope with a letter folded in three (what the window shows wherever the letter slips:
up to 3.167 inches from the top).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.locale_format import format_date, format_period
from lawdesk.exports.paper import (
    BODY,
    BODY_QUIET,
    INCH,
    MM,
    QUIET,
    Element,
    Role,
    Strip,
    Style,
    Text,
)
from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD
from lawdesk.exports.paper_text import clip, printable, wrap

NAME = Style(SEMIBOLD, 15, 18)
HEADING = Style(SEMIBOLD, 17, 21)
RETURN_ADDRESS = Style(REGULAR, 7, 9, QUIET)
ADDRESS_STYLES = (BODY, replace(BODY, size=9, leading=11), replace(BODY, size=8, leading=9.6))
_LETTERHEAD_TOP = 24 * MM
_MOST_LETTERHEAD_LINES = 12
_FACT_GAP = 14.0
_WIDEST_FACT = 66 * MM


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Edges of the text and of the address zone, in points from the upper left corner."""

    width: float
    height: float
    left: float
    right: float
    address_top: float
    address_height: float
    address_width: float
    address_hangs: bool
    body_top: float
    top: float = 25 * MM
    bottom_margin: float = 20 * MM

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.right - self.left


def page_geometry(paper: InvoicePaper) -> PageGeometry:
    """The edges for the paper's size and envelope."""
    width, height = (595.28, 841.89) if paper.paper_size == "A4" else (8.5 * INCH, 11 * INCH)
    if paper.window == "DIN5008-B":
        return PageGeometry(
            width=width,
            height=height,
            left=25 * MM,
            right=width - 20 * MM,
            address_top=62.7 * MM,
            address_height=27.3 * MM,
            address_width=80 * MM,
            address_hangs=True,
            body_top=98.5 * MM,
        )
    return PageGeometry(
        width=width,
        height=height,
        left=INCH,
        right=width - INCH,
        address_top=2.1 * INCH,
        address_height=1.067 * INCH,
        address_width=3.3 * INCH,
        address_hangs=False,
        body_top=3.75 * INCH,
    )


def head_strip(paper: InvoicePaper, words: Mapping[str, str]) -> Strip:
    """Everything above the first sentence, as one strip that begins at the page's upper edge."""
    page = page_geometry(paper)
    facts = _facts(paper, words)
    facts_elements, facts_left, last_baseline = _fact_block(facts, page)
    elements = (
        *_letterhead(paper, page),
        *_contact(paper, page),
        *_address(paper, page),
        *_heading(paper, words, page, facts_left - 24, last_baseline),
        *facts_elements,
    )
    return Strip(last_baseline + 14, elements)


def _letterhead(paper: InvoicePaper, page: PageGeometry) -> list[Element]:
    elements: list[Element] = []
    y = _LETTERHEAD_TOP
    for line in wrap(printable(paper.sender.name), NAME.face, NAME.size, 80 * MM)[:2]:
        elements.append(Text(Role.PARAGRAPH, line, page.left, y, NAME))
        y += NAME.leading
    title = wrap(printable(paper.sender.title), BODY.face, BODY.size, 80 * MM)[:2]
    for at, line in enumerate(title):
        baseline = y - 4 + at * BODY.leading
        elements.append(Text(Role.PARAGRAPH, line, page.left, baseline, BODY_QUIET))
    return elements


def _contact(paper: InvoicePaper, page: PageGeometry) -> list[Element]:
    sender = paper.sender
    lines = (*sender.address_lines, *sender.contact_lines, *sender.tax_lines)
    room = page.text_width - 88 * MM
    return [
        Text(
            Role.PARAGRAPH,
            clip(printable(line), BODY.face, BODY.size, room),
            page.right,
            _LETTERHEAD_TOP + at * BODY.leading,
            BODY_QUIET,
            "right",
        )
        for at, line in enumerate(lines[:_MOST_LETTERHEAD_LINES])
    ]


def _address(paper: InvoicePaper, page: PageGeometry) -> list[Element]:
    style, lines = _fitting_address(paper.recipient_lines, page)
    free = page.address_height - len(lines) * style.leading
    top = page.address_top if page.address_hangs else page.address_top + free
    elements: list[Element] = [
        Text(Role.PARAGRAPH, line, page.left, top + style.size + at * style.leading, style)
        for at, line in enumerate(lines)
    ]
    if page.address_hangs:
        elements.insert(0, _return_address(paper, page))
    return elements


def _return_address(paper: InvoicePaper, page: PageGeometry) -> Text:
    sender = paper.sender
    line = printable(" · ".join((sender.name, *sender.address_lines)))
    fitting = clip(line, RETURN_ADDRESS.face, RETURN_ADDRESS.size, page.address_width)
    return Text(Role.PARAGRAPH, fitting, page.left, page.address_top - 2 * MM, RETURN_ADDRESS)


def _fitting_address(lines: tuple[str, ...], page: PageGeometry) -> tuple[Style, list[str]]:
    """The largest style in which the wrapped lines fit the zone; in the smallest they are cut."""
    for style in ADDRESS_STYLES:
        wrapped = [
            part
            for line in lines
            for part in wrap(printable(line), style.face, style.size, page.address_width)
        ]
        most = int(page.address_height // style.leading)
        if len(wrapped) <= most:
            return style, wrapped
    return style, [*wrapped[: most - 1], "…"]


def _heading(
    paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry, right: float, y: float
) -> list[Element]:
    name = words["invoice"] if paper.number is None else f"{words['invoice']} {paper.number}"
    room = right - page.left
    mark = words["draft"] if paper.is_draft else words["copy"] if paper.is_copy else ""
    quiet = replace(HEADING, face_name=REGULAR, colour=QUIET)
    mark_width = quiet.width(f" {mark}") if mark else 0.0
    text = clip(printable(name), HEADING.face, HEADING.size, room - mark_width)
    elements: list[Element] = [Text(Role.HEADING, text, page.left, y, HEADING)]
    if mark:
        x = page.left + HEADING.width(text + " ")
        elements.append(Text(Role.HEADING, mark, x, y, quiet))
    return elements


def _facts(paper: InvoicePaper, words: Mapping[str, str]) -> list[tuple[str, str]]:
    facts = paper.facts
    period = ""
    if facts.period_from and facts.period_to:
        period = format_period(facts.period_from, facts.period_to, paper.locale)
    rows = (
        (words["date"], format_date(facts.issued_on, paper.locale, "long")),
        (words["matter"], f"{facts.matter_number} {facts.matter_title}".strip()),
        (words["period"], period),
        (words["reference"], facts.client_reference),
    )
    return [(label, printable(value)) for label, value in rows if value]


def _fact_block(
    facts: list[tuple[str, str]], page: PageGeometry
) -> tuple[list[Element], float, float]:
    """The block's elements, its left edge and its last baseline; it ends at the right margin."""
    wrapped = [(label, _short(value)) for label, value in facts]
    widest = max(BODY.width(line) for _, lines in wrapped for line in lines)
    values_x = page.right - widest
    elements: list[Element] = []
    y = page.body_top + BODY.size
    last = y
    for label, lines in wrapped:
        elements.append(Text(Role.CELL, label, values_x - _FACT_GAP, y, BODY_QUIET, "right"))
        for line in lines:
            elements.append(Text(Role.CELL, line, values_x, y, BODY))
            last = y
            y += BODY.leading
    labels = max(BODY.width(label) for label, _ in wrapped)
    return elements, values_x - _FACT_GAP - labels, last


def _short(value: str) -> list[str]:
    lines = wrap(value, BODY.face, BODY.size, _WIDEST_FACT)
    if len(lines) <= 3:
        return lines
    return [*lines[:2], clip(" ".join(lines[2:]), BODY.face, BODY.size, _WIDEST_FACT)]
