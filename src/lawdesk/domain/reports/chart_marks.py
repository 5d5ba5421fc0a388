"""What a chart is drawn from: filled areas, lines and labels, with their places.

What belongs here: the marks, the room they are laid out in, and scales. Window and PDF paint the
same marks; places count from the upper left corner, a label stands on its baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from lawdesk.domain.money import minor_digits
from lawdesk.domain.reports.figure_words import label_words
from lawdesk.domain.reports.report import Kind

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle. `words` say what it stands for."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, in the colour of its tone."""

    points: tuple[tuple[float, float], ...]
    tone: str


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text, ending at, starting at, or centred on `x`."""

    text: str
    x: float
    y: float
    align: Literal["left", "right", "centre"] = "left"
    tone: str = "ink"


Mark = Area | Line | Label


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a chart: its size, the height of a text line, and how wide a text is."""

    width: float
    height: float
    line: float
    measure: Callable[[str], float]

    def clipped(self, text: str, width: float) -> str:
        """The text, its end replaced by “…” where it is wider than `width`."""
        if self.measure(text) <= width:
            return text
        while text and self.measure(text + _ELLIPSIS) > width:
            text = text[:-1]
        return text.rstrip() + _ELLIPSIS


@dataclass(frozen=True, slots=True)
class Figures:
    """How the figures of a chart are written."""

    kind: Kind
    currency: str
    locale: str

    def words(self, value: int) -> str:
        """A figure as a label has it."""
        return label_words(value, self.kind, self.currency, self.locale)

    @property
    def unit(self) -> int:
        """The smallest step of a scale whose labels differ."""
        if self.kind is Kind.MONEY:
            return int(10 ** minor_digits(self.currency))
        return {Kind.HOURS: 3_600, Kind.PERCENT: 10_000}.get(self.kind, 1)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value lies between two places; the range always holds zero."""

    low: int
    high: int
    at_low: float
    at_high: float

    def place(self, value: int) -> float:
        """The place of a value."""
        return self.at_low + (self.at_high - self.at_low) * (value - self.low) / self._span

    @property
    def _span(self) -> int:
        return max(1, self.high - self.low)

    def steps(self, unit: int) -> Iterator[int]:
        """Three to six round values of the range, zero among them."""
        step = _round_step(self._span, unit)
        value = -(-self.low // step) * step
        while value <= self.high:
            yield value
            value += step


def _round_step(span: int, unit: int) -> int:
    """The least of 1, 2, 5, 10, 20 … units of which at most five fill the span."""
    step = unit
    while True:
        for factor in (1, 2, 5):
            if span <= 5 * step * factor:
                return step * factor
        step *= 10


def grid(scale: Scale, figures: Figures, room: Room, left: float, right: float) -> list[Mark]:
    """Hairlines at round values, each with its figure at the left."""
    marks: list[Mark] = []
    for value in scale.steps(figures.unit):
        y = scale.place(value)
        tone = "edge" if value == 0 else "line"
        marks.append(Area(left, y - 0.5, right - left, 1, tone))
        words = figures.words(value)
        marks.append(Label(words, left - 6, y + room.line * 0.3, "right", "quiet"))
    return marks


def grid_width(scale: Scale, figures: Figures, room: Room) -> float:
    """The room that the figures of a grid take at the left."""
    return max(room.measure(figures.words(value)) for value in scale.steps(figures.unit)) + 6
