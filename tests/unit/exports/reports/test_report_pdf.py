"""A report on paper: every figure is there, nothing leaves the page, heads and sums stand right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest

from lawdesk.domain.reports.figure_words import cell_words
from lawdesk.domain.reports.report import ChartKind, Report
from lawdesk.exports.paper import Page, Role, Shape, Text
from lawdesk.exports.paper_text import printable
from lawdesk.exports.reports.report_pdf import Letterhead, draw_report, lay_out_report
from sample_reports import all_reports, flat_fees, wip

HEAD = Letterhead("Helen Marsh", ("Attorney at Law · 412 Court Street",), date(2026, 11, 20))
LOCALE = "en_US"


def texts(pages: list[Page]) -> list[Text]:
    return [
        element
        for page in pages
        for _top, strip in page.placed
        for element in strip.elements
        if isinstance(element, Text)
    ]


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("place", range(9))
def test_every_figure_of_every_report_is_on_the_paper(place: int) -> None:
    report = all_reports()[place]
    whole = " ".join(" ".join(text_of(draw_report(report, HEAD, LOCALE))).split())
    assert report.totals is not None
    for row in (*report.rows, *report.subtotals, report.totals):
        for cell, column in zip(row[1:], report.columns[1:], strict=True):
            if isinstance(cell, int):
                assert cell_words(cell, column.kind, report.currency, LOCALE) in whole
    assert report.title in whole
    assert "Helen Marsh" in whole


@pytest.mark.parametrize("place", range(9))
@pytest.mark.parametrize("size", ["A4", "LETTER"])
def test_nothing_leaves_the_page_and_figures_do_not_touch(place: int, size: str) -> None:
    report = all_reports(matters=60)[place]
    pages = lay_out_report(report, replace(HEAD, paper_size=size), LOCALE)
    width = 842 if len(report.columns) > 7 else 612
    for page in pages:
        for top, strip in page.placed:
            for element in strip.elements:
                if isinstance(element, Shape):
                    assert all(0 < x < width and 0 < y + top < 842 for x, y in element.corners)
            _require_apart([e for e in strip.elements if isinstance(e, Text)])


def _require_apart(line: list[Text]) -> None:
    """Cells on one baseline end before the next begins."""
    cells = sorted(
        (text.x - text.style.width(text.text) if text.align == "right" else text.x, text)
        for text in line
        if text.role is Role.CELL
    )
    for (_left, text), (following, _next) in pairwise(cells):
        right = text.x if text.align == "right" else text.x + text.style.width(text.text)
        assert right < following


def test_a_long_table_repeats_its_head_and_keeps_a_row_beside_its_sums() -> None:
    report = wip(200)
    pages = text_of(draw_report(report, HEAD, LOCALE))
    assert len(pages) > 4
    assert all("Oldest" in page for page in pages)
    assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))
    assert "Total" in pages[-1]
    last = report.rows[-1]
    assert cell_words(last[-1], report.columns[-1].kind, "USD", LOCALE) in pages[-1]


@pytest.mark.parametrize("count", range(8, 40))
def test_sums_never_stand_alone_on_a_page(count: int) -> None:
    last = lay_out_report(wip(count), HEAD, LOCALE)[-1]
    cells = [e for e in texts([last]) if e.role is Role.CELL]
    assert len({e.y + top for top, s in last.placed for e in s.elements if e in cells}) >= 2


def test_hostile_and_endless_names_are_cut_and_cannot_break_the_page() -> None:
    report = flat_fees()
    name = "=cmd|'/C calc'!A0 \u202e" + "Ω" * 3_000
    rows = tuple((name, name, *row[2:]) for row in report.rows)
    chart = report.chart
    assert chart is not None
    hostile = replace(report, rows=rows, chart=replace(chart, labels=(name,) * len(chart.labels)))
    assert len(text_of(draw_report(hostile, HEAD, LOCALE))) == 1
    assert any(text.text.endswith("…") for text in texts(lay_out_report(hostile, HEAD, LOCALE)))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert draw_report(wip(9), HEAD, "de_DE") == draw_report(wip(9), HEAD, "de_DE")


def test_bars_and_lines_are_drawn() -> None:
    for report in all_reports():
        pages = lay_out_report(report, HEAD, LOCALE)
        shapes = [e for _top, s in pages[0].placed for e in s.elements if isinstance(e, Shape)]
        assert report.chart is not None
        least = 20 if report.chart.kind is ChartKind.LINES else len(report.chart.labels) // 2
        assert len(shapes) > least


def test_an_empty_report_is_a_page_with_its_title_and_no_chart() -> None:
    empty = replace(flat_fees(), rows=(), totals=None, chart=None, opens=())
    (page,) = text_of(draw_report(empty, HEAD, LOCALE))
    assert "Flat fees" in page
    assert printable(empty.note).split()[0] in page


def _columns(report: Report) -> int:
    return len(report.columns)


def test_wide_tables_lie_across() -> None:
    for report in (wip(3), flat_fees()):
        document = pypdfium2.PdfDocument(draw_report(report, HEAD, LOCALE))
        width, height = document[0].get_size()
        document.close()
        assert (width > height) is (_columns(report) > 7)
