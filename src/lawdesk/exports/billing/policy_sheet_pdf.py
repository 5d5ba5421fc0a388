"""The page "How I bill" as a PDF: one page, set smaller where the terms are long.

What belongs here: the order of its parts and the choice of a size in which they fit. The same sheet
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping

from lawdesk.domain.billing.policy_sheet import PolicySheet
from lawdesk.exports.billing.policy_words import policy_sections, policy_texts, version_line
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import (
    HEADING,
    PageGeometry,
    letter_pages,
    letter_sheet,
    letterhead,
    page_geometry,
)
from lawdesk.exports.paper import BODY_QUIET, MM, Page, Role, Strip, Text, paint
from lawdesk.exports.paper_text import clip, printable, wrap
from lawdesk.exports.sections import (
    Edges,
    Setting,
    paragraph_strips,
    section_strips,
    signature_strip,
)

_SETTINGS = (
    Setting(10, 13.6, 12, 5),
    Setting(9.5, 12.8, 9.5, 5),
    Setting(9, 12, 8, 4),
    Setting(8.5, 11.2, 6.5, 4),
)
_HEADING_GAP = 15 * MM
_LOWEST_LETTERHEAD = 36 * MM


def draw_policy_sheet(sheet: PolicySheet) -> bytes:
    """The PDF of the sheet, with a second page only where the terms are too long for one.

    Raises FieldError for a locale that is not known.
    """
    words = policy_texts(sheet.language)
    title = f"{words['title']} · {version_line(sheet)}"
    return paint(letter_sheet(sheet, title), lay_out_policy_sheet(sheet))


def lay_out_policy_sheet(sheet: PolicySheet) -> list[Page]:
    """The pages before they are drawn, in the largest size that needs the fewest."""
    best = _pages(sheet, _SETTINGS[0])
    for setting in _SETTINGS[1:]:
        if len(best) > 1 and len(pages := _pages(sheet, setting)) < len(best):
            best = pages
    return best


def _pages(sheet: PolicySheet, setting: Setting) -> list[Page]:
    words = policy_texts(sheet.language)
    page = page_geometry(sheet)
    edges = Edges(page.left, page.right)
    strips = [_head(sheet, words, page)]
    for section in policy_sections(sheet):
        strips += section_strips(section, edges, setting)
    strips += _acceptance(sheet, words, edges, setting)
    foot = fill(words["foot"], {"version": str(sheet.version)})
    return letter_pages(sheet, strips, foot, words)


def _head(sheet: PolicySheet, words: Mapping[str, str], page: PageGeometry) -> Strip:
    """Letterhead, title, and which version for whom."""
    elements = letterhead(sheet, page)
    lowest = max((text.y for text in elements if isinstance(text, Text)), default=0)
    y = max(lowest, _LOWEST_LETTERHEAD) + _HEADING_GAP
    elements.append(Text(Role.HEADING, words["title"], page.left, y, HEADING))
    style = BODY_QUIET
    lines = wrap(printable(version_line(sheet)), style.face, style.size, page.text_width)
    if len(lines) > 2:
        lines = [lines[0], clip(" ".join(lines[1:]), style.face, style.size, page.text_width)]
    for line in lines:
        y += 16 if line is lines[0] else style.leading
        elements.append(Text(Role.PARAGRAPH, line, page.left, y, style))
    return Strip(y + 6, tuple(elements), keep_with_next=True)


def _acceptance(
    sheet: PolicySheet, words: Mapping[str, str], edges: Edges, setting: Setting
) -> list[Strip]:
    """A sentence and two lines to sign on, kept together, in line with the text above."""
    beside = Edges(edges.text_left, edges.right)
    said = paragraph_strips(words["accepted"], beside, setting.body, setting.section_gap + 6)
    lines = signature_strip(
        (words["sign_day"], words["sign_name"]), beside, setting, ("", sheet.client_name)
    )
    return [
        *(Strip(one.height, one.elements, one.gap, keep_with_next=True) for one in said),
        lines,
    ]
