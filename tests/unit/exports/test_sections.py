"""Sections and tables: where things stand, and that nothing is lost or leaves the margins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawdesk.exports.paper import Frame, Strip, Text, flow
from lawdesk.exports.sections import (
    NORMAL,
    Column,
    Edges,
    Figures,
    Row,
    Section,
    section_strips,
    signature_strip,
    table_strips,
)

EDGES = Edges(70, 540)


def texts(strips: list[Strip]) -> list[Text]:
    return [e for strip in strips for e in strip.elements if isinstance(e, Text)]


def span(text: Text) -> tuple[float, float]:
    width = text.style.width(text.text)
    return (text.x - width, text.x) if text.align == "right" else (text.x, text.x + width)


def test_label_and_text_begin_on_the_same_line() -> None:
    first = section_strips(Section("Tax", ("VAT is added.",)), EDGES, NORMAL)[0]
    label, text = (e for e in first.elements if isinstance(e, Text))
    assert (label.x, label.text) == (70, "Tax")
    assert (text.x, text.text) == (EDGES.text_left, "VAT is added.")
    assert label.y == text.y


def test_a_long_label_beside_a_short_text_keeps_all_its_lines() -> None:
    label = "How long I keep papers and what becomes of them afterwards"
    strips = section_strips(Section(label, ("Six years.",)), EDGES, NORMAL)
    said = [text.text for text in texts(strips) if text.x == 70]
    assert " ".join(said) == label


def test_a_figure_stands_beside_the_first_line_of_a_long_name() -> None:
    strips = section_strips(
        Section("Costs", (Figures("expert opinion " * 20, "9.50"),)), EDGES, NORMAL
    )
    assert "9.50" in [text.text for text in texts(strips[:1])]
    assert len(strips) > 1


@settings(max_examples=50)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=5), st.text(max_size=60))
def test_any_text_stays_within_the_margins(parts: list[str], label: str) -> None:
    for text in texts(section_strips(Section(label, tuple(parts)), EDGES, NORMAL)):
        left, right = span(text)
        assert left >= 70 - 0.01
        assert right <= 540.01


def test_columns_do_not_meet_and_the_filling_one_takes_what_is_left() -> None:
    columns = (Column("Date"), Column("Work", fills=True), Column("Amount", is_figure=True))
    rows = [Row((f"{at} November 2026", "reply brief " * at, f"{at}.00")) for at in range(1, 9)]
    rows.append(Row(("", "Together", "36.00"), is_sum=True))
    strips = table_strips(columns, rows, EDGES, NORMAL)
    by_line = [sorted(span(text) for text in texts([strip])) for strip in strips]
    for line in by_line:
        assert all(one[1] < other[0] for one, other in pairwise(line))
    assert max(right for line in by_line for _left, right in line) == pytest.approx(540)


def test_a_table_repeats_its_heads_and_keeps_its_sum_with_a_row() -> None:
    columns = (Column("Work", fills=True), Column("Amount", is_figure=True))
    rows = [Row((f"line {at}", "1.00")) for at in range(100)]
    rows.append(Row(("Together", "100.00"), is_sum=True))
    pages = flow(table_strips(columns, rows, EDGES, NORMAL), Frame(50, 50, 700))
    said = [[text.text for text in texts([s for _top, s in page.placed])] for page in pages]
    assert len(pages) > 1
    assert all(page[:2] == ["Work", "Amount"] for page in said)
    assert said[-1][-4:] == ["line 99", "1.00", "Together", "100.00"]


def test_names_under_signatures_are_cut_to_their_line() -> None:
    strip = signature_strip(("Date", "Signature"), EDGES, NORMAL, ("", "N" * 300))
    assert all(right <= 540.01 for _left, right in map(span, texts([strip])))
