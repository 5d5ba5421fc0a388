"""Pages of ours that carry a paper which has none of its own: a picture, or a text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from lawdesk.exports.bundle_pages.frame import BundleFrame
from lawdesk.exports.bundle_pages.not_shown import NotShown, Why
from lawdesk.exports.bundle_pages.pictures import Picture
from lawdesk.exports.letter import PageGeometry, letter_sheet, page_geometry
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
from lawdesk.exports.paper_text import clip, printable, wrap

if TYPE_CHECKING:
    from pikepdf import Pdf, Stream

LONGEST_TEXT = 1_000_000
_MOST_TEXT_PAGES = 300
_FOOT_FROM_BOTTOM = 13 * MM
_PICTURE_MARGIN = 18 * MM
_LEAST_DOTS_PER_INCH = 100
_INDENT = re.compile(r"^ +")
# Where a picture's corners go: the unit square turned and mirrored as Exif's orientations say.
_TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


def text_pdf(content: bytes, title: str, frame: BundleFrame) -> bytes:
    """A plain text on pages, line by line. Raises NotShown for what is too long or no text."""
    if len(content) > LONGEST_TEXT:
        raise NotShown(Why.TOO_LONG)
    page = page_geometry(frame)
    strips = [strip for line in _decoded(content).splitlines() for strip in _line(line, page)]
    pages = flow(strips, Frame(page.top, page.top, page.height - page.bottom_margin - 2 * MM))
    if len(pages) > _MOST_TEXT_PAGES:
        raise NotShown(Why.TOO_LONG)
    for sheet in pages:
        sheet.placed.append((0, _foot(title, page.width, page.height, page.left)))
    return paint(letter_sheet(frame, ""), pages)


def picture_pdf(picture: Picture, title: str, frame: BundleFrame) -> Pdf:
    """A page, upright or lying as the picture is, with the picture as large as it can be seen."""
    from pikepdf import Array, Dictionary, Name, Pdf

    page = page_geometry(frame)
    wide, high = picture.turned
    edges = sorted((page.width, page.height))
    width, height = (edges[1], edges[0]) if wide > high else (edges[0], edges[1])
    foot = Page([(0, _foot(title, width, height, _PICTURE_MARGIN))])
    pdf = Pdf.open(io.BytesIO(paint(Sheet(width, height, "", "", frame.language), [foot])))
    room = (width - 2 * _PICTURE_MARGIN, height - 2 * _PICTURE_MARGIN - 6 * MM)
    scale = min(room[0] / wide, room[1] / high, 72 / _LEAST_DOTS_PER_INCH)
    x = (width - wide * scale) / 2
    y = _PICTURE_MARGIN + 6 * MM + (room[1] - high * scale) / 2
    drawn = _placed(picture.orientation, (wide * scale, high * scale), (x, y))
    sheet = pdf.pages[0]
    sheet.Resources.XObject = Dictionary(Picture=_image(pdf, picture))
    before = pdf.make_stream(f"q {drawn} cm /Picture Do Q\n".encode("ascii"))
    sheet.obj[Name.Contents] = Array([before, sheet.obj.Contents])
    return pdf


def _image(pdf: Pdf, picture: Picture) -> Stream:
    from pikepdf import Array, Dictionary, Name, String

    space: object = Name.DeviceGray if picture.channels == 1 else Name.DeviceRGB
    if picture.palette:
        last = len(picture.palette) // 3 - 1
        space = Array([Name.Indexed, Name.DeviceRGB, last, String(picture.palette)])
    image = pdf.make_stream(
        picture.data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=space,
        BitsPerComponent=picture.depth,
        Filter=Name.DCTDecode if picture.coding == "jpeg" else Name.FlateDecode,
    )
    if picture.coding == "png":
        image.DecodeParms = Dictionary(
            Predictor=15,
            Colors=picture.channels,
            BitsPerComponent=picture.depth,
            Columns=picture.width,
        )
    return image


def _placed(orientation: int, size: tuple[float, float], at: tuple[float, float]) -> str:
    a, b, c, d, e, f = _TURNS[orientation]
    (width, height), (x, y) = size, at
    parts = (a * width, b * height, c * width, d * height, e * width + x, f * height + y)
    return " ".join(f"{part:.3f}" for part in parts)


def _foot(title: str, width: float, height: float, left: float) -> Strip:
    style = SMALL_QUIET
    text = clip(printable(title), style.face, style.size, width - 2 * left)
    return Strip(0, (Text(Role.ARTIFACT, text, left, height - _FOOT_FROM_BOTTOM, style),))


def _decoded(content: bytes) -> str:
    """As it was written: Unicode by its marks, else UTF-8, else as Windows wrote it."""
    has_marks = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if has_marks else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _line(line: str, page: PageGeometry) -> list[Strip]:
    """The line, wrapped; blanks at its beginning stay."""
    text = printable(_INDENT.sub(lambda found: "\u00a0" * len(found[0]), line.expandtabs(4)))
    return [
        Strip(BODY.leading, (Text(Role.PARAGRAPH, part, page.left, BODY.size, BODY),))
        for part in wrap(text, BODY.face, BODY.size, page.text_width)
    ]
