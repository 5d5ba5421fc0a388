"""The block of totals where the eye lands: quiet sums, and the one amount that counts.

What belongs here: how it is set. Which sums stand in it is for each letter to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawdesk.exports.letter import PageGeometry
from lawdesk.exports.paper import BODY, INK, Element, Role, Rule, Strip, Style, Text
from lawdesk.exports.paper_fonts import SEMIBOLD
from lawdesk.exports.paper_text import printable, without_lone_word, wrap

DUE = Style(SEMIBOLD, 12, 16)
_TOTALS_WIDTH = 0.62
_ROW_HEIGHT = 17.5


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A label with an amount; the amount is formatted."""

    label: str
    amount: str
    style: Style = BODY


def totals_strip(rows: Sequence[TotalRow], last: TotalRow, page: PageGeometry) -> Strip:
    """The sums below a hairline, and below a stronger line the `last` one, set large."""
    left = page.right - page.text_width * _TOTALS_WIDTH
    width = page.right - left
    elements: list[Element] = [Rule(left, 0, width)] if rows else []
    y = 0.0
    for row in rows:
        row_elements, height = _row(row, left, page.right, y)
        elements += row_elements
        y += height
    elements.append(Rule(left, y + 3, width, 0.8, INK))
    last_row = TotalRow(last.label, last.amount, DUE)
    last_elements, height = _row(last_row, left, page.right, y + 3)
    return Strip(y + 3 + height, (*elements, *last_elements), gap=12)


def _row(row: TotalRow, left: float, right: float, y: float) -> tuple[list[Element], float]:
    """Label lines and amount below `y`, and their height."""
    amount = printable(row.amount)
    room = right - left - row.style.width(amount) - 12
    face, size = row.style.face, row.style.size
    labels = without_lone_word(wrap(printable(row.label), face, size, room), face, size, room)
    leading = row.style.leading
    elements: list[Element] = [
        Text(Role.CELL, label, left, y + leading + at * leading, row.style)
        for at, label in enumerate(labels)
    ]
    elements.append(Text(Role.CELL, amount, right, y + leading, row.style, "right"))
    return elements, _ROW_HEIGHT + (len(labels) - 1) * leading
