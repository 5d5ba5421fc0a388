"""Lines over time, each with its name and last figure at its end."""

from __future__ import annotations

from collections.abc import Sequence

from lawdesk.domain.reports.chart_marks import (
    Area,
    Figures,
    Label,
    Line,
    Mark,
    Room,
    Scale,
    grid,
    grid_width,
)
from lawdesk.domain.reports.report import Chart, Series

_DOT = 5.0
_MOST_DOTS = 24
_END_SHARE = 0.4


def line_marks(chart: Chart, room: Room, figures: Figures) -> list[Mark]:
    """Grid, lines, dots and end labels of a chart of lines."""
    values = [v for series in chart.series for v in series.values if v is not None]
    foot = room.height - room.line * 1.5
    scale = Scale(min(0, *values), max(0, *values), foot, room.line * 0.8)
    left = grid_width(scale, figures, room)
    ends = [_end_words(series, figures) for series in chart.series]
    widest = min(max(room.measure(words) for words in ends), room.width * _END_SHARE)
    right = max(left + 1, room.width - widest - 12)
    pitch = (right - left) / max(1, len(chart.labels) - 1)
    marks = grid(scale, figures, room, left, right)
    for series in chart.series:
        marks += _series_marks(chart, series, figures, scale, left, pitch)
    marks += _end_labels(chart, ends, scale, room, right)
    return [*marks, *label_row(chart.under or chart.labels, room, left, pitch)]


def label_row(labels: Sequence[str], room: Room, first: float, pitch: float) -> list[Mark]:
    """Labels under their places, as many as stand clear of each other."""
    y = room.height - room.line * 0.25
    marks: list[Mark] = []
    free_from = 0.0
    for place, label in enumerate(labels):
        if not label:
            continue
        half = room.measure(label) / 2
        centre = max(half, min(first + place * pitch, room.width - half))
        if centre - half >= free_from:
            marks.append(Label(label, centre, y, "centre", "quiet"))
            free_from = centre + half + room.line * 0.6
    return marks


def _end_words(series: Series, figures: Figures) -> str:
    last = _last(series)
    return series.name if last is None else f"{series.name} {figures.words(last[1])}"


def _last(series: Series) -> tuple[int, int] | None:
    """Place and value of the last figure that is there."""
    known = [(place, value) for place, value in enumerate(series.values) if value is not None]
    return known[-1] if known else None


def _series_marks(
    chart: Chart, series: Series, figures: Figures, scale: Scale, left: float, pitch: float
) -> list[Mark]:
    marks: list[Mark] = [Line(run, series.tone) for run in _runs(series, scale, left, pitch)]
    known = [(place, value) for place, value in enumerate(series.values) if value is not None]
    for place, value in known:
        x, y = left + place * pitch, scale.place(value)
        words = f"{chart.labels[place]}, {series.name}: {figures.words(value)}"
        side = _DOT if len(chart.labels) <= _MOST_DOTS or place == known[-1][0] else 0.0
        marks.append(Area(x - side / 2, y - side / 2, side, side, series.tone, words))
    return marks


def _runs(
    series: Series, scale: Scale, left: float, pitch: float
) -> list[tuple[tuple[float, float], ...]]:
    """The stretches of the line; it is broken where a figure is missing."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(series.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((left + place * pitch, scale.place(value)))
    return [tuple(run) for run in runs if len(run) > 1]


def _end_labels(
    chart: Chart, ends: Sequence[str], scale: Scale, room: Room, right: float
) -> list[Mark]:
    """Names at the ends of their lines, moved apart where they would touch."""
    wanted = []
    for series, words in zip(chart.series, ends, strict=True):
        last = _last(series)
        if last is not None:
            wanted.append((scale.place(last[1]) + room.line * 0.3, words, series.tone))
    placed: list[Mark] = []
    lowest = room.line * 0.8
    for y, words, tone in sorted(wanted):
        at = max(y, lowest)
        shown = room.clipped(words, max(0.0, room.width - right - 10))
        placed.append(Label(shown, right + 10, at, "left", tone))
        lowest = at + room.line * 1.05
    return placed
