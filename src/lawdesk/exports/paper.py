"""Pages as lists of elements that know what they are, and the one place that draws them.

What belongs here: headings, paragraphs, table cells, figures and decoration with their places;
strips of them that flow over pages; and `paint`, which alone speaks to reportlab. Places are in
points from the upper left corner of a page, or of a strip; a text stands on its baseline.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD, Face, drawing_lock, face

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
INCH = 72.0

INK = (0x1B / 255, 0x24 / 255, 0x30 / 255)
QUIET = (0x5A / 255, 0x64 / 255, 0x72 / 255)
HAIR = (0xA3 / 255, 0xA9 / 255, 0xB2 / 255)
Colour = tuple[float, float, float]


class Role(StrEnum):
    """What an element is to a reader who cannot see the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    COLUMN_HEADING = "column heading"
    CELL = "cell"
    FIGURE = "figure"
    ARTIFACT = "artifact"


@dataclass(frozen=True, slots=True)
class Style:
    """Face, size and line height in points, and colour."""

    face_name: str
    size: float
    leading: float
    colour: Colour = INK

    @property
    def face(self) -> Face:
        """The face with its widths."""
        return face(self.face_name)

    def width(self, text: str) -> float:
        """Width of printable `text` in points."""
        return self.face.width(text, self.size)


BODY = Style(REGULAR, 10, 13.5)
BODY_QUIET = Style(REGULAR, 10, 13.5, QUIET)
BODY_STRONG = Style(SEMIBOLD, 10, 13.5)
SMALL_QUIET = Style(REGULAR, 9, 12, QUIET)
COLUMN = Style(SEMIBOLD, 9, 12, QUIET)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of printable text; aligned right, it ends at `x`."""

    role: Role
    text: str
    x: float
    y: float
    style: Style
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line: decoration only."""

    x: float
    y: float
    width: float
    thickness: float = 0.5
    colour: Colour = HAIR


@dataclass(frozen=True, slots=True)
class Figure:
    """A square of black modules (a payment code) with the words that stand for it."""

    x: float
    y: float
    size: float
    modules: tuple[tuple[bool, ...], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon through its corners: a bar or a stretch of a line in a chart. Decoration:
    its figures stand as text beside it."""

    corners: tuple[tuple[float, float], ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG that this program encoded itself, with the words that stand for it."""

    x: float
    y: float
    width: float
    height: float
    content: bytes
    alternative: str


Element = Text | Rule | Figure | Shape | Picture


@dataclass(frozen=True, slots=True)
class Strip:
    """Elements that stay together, as high as `height` points.

    `gap` is kept above it except at the top of a page. With `keep_with_next` it shares a page with
    the strip that follows. `head` is drawn above it where it begins a page.
    """

    height: float
    elements: tuple[Element, ...]
    gap: float = 0
    keep_with_next: bool = False
    head: Strip | None = None
    new_page: bool = False


@dataclass(slots=True)
class Page:
    """What stands on one page: each strip with the place of its upper edge."""

    placed: list[tuple[float, Strip]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for strips: `first_top` on page one, then from `top`, never below `bottom`."""

    first_top: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and what the file says about itself. `language` is a tag such as "de-DE"."""

    width: float
    height: float
    title: str
    author: str
    language: str


def flow(strips: Sequence[Strip], frame: Frame) -> list[Page]:
    """Pages with the strips in their order, at least one page.

    Strips kept together move to the next page together; only where they are higher than a whole
    page do they part.
    """
    pages = [Page()]
    y = frame.first_top
    for chain in _chains(strips):
        wanted = sum(strip.height + strip.gap for strip in chain)
        full = bool(pages[-1].placed) and y + wanted > frame.bottom
        for strip in chain:
            if full or strip.new_page or _too_low(strip, y, frame, pages[-1]):
                pages.append(Page())
                y = _place_head(strip, pages[-1], frame.top)
                full = False
            elif pages[-1].placed:
                y += strip.gap
            pages[-1].placed.append((y, strip))
            y += strip.height
    return pages


def _too_low(strip: Strip, y: float, frame: Frame, page: Page) -> bool:
    return bool(page.placed) and y + strip.gap + strip.height > frame.bottom


def _place_head(strip: Strip, page: Page, top: float) -> float:
    if strip.head is None:
        return top
    page.placed.append((top, strip.head))
    return top + strip.head.height


def _chains(strips: Iterable[Strip]) -> Iterable[list[Strip]]:
    chain: list[Strip] = []
    for strip in strips:
        chain.append(strip)
        if not strip.keep_with_next:
            yield chain
            chain = []
    if chain:
        yield chain


def paint(sheet: Sheet, pages: Sequence[Page]) -> bytes:
    """The PDF file: fonts embedded as subsets, nothing in it that depends on clock or machine."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    with drawing_lock():
        rl_config.useA85 = 0  # files are binary: text-only streams are larger and slower
        canvas = Canvas(
            target,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            pageCompression=1,
            lang=sheet.language,
            initialFontName=face(REGULAR).name,
        )
        _describe(canvas, sheet)
        for page in pages:
            _Painter(canvas, sheet.height).paint(page)
            canvas.showPage()
        canvas.save()
    return target.getvalue()


def _describe(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.author)
    canvas.setCreator("LawDesk")
    canvas.setSubject(sheet.title)
    canvas.setViewerPreference("DisplayDocTitle", "true")


class _Painter:
    """Draws one page; every element passes through here with its role, so tags can be added."""

    def __init__(self, canvas: Canvas, page_height: float) -> None:
        self._canvas = canvas
        self._height = page_height
        self._pen = canvas.beginText()
        self._style: Style | None = None

    def paint(self, page: Page) -> None:
        for top, strip in page.placed:
            for element in strip.elements:
                self._draw(element, top)
        self._canvas.drawText(self._pen)

    def _draw(self, element: Element, top: float) -> None:
        if isinstance(element, Shape):
            self._draw_shape(element, self._height - top)
            return
        y = self._height - top - element.y
        if isinstance(element, Text):
            self._draw_text(element, y)
        elif isinstance(element, Rule):
            self._draw_rule(element, y)
        elif isinstance(element, Picture):
            self._draw_picture(element, y)
        else:
            self._draw_figure(element, y)

    def _draw_text(self, text: Text, y: float) -> None:
        if text.style is not self._style:
            self._pen.setFont(text.style.face_name, text.style.size)
            self._pen.setFillColorRGB(*text.style.colour)
            self._style = text.style
        left = text.x - text.style.width(text.text) if text.align == "right" else text.x
        self._pen.setTextOrigin(round(left, 2), round(y, 2))
        self._pen.textOut(text.text)

    def _draw_rule(self, rule: Rule, y: float) -> None:
        self._canvas.setStrokeColorRGB(*rule.colour)
        self._canvas.setLineWidth(rule.thickness)
        self._canvas.line(rule.x, y, rule.x + rule.width, y)

    def _draw_shape(self, shape: Shape, zero: float) -> None:
        path = self._canvas.beginPath()
        for at, (x, y) in enumerate(shape.corners):
            (path.lineTo if at else path.moveTo)(round(x, 2), round(zero - y, 2))
        path.close()
        self._canvas.setFillColorRGB(*shape.colour)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _draw_picture(self, picture: Picture, y: float) -> None:
        x, bottom = round(picture.x, 2), round(y - picture.height, 2)
        size = (round(picture.width, 2), round(picture.height, 2))
        self._canvas.drawImage(_image(picture.content), x, bottom, *size, mask="auto")

    def _draw_figure(self, figure: Figure, y: float) -> None:
        module = figure.size / len(figure.modules)
        path = self._canvas.beginPath()
        for row, modules in enumerate(figure.modules):
            for first, count in _dark_runs(modules):
                path.rect(figure.x + first * module, y - (row + 1) * module, count * module, module)
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas.drawPath(path, stroke=0, fill=1)


def _image(content: bytes) -> ImageReader:
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(content))


def _dark_runs(modules: Sequence[bool]) -> list[tuple[int, int]]:
    """First place and length of each run of dark modules in a row."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, dark in enumerate((*modules, False)):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            runs.append((start, at - start))
            start = None
    return runs
