"""The two faces of LawDesk's paper: Source Sans Pro Regular and Semibold, and their widths.

What belongs here: loading the font files once, measuring, and knowing which characters can be
drawn. Digits of these faces are all equally wide (a test holds it), so figures set flush right
stand in columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

REGULAR = "LawDesk-Regular"
SEMIBOLD = "LawDesk-Semibold"
_FILES = {REGULAR: "SourceSansPro-Regular.ttf", SEMIBOLD: "SourceSansPro-Semibold.ttf"}
_LAST_BASIC_PLANE = 0xFFFF
_REGISTERING = Lock()
_DRAWING = Lock()


@dataclass(frozen=True, slots=True)
class Face:
    """Advance widths in thousandths of the font size, by character."""

    name: str
    widths: Mapping[str, float]

    def width(self, text: str, size: float) -> float:
        """Width of `text` in points. Every character must be drawable."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000


@lru_cache(maxsize=len(_FILES))
def face(name: str) -> Face:
    """A face by name, registered with reportlab on first use.

    This is the one place that registers: reportlab makes a second name for the same file an alias
    of the first, with the first one's way of encoding, and papers would differ by what was drawn
    before them.
    """
    with _REGISTERING:  # lru_cache lets two workers in at once, and each would register its own
        return _registered(name)


@lru_cache(maxsize=len(_FILES))
def _registered(name: str) -> Face:
    from reportlab.pdfbase.pdfmetrics import getFont, registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(_folder() / _FILES[name]), asciiReadable=False, shapable=False)
    registerFont(font)
    if getFont(name) is not font:
        raise AssertionError(f"{name} was registered elsewhere")
    widths = font.face.charWidths
    return Face(name, {chr(code): widths[code] for code in widths if code <= _LAST_BASIC_PLANE})


@lru_cache(maxsize=1)
def drawable() -> Collection[str]:
    """Characters that every face can draw."""
    return frozenset(face(REGULAR).widths) & frozenset(face(SEMIBOLD).widths)


def drawing_lock() -> Lock:
    """Held while a document is drawn: reportlab keeps its fonts for the whole process."""
    return _DRAWING


def _folder() -> Path:
    import font_source_sans_pro

    return Path(font_source_sans_pro.font_directory)
