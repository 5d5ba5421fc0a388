"""A letter of the lawyer's own as a PDF: letterhead, address, subject, text, closing.

What belongs here: how its text is set. Text is drawn as the signs it holds; there is no markup. The
same letter gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lawdesk.domain.letters.letter_text import Block, BlockKind, blocks
from lawdesk.domain.letters.letters import LetterKind, LetterPaper
from lawdesk.domain.letters.placeholders import without_fences
from lawdesk.domain.locale_format import format_date
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import (
    Heading,
    PageGeometry,
    letter_head,
    letter_pages,
    letter_sheet,
    page_geometry,
)
from lawdesk.exports.paper import BODY, MM, Element, Page, Role, Strip, Style, Text, paint
from lawdesk.exports.paper_fonts import SEMIBOLD
from lawdesk.exports.paper_text import printable, without_lone_word, wrap
from lawdesk.exports.sections import NORMAL, Edges, signature_strip

_SUBJECT = Style(SEMIBOLD, 12, 16)
_HEADING = Style(SEMIBOLD, 10.5, 14)
_WIDTH = 420.0
_SUBJECT_GAP = 20.0
_TEXT_GAP = 14.0
_PARAGRAPH_GAP = 7.0
_HEADING_GAP = 12.0
_ITEM_GAP = 3.0
_ITEM_INDENT = 14.0
_CLOSING_GAP = 16.0
_SIGN_SPACE = 15 * MM
_BULLET = "•"


def draw_letter(paper: LetterPaper) -> bytes:
    """The PDF of a letter. Raises FieldError for a locale that is not known."""
    title = " ".join(printable(without_fences(paper.subject)).split())
    return paint(letter_sheet(paper, title), lay_out_letter(paper))


def lay_out_letter(paper: LetterPaper) -> list[Page]:
    """The pages before they are drawn."""
    words = {**_words("paper", paper), **_words("letter", paper)}
    page = page_geometry(paper)
    facts = [
        (words["date"], _day(paper)),
        (words["matter"], paper.matter),
        (words["reference"], paper.client_reference),
    ]
    text = _text_strips(blocks(paper.text), page)
    strips = [
        letter_head(paper, Heading(""), facts),
        *_subject_strips(paper.subject, page),
        *_whole_ends(text, with_last=bool(paper.closing.strip())),
        *_closing_strips(paper, page),
        *_signature_strips(paper, words, page),
    ]
    return letter_pages(paper, strips, _foot(paper, words), words)


def _words(page: str, paper: LetterPaper) -> Mapping[str, str]:
    return client_texts(page, paper.language)


def _day(paper: LetterPaper) -> str:
    return format_date(paper.made_on, paper.locale, "long")


def _foot(paper: LetterPaper, words: Mapping[str, str]) -> str:
    return fill(words["foot"], {"subject": paper.subject.strip() or "…", "date": _day(paper)})


def _subject_strips(subject: str, page: PageGeometry) -> list[Strip]:
    lines = _wrapped(subject, _SUBJECT, page.text_width) if subject.strip() else []
    return [
        Strip(
            _SUBJECT.leading,
            (Text(Role.HEADING, line, page.left, _SUBJECT.size, _SUBJECT),),
            gap=_SUBJECT_GAP if at == 0 else 0,
            keep_with_next=True,
        )
        for at, line in enumerate(lines)
    ]


def _text_strips(found: Sequence[Block], page: PageGeometry) -> list[Strip]:
    strips: list[Strip] = []
    before: Block | None = None
    for block in found:
        own = _block_strips(block, page)
        strips += [replace(own[0], gap=_gap(block, before)), *own[1:]]
        before = block
    return strips


def _gap(block: Block, before: Block | None) -> float:
    if before is None:
        return _TEXT_GAP
    if block.kind is BlockKind.HEADING:
        return _HEADING_GAP
    if before.kind is BlockKind.HEADING or block.kind is before.kind is BlockKind.ITEM:
        return _ITEM_GAP
    return _PARAGRAPH_GAP


def _block_strips(block: Block, page: PageGeometry) -> list[Strip]:
    """The lines of a block; its first two and its last two stay together."""
    is_heading = block.kind is BlockKind.HEADING
    is_item = block.kind is BlockKind.ITEM
    style = _HEADING if is_heading else BODY
    left = page.left + (_ITEM_INDENT if is_item else 0)
    width = min(page.text_width, _WIDTH) - (left - page.left)
    lines = [part for line in block.lines for part in _wrapped(line, style, width)]
    role = Role.HEADING if is_heading else Role.PARAGRAPH
    strips = []
    for at, line in enumerate(lines):
        elements: list[Element] = [Text(role, line, left, style.size, style)]
        if is_item and at == 0:
            elements.insert(0, Text(role, _BULLET, page.left + 3, style.size, style))
        is_kept = is_heading or (at < len(lines) - 1 and at in {0, len(lines) - 2})
        strips.append(Strip(style.leading, tuple(elements), keep_with_next=is_kept))
    return strips


def _whole_ends(strips: list[Strip], *, with_last: bool) -> list[Strip]:
    """The regards never stand alone: the last two lines of the text go with them."""
    if not with_last:
        return strips
    kept = [replace(strip, keep_with_next=True) for strip in strips[-2:]]
    return [*strips[:-2], *kept]


def _closing_strips(paper: LetterPaper, page: PageGeometry) -> list[Strip]:
    """The regards, room to sign, and who signs; all of it on one page, with an agreement's lines
    to sign on.
    """
    typed = [line.strip() for line in paper.closing.splitlines() if line.strip()]
    if not typed:
        return []
    width = min(page.text_width, _WIDTH)
    regards = _wrapped(typed[0], BODY, width)
    signed = [part for line in typed[1:] for part in _wrapped(line, BODY, width)]
    lines = [(line, _CLOSING_GAP if at == 0 else 0.0) for at, line in enumerate(regards)]
    lines += [(line, _SIGN_SPACE if at == 0 else 0.0) for at, line in enumerate(signed)]
    return [
        Strip(
            BODY.leading,
            (Text(Role.PARAGRAPH, line, page.left, BODY.size, BODY),),
            gap=gap,
            keep_with_next=at < len(lines) - 1 or paper.kind is LetterKind.AGREEMENT,
        )
        for at, (line, gap) in enumerate(lines)
    ]


def _signature_strips(
    paper: LetterPaper, words: Mapping[str, str], page: PageGeometry
) -> list[Strip]:
    """Lines for both to sign on, below an agreement."""
    if paper.kind is not LetterKind.AGREEMENT:
        return []
    edges = Edges(page.left, page.right)
    labels = (words["sign_day"], words["sign_name"])
    names = (paper.client_name, paper.sender.name)
    strips = [signature_strip(labels, edges, NORMAL, ("", name)) for name in names]
    return [replace(strips[0], gap=8, keep_with_next=True), strips[1]]


def _wrapped(text: str, style: Style, width: float) -> list[str]:
    lines = wrap(printable(text.strip()), style.face, style.size, width)
    return without_lone_word(lines, style.face, style.size, width)
