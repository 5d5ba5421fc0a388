"""The frame that every letter to a client shares: envelope window, letterhead, heading, foot.

What belongs here: what stands at fixed places on an invoice, a reminder, a statement. The address
stands where a window envelope shows it: DIN 5008 form B (window 20 mm from the left, address zone
from 62.7 mm, 27.3 mm high), or a US no. 10 envelope with a letter folded in three (what the window
shows wherever the letter slips: up to 3.167 inches from the top).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from lawdesk.domain.invoice_paper import PaperSender, PaperSize, Window
from lawdesk.domain.letterhead import Letterhead
from lawdesk.exports.fill_text import fill
from lawdesk.exports.paper import (
    BODY,
    BODY_QUIET,
    INCH,
    MM,
    QUIET,
    SMALL_QUIET,
    Element,
    Frame,
    Page,
    Picture,
    Role,
    Sheet,
    Strip,
    Style,
    Text,
    flow,
)
from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD
from lawdesk.exports.paper_text import clip, paragraphs, printable, without_lone_word, wrap

NAME = Style(SEMIBOLD, 15, 18)
HEADING = Style(SEMIBOLD, 17, 21)
RETURN_ADDRESS = Style(REGULAR, 7, 9, QUIET)
ADDRESS_STYLES = (BODY, replace(BODY, size=9, leading=11), replace(BODY, size=8, leading=9.6))
_LETTERHEAD_TOP = 24 * MM
_MOST_LETTERHEAD_LINES = 12
_FACT_GAP = 14.0
_WIDEST_FACT = 66 * MM
_FOOT_FROM_BOTTOM = 13 * MM
_TEXT_WIDTH = 400.0
_PARAGRAPH_GAP = 6.0
FOOTER = Style(REGULAR, 8, 10, QUIET)
_FOOTER_GAP = 6.0
_PICTURE_TOP = 13 * MM
_PICTURE_BOTTOM = 46 * MM
_HEAD_BOTTOM = 52 * MM
_PICTURE_WIDTH = 80 * MM
_PICTURE_GAP = 2.0


class Letter(Protocol):
    """What a paper must tell to be set as a letter."""

    @property
    def language(self) -> str: ...
    @property
    def locale(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def sender(self) -> PaperSender: ...
    @property
    def recipient_lines(self) -> tuple[str, ...]: ...
    @property
    def paper_size(self) -> PaperSize: ...
    @property
    def window(self) -> Window: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """What the letter is, and a word that it is not the real thing yet or only a copy of it."""

    text: str
    mark: str = ""
    mark_is_quiet: bool = True


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


def page_geometry(paper: Letter) -> PageGeometry:
    """The edges for the letter's size and envelope, above what stands at its foot."""
    foot_lines = letterhead_of(paper).footer_lines
    geometry = _bare_geometry(paper)
    if not foot_lines:
        return geometry
    higher = len(foot_lines) * FOOTER.leading + _FOOTER_GAP
    return replace(geometry, bottom_margin=geometry.bottom_margin + higher)


def letterhead_of(paper: Letter) -> Letterhead:
    """The practice's own head and foot; an empty one where it has none."""
    return paper.sender.letterhead or Letterhead()


def _bare_geometry(paper: Letter) -> PageGeometry:
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


def letter_head(letter: Letter, heading: Heading, facts: Sequence[tuple[str, str]]) -> Strip:
    """Everything above the first sentence, as one strip that begins at the page's upper edge.

    `facts` are label and value; those without a value are left out.
    """
    page = page_geometry(letter)
    said = [(label, printable(value)) for label, value in facts if value]
    facts_elements, facts_left, last_baseline = _fact_block(said, page)
    elements = (
        *letterhead(letter, page),
        *_address(letter, page),
        *_heading(heading, page, facts_left - 24, last_baseline),
        *facts_elements,
    )
    return Strip(last_baseline + 14, elements)


def letterhead(letter: Letter, page: PageGeometry) -> list[Element]:
    """Who writes: name and title or the practice's own head on the left, address and contacts on
    the right.
    """
    return [*_own_head(letter, page), *_contact(letter, page)]


def text_strips(
    text: str, page: PageGeometry, gap: float, style: Style = BODY, *, keeps_on: bool = True
) -> list[Strip]:
    """Running text, line by line, kept together with what follows.

    Without `keeps_on` a page may end after each of its paragraphs.
    """
    width = min(page.text_width, _TEXT_WIDTH)
    wrapped = [_wrapped(part, style, width) for part in paragraphs(text)]
    lines = [
        (line, at == 0, at == len(part) - 1) for part in wrapped for at, line in enumerate(part)
    ]
    return [
        Strip(
            style.leading,
            (Text(Role.PARAGRAPH, line, page.left, style.size, style),),
            gap=gap if at == 0 else _PARAGRAPH_GAP if begins else 0,
            keep_with_next=keeps_on or not ends,
        )
        for at, (line, begins, ends) in enumerate(lines)
    ]


def _wrapped(text: str, style: Style, width: float) -> list[str]:
    lines = wrap(text, style.face, style.size, width)
    return without_lone_word(lines, style.face, style.size, width)


def letter_pages(
    letter: Letter, strips: Sequence[Strip], foot: str, words: Mapping[str, str]
) -> list[Page]:
    """The strips on pages, with `foot` on the left of each page's foot and its number right."""
    page = page_geometry(letter)
    frame = Frame(first_top=0, top=page.top, bottom=page.height - page.bottom_margin)
    pages = flow(strips, frame)
    left = clip(printable(foot), SMALL_QUIET.face, SMALL_QUIET.size, page.text_width * 0.7)
    y = page.height - _FOOT_FROM_BOTTOM
    footer = _footer(letter, page)
    for at, sheet in enumerate(pages, 1):
        count = fill(words["page"], {"page": str(at), "pages": str(len(pages))})
        elements = (
            Text(Role.ARTIFACT, left, page.left, y, SMALL_QUIET),
            Text(Role.ARTIFACT, count, page.right, y, SMALL_QUIET, "right"),
            *footer,
        )
        sheet.placed.append((0, Strip(0, elements)))
    return pages


def letter_sheet(letter: Letter, title: str) -> Sheet:
    """The paper of a letter and what its file says about itself."""
    page = page_geometry(letter)
    return Sheet(
        width=page.width,
        height=page.height,
        title=printable(title),
        author=printable(letter.sender.name),
        language=letter.language,
    )


def _own_head(letter: Letter, page: PageGeometry) -> list[Element]:
    """The picture with the lines below it; without a picture, the name set in type."""
    head = letterhead_of(letter)
    if not head.picture:
        return _name(letter, page)
    scale = min(_PICTURE_WIDTH / head.picture_width, _picture_height(head) / head.picture_height)
    width, height = head.picture_width * scale, head.picture_height * scale
    name = printable(letter.sender.name)
    elements: list[Element] = [Picture(page.left, _PICTURE_TOP, width, height, head.picture, name)]
    y = _PICTURE_TOP + height + _PICTURE_GAP + BODY.size
    return [*elements, *_head_lines(head.head_lines, page, y)]


def _picture_height(head: Letterhead) -> float:
    """What the picture may take, so that the lines below it end above the address."""
    return _PICTURE_BOTTOM - _PICTURE_TOP - len(head.head_lines) * BODY.leading


def _head_lines(lines: Sequence[str], page: PageGeometry, y: float) -> list[Element]:
    """The lines from `y` on; what would run into the address is left out."""
    return [
        Text(
            Role.PARAGRAPH,
            clip(printable(line), BODY.face, BODY.size, _PICTURE_WIDTH),
            page.left,
            y + at * BODY.leading,
            BODY_QUIET,
        )
        for at, line in enumerate(lines)
        if y + at * BODY.leading <= _HEAD_BOTTOM
    ]


def _footer(letter: Letter, page: PageGeometry) -> list[Text]:
    """The practice's own lines above the foot of a page."""
    lines = letterhead_of(letter).footer_lines
    lowest = page.height - _FOOT_FROM_BOTTOM - SMALL_QUIET.leading - 4
    return [
        Text(
            Role.ARTIFACT,
            clip(printable(line), FOOTER.face, FOOTER.size, page.text_width),
            page.left,
            lowest - (len(lines) - 1 - at) * FOOTER.leading,
            FOOTER,
        )
        for at, line in enumerate(lines)
    ]


def _name(letter: Letter, page: PageGeometry) -> list[Element]:
    elements: list[Element] = []
    head = letterhead_of(letter)
    y = _LETTERHEAD_TOP
    for line in wrap(printable(letter.sender.name), NAME.face, NAME.size, 80 * MM)[:2]:
        elements.append(Text(Role.PARAGRAPH, line, page.left, y, NAME))
        y += NAME.leading
    title = wrap(printable(letter.sender.title), BODY.face, BODY.size, 80 * MM)[:2]
    for at, line in enumerate(title):
        baseline = y - 4 + at * BODY.leading
        elements.append(Text(Role.PARAGRAPH, line, page.left, baseline, BODY_QUIET))
    y += (len(title) - 1) * BODY.leading - 4 + BODY.leading
    return [*elements, *_head_lines(head.head_lines, page, y)]


def _contact(letter: Letter, page: PageGeometry) -> list[Element]:
    sender = letter.sender
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


def _address(letter: Letter, page: PageGeometry) -> list[Element]:
    style, lines = _fitting_address(letter.recipient_lines, page)
    free = page.address_height - len(lines) * style.leading
    top = page.address_top if page.address_hangs else page.address_top + free
    elements: list[Element] = [
        Text(Role.PARAGRAPH, line, page.left, top + style.size + at * style.leading, style)
        for at, line in enumerate(lines)
    ]
    if page.address_hangs:
        elements.insert(0, _return_address(letter, page))
    return elements


def _return_address(letter: Letter, page: PageGeometry) -> Text:
    sender = letter.sender
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


def _heading(heading: Heading, page: PageGeometry, right: float, y: float) -> list[Element]:
    """The heading, its last line on the baseline `y`; the mark follows where it ends. A letter
    whose subject stands above its text has none.
    """
    if not heading.text:
        return []
    mark_style = replace(HEADING, face_name=REGULAR, colour=QUIET)
    if not heading.mark_is_quiet:
        mark_style = HEADING
    gap = HEADING.width("  ")
    room = right - page.left - (mark_style.width(heading.mark) + gap if heading.mark else 0)
    lines = wrap(printable(heading.text), HEADING.face, HEADING.size, room)
    if len(lines) > 2:
        rest = clip(" ".join(lines[1:]), HEADING.face, HEADING.size, room)
        lines = [lines[0], rest]
    first = y - (len(lines) - 1) * HEADING.leading
    elements: list[Element] = [
        Text(Role.HEADING, line, page.left, first + at * HEADING.leading, HEADING)
        for at, line in enumerate(lines)
    ]
    if heading.mark:
        x = page.left + HEADING.width(lines[-1]) + gap
        elements.append(Text(Role.HEADING, heading.mark, x, y, mark_style))
    return elements


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
