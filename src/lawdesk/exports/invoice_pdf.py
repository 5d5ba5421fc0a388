"""An invoice as a PDF, drawn from frozen values only.

What belongs here: the order of an invoice's parts on its pages and the footer. The same paper
gives the same bytes, at any time and on any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lawdesk.domain.invoice_paper import InvoicePaper, check_sums
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.invoice_close import closing_strips, totals_strips
from lawdesk.exports.invoice_head import HEADING, PageGeometry, head_strip, page_geometry
from lawdesk.exports.invoice_table import invoice_strips, time_sheet_strips
from lawdesk.exports.paper import (
    BODY,
    MM,
    SMALL_QUIET,
    Frame,
    Page,
    Role,
    Sheet,
    Strip,
    Text,
    flow,
    paint,
)
from lawdesk.exports.paper_text import clip, paragraphs, printable, wrap

_FOOT_FROM_BOTTOM = 13 * MM
_TEXT_WIDTH = 400.0


def draw_invoice(paper: InvoicePaper) -> bytes:
    """The PDF of an invoice or of a draft.

    Raises RuleError where the figures do not add up (nothing is drawn) and FieldError for a
    locale that is not known.
    """
    check_sums(paper)
    words = client_texts("paper", paper.language)
    return paint(_sheet(paper, words, page_geometry(paper)), lay_out_invoice(paper))


def lay_out_invoice(paper: InvoicePaper) -> list[Page]:
    """The pages before they are drawn: each element with its role, text and place."""
    words = client_texts("paper", paper.language)
    page = page_geometry(paper)
    frame = Frame(first_top=0, top=page.top, bottom=page.height - page.bottom_margin)
    pages = flow(_strips(paper, words, page), frame)
    _add_footers(pages, paper, words, page)
    return pages


def _strips(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> list[Strip]:
    strips = [
        head_strip(paper, words),
        *_intro(paper.intro, page, gap=14),
        *invoice_strips(paper, words, page),
        *totals_strips(paper, words, page),
        *closing_strips(paper, words, page),
    ]
    if paper.time_sheet:
        strips += _time_sheet(paper, words, page)
    return strips


def _intro(text: str, page: PageGeometry, gap: float) -> list[Strip]:
    width = min(page.text_width, _TEXT_WIDTH)
    lines = [line for part in paragraphs(text) for line in wrap(part, BODY.face, BODY.size, width)]
    return [
        Strip(
            BODY.leading,
            (Text(Role.PARAGRAPH, line, page.left, BODY.size, BODY),),
            gap=gap if at == 0 else 0,
            keep_with_next=True,
        )
        for at, line in enumerate(lines)
    ]


def _time_sheet(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> list[Strip]:
    title = Text(Role.HEADING, words["time_sheet"], page.left, HEADING.size, HEADING)
    heading = Strip(HEADING.leading, (title,), keep_with_next=True, new_page=True)
    intro = _intro(words["time_sheet_intro"], page, gap=6)
    return [heading, *intro, *time_sheet_strips(paper, words, page)]


def _add_footers(
    pages: Sequence[Page], paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry
) -> None:
    """Number and matter on the left, page x of y on the right: decoration on every page."""
    name = _named(paper, words["foot"], words["foot_draft"])
    left = clip(printable(name), SMALL_QUIET.face, SMALL_QUIET.size, page.text_width * 0.7)
    y = page.height - _FOOT_FROM_BOTTOM
    for at, sheet in enumerate(pages, 1):
        count = fill(words["page"], {"page": str(at), "pages": str(len(pages))})
        elements = (
            Text(Role.ARTIFACT, left, page.left, y, SMALL_QUIET),
            Text(Role.ARTIFACT, count, page.right, y, SMALL_QUIET, "right"),
        )
        sheet.placed.append((0, Strip(0, elements)))


def _sheet(paper: InvoicePaper, words: Mapping[str, str], page: PageGeometry) -> Sheet:
    return Sheet(
        width=page.width,
        height=page.height,
        title=printable(_named(paper, words["title"], words["title_draft"])),
        author=printable(paper.sender.name),
        language=paper.language,
    )


def _named(paper: InvoicePaper, text: str, draft_text: str) -> str:
    values = {"number": paper.number or "", "matter": paper.facts.matter_number}
    return fill(draft_text if paper.is_draft else text, values)
