"""The page that tells a client how to open, save and answer what the lawyer sends.

What belongs here: the order of its parts and the choice of a size in which they fit one page. The
same sender gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lawdesk.domain.bundles import Sender
from lawdesk.domain.invoice_paper import PaperSender, PaperSize, Window
from lawdesk.domain.locale_format import reader_locale
from lawdesk.exports.client_texts import client_texts
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
from lawdesk.exports.paper_text import wrap
from lawdesk.exports.sections import Edges, Figures, Section, Setting, section_strips

_SETTINGS = (
    Setting(10, 13.6, 11, 5),
    Setting(9.5, 12.8, 9, 5),
    Setting(9, 12, 7.5, 4),
    Setting(8.5, 11.2, 6, 4),
    Setting(8, 10.4, 5, 3),
)
_PARTS = ("get", "first", "html", "pdf", "zip", "save", "answer", "stuck", "careful")
_HEADING_GAP = 14 * MM
_LOWEST_LETTERHEAD = 30 * MM
_LETTER_REGIONS = ("_US", "_CA")


@dataclass(frozen=True, slots=True)
class _Guide:
    """The guide as a paper: it has nobody's address, for it is handed over."""

    language: str
    locale: str
    sender: PaperSender
    paper_size: PaperSize
    window: Window
    currency: str = ""
    recipient_lines: tuple[str, ...] = ()


def draw_client_guide(sender: Sender, language: str, locale: str) -> bytes:
    """The PDF of the guide, one page in the client's language; `locale` is the practice's."""
    guide = _guide_of(sender, language, locale)
    words = _words(language)
    return paint(letter_sheet(guide, words["title"]), _lay_out(guide, sender))


def _guide_of(sender: Sender, language: str, locale: str) -> _Guide:
    is_letter = locale.replace("-", "_").endswith(_LETTER_REGIONS)
    contact = " · ".join(part for part in (sender.mail, sender.phone) if part)
    return _Guide(
        language,
        reader_locale(locale.replace("-", "_"), language),
        PaperSender(sender.name, sender.title, (), (contact,) if contact else ()),
        "LETTER" if is_letter else "A4",
        "US10" if is_letter else "DIN5008-B",
    )


def _words(language: str) -> Mapping[str, str]:
    return {**client_texts("paper", language), **client_texts("guide", language)}


def _lay_out(guide: _Guide, sender: Sender) -> list[Page]:
    """The pages in the largest size that needs only one."""
    pages = _pages(guide, sender, _SETTINGS[0])
    for setting in _SETTINGS[1:]:
        if len(pages) == 1:
            break
        pages = _pages(guide, sender, setting)
    return pages


def _pages(guide: _Guide, sender: Sender, setting: Setting) -> list[Page]:
    words, page = _words(guide.language), page_geometry(guide)
    edges = Edges(page.left, page.right, labels=38 * MM)
    strips = [_head(guide, words, page)]
    for section in _sections(sender, words):
        strips += section_strips(section, edges, setting)
    return letter_pages(guide, [*strips[:-1], _last(strips[-1])], words["foot"], words)


def _last(strip: Strip) -> Strip:
    return replace(strip, keep_with_next=False)


def _sections(sender: Sender, words: Mapping[str, str]) -> list[Section]:
    sections = [Section(words[f"{part}_label"], (words[part],)) for part in _PARTS]
    said: list[str | Figures] = [f"{sender.name}, {sender.title}".strip(" ,")]
    if sender.phone:
        said.append(fill(words["phone"], {"phone": sender.phone}))
    if sender.mail:
        said.append(fill(words["mail"], {"mail": sender.mail}))
    return [*sections, Section(words["call_label"], tuple(said))]


def _head(guide: _Guide, words: Mapping[str, str], page: PageGeometry) -> Strip:
    """Letterhead, title, and what the page is for."""
    elements = letterhead(guide, page)
    lowest = max((text.y for text in elements if isinstance(text, Text)), default=0)
    y = max(lowest, _LOWEST_LETTERHEAD) + _HEADING_GAP
    elements.append(Text(Role.HEADING, words["title"], page.left, y, HEADING))
    style = BODY_QUIET
    y += 4
    for line in wrap(words["lead"], style.face, style.size, page.text_width):
        y += style.leading
        elements.append(Text(Role.PARAGRAPH, line, page.left, y, style))
    return Strip(y + 4, tuple(elements), keep_with_next=True)
