"""Where the marks of a chart lie: inside the room, in proportion, clear of each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.reports.chart_layout import chart_height, lay_out
from lawdesk.domain.reports.chart_marks import Area, Label, Line, Mark, Room, Scale
from lawdesk.domain.reports.report import Chart, ChartKind, Kind, Series

LINE = 12.0


def room(width: float = 400, height: float = 150) -> Room:
    return Room(width, height, LINE, lambda text: 6.0 * len(text))


def chart(kind: ChartKind, *values: tuple[int | None, ...], figures: Kind = Kind.COUNT) -> Chart:
    labels = tuple(f"L{n}" for n in range(len(values[0])))
    tones = ("accent", "running", "quiet")
    series = tuple(
        Series(f"S{n}", each, tone)
        for n, (each, tone) in enumerate(zip(values, tones, strict=False))
    )
    return Chart("Title", kind, figures, labels, series)


def bars(marks: tuple[Mark, ...]) -> list[Area]:
    return [mark for mark in marks if isinstance(mark, Area) and mark.words]


def texts(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Label)]


def test_bars_are_as_high_as_their_figures_and_carry_them() -> None:
    marks = lay_out(chart(ChartKind.BARS, (50, 100, 0)), room(), "EUR", "en_US")
    low, high = bars(marks)
    assert high.height == pytest.approx(2 * low.height)
    assert low.y + low.height == pytest.approx(high.y + high.height)
    assert low.words == "L0: 50"
    assert {"50", "100", "0", "L0", "L1", "L2"} <= set(texts(marks))


def test_stacked_parts_stand_on_each_other() -> None:
    marks = lay_out(chart(ChartKind.STACKED, (60,), (40,)), room(), "EUR", "en_US")
    lower, upper = bars(marks)
    assert upper.y + upper.height == pytest.approx(lower.y)
    assert {"S0", "S1", "100"} <= set(texts(marks))


def test_negative_bars_hang_below_the_line() -> None:
    marks = lay_out(chart(ChartKind.BARS, (50, -50)), room(), "EUR", "en_US")
    up, down = bars(marks)
    assert up.y + up.height == pytest.approx(down.y)


def test_a_line_is_broken_where_a_figure_is_missing() -> None:
    marks = lay_out(chart(ChartKind.LINES, (1, 2, None, 4, 5)), room(), "EUR", "en_US")
    lines = [mark for mark in marks if isinstance(mark, Line)]
    assert [len(line.points) for line in lines] == [2, 2]
    assert "S0 5" in texts(marks)


def test_names_at_the_ends_of_lines_do_not_touch() -> None:
    marks = lay_out(chart(ChartKind.LINES, (1, 9), (1, 9), (1, 9)), room(), "EUR", "en_US")
    ends = sorted(m.y for m in marks if isinstance(m, Label) and m.text.startswith("S"))
    assert all(below - above >= LINE for above, below in pairwise(ends))


def test_long_names_of_lying_bars_are_cut_and_keep_their_figures() -> None:
    long = Chart(
        "T", ChartKind.LYING, Kind.MONEY, ("x" * 90, "b"), (Series("S", (123_400, 61_700)),)
    )
    height = chart_height(long, LINE)
    marks = lay_out(long, room(height=height), "EUR", "en_US")
    first, second = bars(marks)
    assert first.width == pytest.approx(2 * second.width)
    assert any(text.endswith("…") for text in texts(marks))
    assert "1,234" in texts(marks)


def test_many_months_get_a_scale_instead_of_figures_on_every_bar() -> None:
    many = chart(ChartKind.BARS, tuple(range(1_000, 1_240)))
    words = texts(lay_out(many, room(), "EUR", "en_US"))
    assert {"0", "500", "1,000"} <= set(words)
    assert len(words) < 60


def test_nothing_to_draw_gives_no_marks() -> None:
    assert lay_out(chart(ChartKind.BARS, (0, 0)), room(), "EUR", "en_US") == ()
    assert lay_out(chart(ChartKind.LINES, (None, None)), room(), "EUR", "en_US") == ()
    empty = Chart("T", ChartKind.LYING, Kind.COUNT, (), (Series("S", ()),))
    assert lay_out(empty, room(), "EUR", "en_US") == ()


@given(st.integers(0, 10**15), st.integers(1, 10**6))
def test_a_scale_has_few_round_steps(high: int, unit: int) -> None:
    steps = list(Scale(0, high, 100, 0).steps(unit))
    assert steps[0] == 0
    assert 1 <= len(steps) <= 6
    assert all(step % unit == 0 for step in steps)


FIGURES = st.lists(
    st.tuples(st.integers(-(10**12), 10**12), st.one_of(st.none(), st.integers(0, 10**12))),
    min_size=1,
    max_size=40,
)


@given(FIGURES, st.sampled_from(list(ChartKind)), st.integers(120, 900))
def test_no_mark_leaves_the_room(
    found: list[tuple[int, int | None]], kind: ChartKind, width: int
) -> None:
    first = tuple(one for one, _other in found)
    second = tuple(other for _one, other in found)
    whole = chart(kind, first, second, figures=Kind.MONEY)
    height = chart_height(whole, LINE)
    for mark in lay_out(whole, room(width, height), "EUR", "en_US"):
        if isinstance(mark, Area):
            assert mark.width >= 0
            assert mark.height >= 0
            assert mark.y >= -3
            assert mark.y + mark.height <= height + 3
        elif isinstance(mark, Label):
            assert 0 <= mark.y <= height + 3
