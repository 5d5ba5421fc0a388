"""Lying bars: a name, a bar of one or more parts, and what the parts come to."""

from __future__ import annotations

from lawdesk.domain.reports.chart_marks import Area, Figures, Label, Mark, Room, Scale
from lawdesk.domain.reports.report import Chart

_PITCH_LINES = 1.7
_LEAST_PITCH_LINES = 1.3
_NAME_SHARE = 0.34
_GAP = 10.0


def lying_height(chart: Chart, line: float) -> float:
    """How high all bars stand together."""
    return max(1, len(chart.labels)) * line * _PITCH_LINES


def lying_marks(chart: Chart, room: Room, figures: Figures, top: float) -> list[Mark]:
    """Names at the left, bars in the middle, figures at their ends; parts below zero count none.

    The first bars are shown, as many as the room holds.
    """
    most = max(1, int((room.height - top) / (room.line * _LEAST_PITCH_LINES)))
    shown = range(min(most, len(chart.labels)))
    totals = [_total(chart, place) for place in shown]
    names = max(room.measure(chart.labels[place]) for place in shown)
    left = min(names, room.width * _NAME_SHARE) + _GAP
    right = room.width - max(room.measure(figures.words(total)) for total in totals) - _GAP
    scale = Scale(0, max(1, *totals), left, max(left + 1, right))
    pitch = min((room.height - top) / len(shown), room.line * _PITCH_LINES)
    marks: list[Mark] = []
    for place, total in enumerate(totals):
        middle = top + (place + 0.5) * pitch
        marks += _bar(chart, place, scale, room, figures, middle)
        base = middle + room.line * 0.3
        label = room.clipped(chart.labels[place], left - _GAP)
        marks.append(Label(label, left - _GAP, base, "right", "ink"))
        end = scale.place(max(0, total)) + _GAP * 0.6
        marks.append(Label(figures.words(total), end, base, "left", "quiet"))
    return marks


def _total(chart: Chart, place: int) -> int:
    return sum(series.values[place] or 0 for series in chart.series)


def _bar(
    chart: Chart, place: int, scale: Scale, room: Room, figures: Figures, middle: float
) -> list[Mark]:
    height = room.line * 0.95
    marks: list[Mark] = []
    start = 0
    for series in chart.series:
        value = max(0, series.values[place] or 0)
        x, end = scale.place(start), scale.place(start + value)
        tone = chart.tones[place] if chart.tones else series.tone
        name = f", {series.name}" if len(chart.series) > 1 else ""
        words = f"{chart.labels[place]}{name}: {figures.words(value)}"
        if value:
            marks.append(Area(x, middle - height / 2, max(1.0, end - x), height, tone, words))
        start += value
    return marks
