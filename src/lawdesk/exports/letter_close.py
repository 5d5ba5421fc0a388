"""How a letter ends: sentences on how to pay and where to ask, with the payment code beside them.

What belongs here: how they are set and the code's picture. The sentences come from each letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from lawdesk.exports.letter import PageGeometry
from lawdesk.exports.paper import (
    MM,
    SMALL_QUIET,
    Element,
    Figure,
    Role,
    Strip,
    Style,
    Text,
)
from lawdesk.exports.paper_fonts import REGULAR
from lawdesk.exports.paper_text import paragraphs, printable, without_lone_word, wrap

CLOSING = Style(REGULAR, 9.5, 12.8)
_CODE_SIZE = 25 * MM
_CODE_GAP = 9 * MM
_BOX_DOTS = 89
_TEXT_WIDTH = 345.0
_PARAGRAPH_GAP = 7.0
_GAP_ABOVE = 20.0


def letter_close(
    texts: Sequence[str],
    code: str | None,
    words: Mapping[str, str],
    page: PageGeometry,
    *,
    is_draft: bool = False,
) -> list[Strip]:
    """The sentences; `code` is the text of the payment code, None for no code. A
    draft has an empty box in its place: nobody is to pay it, and nothing may move.
    """
    left = page.left + (_CODE_SIZE + _CODE_GAP if code else 0)
    strips = _paragraph_strips(texts, left, min(page.right - left, _TEXT_WIDTH))
    if code is None:
        return strips
    if is_draft:
        return _beside_code(strips, *_code_to_come(words["code_draft"], page.left))
    return _beside_code(strips, _code(code, words["code"], page.left))


def _paragraph_strips(texts: Sequence[str], left: float, width: float) -> list[Strip]:
    """Each sentence's lines stay together. A page may end between two sentences, but never before
    the last one: nothing is lonelier than the end of a letter on a page of its own.
    """
    strips: list[Strip] = []
    parts = [part for text in texts for part in paragraphs(text)]
    for number, part in enumerate(parts):
        is_before_last = number == len(parts) - 2
        lines = wrap(part, CLOSING.face, CLOSING.size, width)
        lines = without_lone_word(lines, CLOSING.face, CLOSING.size, width)
        for at, line in enumerate(lines):
            cell = Text(Role.PARAGRAPH, line, left, CLOSING.size, CLOSING)
            gap = 0.0 if at else _PARAGRAPH_GAP if strips else _GAP_ABOVE
            stays = is_before_last or at < len(lines) - 1
            strips.append(Strip(CLOSING.leading, (cell,), gap, keep_with_next=stays))
    return strips


def _beside_code(strips: list[Strip], *code: Element) -> list[Strip]:
    """The strips with the code beside the first of them; what stands beside it stays with it."""
    first = strips[0] if strips else Strip(0, (), gap=_GAP_ABOVE)
    placed = [replace(first, elements=(*code, *first.elements)), *strips[1:]]
    covered = 0.0
    for at, strip in enumerate(placed):
        covered += strip.height + (strip.gap if at else 0)
        if covered >= _CODE_SIZE:
            return placed
        placed[at] = replace(strip, keep_with_next=True)
    return [*placed, Strip(_CODE_SIZE - covered, ())]


def _code(text: str, alternative: str, left: float) -> Figure:
    return Figure(left, 0, _CODE_SIZE, code_modules(text), alternative)


def _code_to_come(words: str, left: float) -> list[Element]:
    """A dotted box where the code will be."""
    style = SMALL_QUIET
    lines = wrap(printable(words), style.face, style.size, _CODE_SIZE - 12)
    top = (_CODE_SIZE - len(lines) * style.leading) / 2 + style.size
    said: list[Element] = [
        Text(Role.PARAGRAPH, line, left + 6, top + at * style.leading, style)
        for at, line in enumerate(lines)
    ]
    return [Figure(left, 0, _CODE_SIZE, _dotted_box(), words), *said]


@lru_cache(maxsize=1)
def _dotted_box() -> tuple[tuple[bool, ...], ...]:
    edges = (0, _BOX_DOTS - 1)
    return tuple(
        tuple((x in edges or y in edges) and (x + y) % 2 == 0 for x in range(_BOX_DOTS))
        for y in range(_BOX_DOTS)
    )


@lru_cache(maxsize=8)
def code_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text` at error correction M; the page around it is its quiet zone."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8")
    rows = code.matrix_iter(border=0)
    return tuple(tuple(bool(module) for module in row) for row in rows)
