"""The one harmless paper of a test bundle: a page that says what it is.

What belongs here: its layout. Its words come from the client's catalogue.
"""

from __future__ import annotations

from lawdesk.exports.paper import BODY, MM, Element, Page, Role, Sheet, Strip, Style, Text, paint
from lawdesk.exports.paper_fonts import SEMIBOLD
from lawdesk.exports.paper_text import clip, printable, wrap

_WIDTH, _HEIGHT = 210 * MM, 297 * MM
_LEFT, _TOP = 25 * MM, 60 * MM
_TITLE = Style(SEMIBOLD, 18, 24)


def draw_test_paper(title: str, text: str, language: str) -> bytes:
    """A PDF of one page with a title and a paragraph; the same words give the same bytes."""
    room = _WIDTH - 2 * _LEFT
    heading = clip(printable(title), _TITLE.face, _TITLE.size, room)
    elements: list[Element] = [Text(Role.HEADING, heading, _LEFT, _TOP, _TITLE)]
    lines = wrap(printable(text), BODY.face, BODY.size, room)
    elements += [
        Text(Role.PARAGRAPH, line, _LEFT, _TOP + 34 + place * BODY.leading, BODY)
        for place, line in enumerate(lines)
    ]
    page = Page([(0.0, Strip(_HEIGHT, tuple(elements)))])
    return paint(Sheet(_WIDTH, _HEIGHT, printable(title), "LawDesk", language), [page])
