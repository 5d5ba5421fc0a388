"""The gap report: series, holes, a later beginning, and the file for the accountant."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import Folders, answer, click, issue, make_work, show
from desk_room import DeskRoom
from lawdesk.domain.invoices import InvoiceKind
from lawdesk.operations.issued_numbers import begin_series, next_number
from lawdesk.store import invoices, numbers
from lawdesk.ui.pages.receivables.gap_report_part import GapReportPart, spans_words
from practice_room import FRIDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def part(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> GapReportPart:
    """The report over one invoice, numbered 42 because others came before."""
    begin(desk_room, 42, "=1+1 by hand")
    issue(desk_room.room, make_work(desk_room.room))
    part = GapReportPart(desk_room.desk, files=Folders(tmp_path))
    show(qtbot, part)
    return part


def begin(desk_room: DeskRoom, first: int, why: str) -> None:
    now = desk_room.clock.now()
    desk_room.room.do(begin_series, InvoiceKind.INVOICE, first, why, now=now)


def fill(part: GapReportPart, number: str, why: str) -> None:
    """Types into the form and presses its button."""
    for name, text in (("number", number), ("explanation", why)):
        control = part.form.form._fields[name].field.control()
        control.setFocus()
        control.clear()  # type: ignore[attr-defined]
        QTest.keyClicks(control, text)
    click(part.form.button)


def test_holes_stand_with_their_explanation(part: GapReportPart) -> None:
    rows = [(row.series, row.issued, row.last, row.holes, row.why) for row in part.table.model.rows]
    assert rows == [
        ("Invoices 2026", "1", "42", "all explained", ""),
        ("", "", "", "1–41", "=1+1 by hand"),
    ]
    assert "No number is missing without an explanation" in part.header._line.text()


def test_a_series_goes_on_at_a_later_number(part: GapReportPart, desk_room: DeskRoom) -> None:
    fill(part, "100", "Voided forms 43 to 99")
    assert next_number(desk_room.room.read, InvoiceKind.INVOICE, FRIDAY) == "2026-0100"
    assert part.table.model.rows[-1].holes == "43–99"
    issue(desk_room.room, make_work(desk_room.room))
    (latest, *_rest) = invoices.list_summaries(desk_room.room.read)
    assert latest.number == "2026-0100"


@pytest.mark.parametrize(
    ("number", "why", "field", "sentence"),
    [
        ("43", "x", "number", "gone as far already"),
        ("forty", "x", "number", "whole number"),
        ("-5", "x", "number", "whole number"),
        ("²", "x", "number", "whole number"),
        ("99", "", "explanation", "why numbers are left out"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(
    part: GapReportPart, desk_room: DeskRoom, number: str, why: str, field: str, sentence: str
) -> None:
    fill(part, number, why)
    assert sentence in part.form.form._fields[field]._below.text()
    assert next_number(desk_room.room.read, InvoiceKind.INVOICE, FRIDAY) == "2026-0043"


def test_the_report_is_saved_as_a_file_that_runs_nothing(
    qtbot: QtBot, part: GapReportPart, tmp_path: Path
) -> None:
    answer("Save plain file")
    click(part.csv_button)
    target = tmp_path / "Gap report 2026-11-20.csv"
    qtbot.waitUntil(target.exists, timeout=10_000)
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines == [
        '"Series","Issued","Last number","Missing numbers","Why"',
        '"Invoices 2026",1,42,"all explained",',
        '"Invoices 2026",,,"1–41","\'=1+1 by hand"',
    ]


def test_runs_of_numbers_are_told_as_spans() -> None:
    assert spans_words([1, 2, 3, 5, 8, 9]) == "1–3, 5, 8–9"
    assert spans_words([]) == ""


def test_without_numbers_the_report_says_so(qtbot: QtBot, desk_room: DeskRoom) -> None:
    part = GapReportPart(desk_room.desk)
    show(qtbot, part)
    assert part.table.model.rows == []
    assert not part.csv_button.isEnabled()


def test_a_hole_without_explanation_is_told(qtbot: QtBot, desk_room: DeskRoom) -> None:
    desk_room.room.do(numbers.set_last, "invoice", "2026", 3, FRIDAY)
    issue(desk_room.room, make_work(desk_room.room))
    part = GapReportPart(desk_room.desk)
    show(qtbot, part)
    (row,) = part.table.model.rows
    assert (row.holes, row.why, row.tone) == ("1–3", "not explained", "overdue")
    assert part.header._line.text() == "3 numbers are missing without an explanation."
