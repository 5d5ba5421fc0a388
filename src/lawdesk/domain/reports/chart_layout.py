"""A chart laid out in the room it is given: which bars and lines lie where, and their labels.

What belongs here: the way in, upright bars, and the key that names several series. Lines and lying
bars have modules of their own.
"""

from __future__ import annotations

from lawdesk.domain.reports.chart_lines import label_row, line_marks
from lawdesk.domain.reports.chart_lying import lying_height, lying_marks
from lawdesk.domain.reports.chart_marks import (
    Area,
    Figures,
    Label,
    Mark,
    Room,
    Scale,
    grid,
    grid_width,
)
from lawdesk.domain.reports.report import Chart, ChartKind

_UPRIGHT_LINES = 12
_KEY_LINES = 1.6
_WIDEST_LINES = 3.2


def chart_height(chart: Chart, line: float) -> float:
    """How high a chart wants to be, for that height of a text line."""
    if chart.kind is ChartKind.LYING:
        return lying_height(chart, line) + _key_height(chart, line)
    return _UPRIGHT_LINES * line


def lay_out(chart: Chart, room: Room, currency: str, locale: str) -> tuple[Mark, ...]:
    """Every mark of the chart; none for a chart without figures."""
    if chart.is_empty or room.width <= 0:
        return ()
    figures = Figures(chart.figures, currency, locale)
    top = _key_height(chart, room.line)
    key = _key(chart, room) if top else []
    if chart.kind is ChartKind.LINES:
        return (*line_marks(chart, room, figures),)
    if chart.kind is ChartKind.LYING:
        return (*key, *lying_marks(chart, room, figures, top))
    return (*key, *_upright(chart, room, figures, top))


def _key_height(chart: Chart, line: float) -> float:
    """Lines carry their names at their ends, and one series is named by the title."""
    return line * _KEY_LINES if len(chart.series) > 1 and chart.kind is not ChartKind.LINES else 0


def _key(chart: Chart, room: Room) -> list[Mark]:
    marks: list[Mark] = []
    x, side = 0.0, room.line * 0.6
    for series in chart.series:
        marks.append(Area(x, room.line * 0.3, side, side, series.tone))
        marks.append(Label(series.name, x + side + 5, room.line * 0.85, "left", "quiet"))
        x += side + 5 + room.measure(series.name) + room.line
    return marks


def _upright(chart: Chart, room: Room, figures: Figures, top: float) -> list[Mark]:
    """Bars side by side, or on top of each other, over their labels."""
    low, high = _reach(chart)
    head = room.line * 1.3
    foot = room.height - room.line * (1.5 if low == 0 else 2.6)
    scale = Scale(low, high, foot, top + head)
    words = [figures.words(value) for column in _columns(chart) for value in _labelled(column)]
    widest = max((room.measure(text) for text in words), default=0.0)
    is_labelled = widest + 4 <= _slot(chart, room.width)
    left = 0.0 if is_labelled else grid_width(scale, figures, room)
    right = room.width if not is_labelled else room.width - room.line
    pitch = min((right - left) / len(chart.labels), _most_pitch(chart, room))
    right = left + pitch * len(chart.labels)
    marks: list[Mark] = []
    if is_labelled:
        marks.append(Area(0, scale.place(0) - 0.5, right, 1, "edge"))
    else:
        marks += grid(scale, figures, room, left, room.width)
    for place in range(len(chart.labels)):
        marks += _bar(chart, place, left + place * pitch, pitch, scale, figures)
        if is_labelled:
            marks += _bar_labels(chart, place, left + place * pitch, pitch, scale, figures, room)
    return [*marks, *label_row(chart.under or chart.labels, room, left + pitch / 2, pitch)]


def _most_pitch(chart: Chart, room: Room) -> float:
    """Few bars stand beside each other instead of far apart."""
    side_by_side = 1 if chart.kind is ChartKind.STACKED else len(chart.series)
    longest = max(room.measure(label) for label in chart.under or chart.labels)
    return max(room.line * (_WIDEST_LINES * side_by_side + 3), longest + room.line)


def _slot(chart: Chart, width: float) -> float:
    """The room that one figure has above its bar."""
    side_by_side = 1 if chart.kind is ChartKind.STACKED else len(chart.series)
    share = 1.0 if side_by_side == 1 else 0.8
    return width / len(chart.labels) * share / side_by_side


Column = list[tuple[str, int, str]]


def _columns(chart: Chart) -> list[Column]:
    """For each label its (series name, value, tone); what is not there is left out."""
    return [
        [
            (series.name, value, chart.tones[place] if chart.tones else series.tone)
            for series in chart.series
            if (value := series.values[place]) is not None
        ]
        for place in range(len(chart.labels))
    ]


def _labelled(column: Column) -> list[int]:
    """Any of the figures that may stand on a column: each alone, or their sum."""
    return [*(value for _name, value, _tone in column), sum(value for _n, value, _t in column)]


def _reach(chart: Chart) -> tuple[int, int]:
    """The lowest and the highest place that bars get to."""
    ends = [0]
    for column in _columns(chart):
        values = [value for _name, value, _tone in column]
        if chart.kind is ChartKind.STACKED:
            ends.append(sum(value for value in values if value > 0))
            ends.append(sum(value for value in values if value < 0))
        else:
            ends += values
    return min(ends), max(ends)


def _bar(
    chart: Chart, place: int, left: float, pitch: float, scale: Scale, figures: Figures
) -> list[Mark]:
    column = _columns(chart)[place]
    marks: list[Mark] = []
    above = below = 0
    width = max(1.0, pitch * 0.64)
    side_by_side = chart.kind is not ChartKind.STACKED and len(column) > 1
    part = width / len(column) if side_by_side else width
    for at, (name, value, tone) in enumerate(column):
        start = 0
        if chart.kind is ChartKind.STACKED:
            start, above, below = _stacked(value, above, below)
        x = left + (pitch - width) / 2 + (at * part if side_by_side else 0)
        ends = sorted((scale.place(start), scale.place(start + value)))
        words = _spoken(chart.labels[place], name, figures.words(value), chart)
        gap = min(2.0, part / 8) if side_by_side else 0
        if value:
            marks.append(Area(x, ends[0], part - gap, ends[1] - ends[0], tone, words))
    return marks


def _stacked(value: int, above: int, below: int) -> tuple[int, int, int]:
    """Where this part of a bar starts, and how far the bar now reaches up and down."""
    if value >= 0:
        return above, above + value, below
    return below, above, below + value


def _spoken(label: str, name: str, figure: str, chart: Chart) -> str:
    return f"{label}: {figure}" if len(chart.series) == 1 else f"{label}, {name}: {figure}"


def _bar_labels(
    chart: Chart,
    place: int,
    left: float,
    pitch: float,
    scale: Scale,
    figures: Figures,
    room: Room,
) -> list[Mark]:
    column = _columns(chart)[place]
    if chart.kind is ChartKind.STACKED:
        total = sum(value for _name, value, _tone in column)
        reach = sum(value for _name, value, _tone in column if value > 0)
        tops = [(left + pitch / 2, total, reach)] if total else []
    else:
        width = pitch * 0.64
        part = width / max(1, len(column))
        first = left + (pitch - width) / 2 + part / 2
        tops = [(first + at * part, value, value) for at, (_n, value, _t) in enumerate(column)]
    return [
        Label(
            figures.words(value),
            x,
            scale.place(reach) + (-room.line * 0.35 if reach >= 0 else room.line),
            "centre",
        )
        for x, value, reach in tops
    ]
