"""The time of one matter: every entry with what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.locale_format import format_day, format_hours
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge, ClockState, EntryRow
from lawdesk.domain.timers import RunningClock
from lawdesk.store import time_entries, timers
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.clock_words import decimal_hours
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_PAGE = 60


class MatterTime(QWidget):
    """A table to look at; an entry is changed on the page Time, where Enter leads."""

    open_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._matter_id: MatterId | None = None
        self._view: MatterView | None = None
        self._running: RunningClock | None = None
        self.table = RowTable(_("Time of this matter"), self._columns())
        self.table.set_empty(_("No time yet. Start the clock, or enter time by hand."))
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(lambda entry_id, _link: self._on_opened(entry_id))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_matter(self, matter_id: MatterId, view: MatterView) -> None:
        """Reads the matter's entries again."""
        if matter_id != self._matter_id:
            self.table.set_rows([], key=lambda row: row.id)
        self._matter_id, self._view = matter_id, view
        self._running = timers.find_running_clock(self._desk.read)
        first = time_entries.list_rows(self._desk.read, matter_id=matter_id, limit=_PAGE)
        last = first[-1:]

        def more() -> Sequence[EntryRow]:
            after = last[0] if last else None
            found = time_entries.list_rows(
                self._desk.read, matter_id=matter_id, after=after, limit=_PAGE
            )
            last[:] = found[-1:] or last
            return found

        self.table.set_rows(first, lambda row: row.id, more if len(first) == _PAGE else None)
        self._show_total(matter_id, view)

    def _show_total(self, matter_id: MatterId, view: MatterView) -> None:
        total = time_entries.total(self._desk.read, matter_id=matter_id)
        count = _("1 entry") if total.entries == 1 else _("{count} entries")
        texts = {
            "day": count.format(count=total.entries),
            "worked": short_clock(total.raw_seconds),
            "billed": f"{decimal_hours(total.billed_seconds, view.practice.locale)} h",
            "amount": view.money(total.amount_cents),
        }
        self.table.set_total(texts if total.entries else {})

    def _columns(self) -> list[Column]:
        return [
            Column("day", _("Day"), lambda row: self._day(row.worked_on), 74, tone=_quiet),
            Column(
                "narrative",
                _("What was done"),
                lambda row: isolated(row.narrative),
                badge=_badge,
                detail=_codes,
            ),
            Column("worked", _("Worked"), self._worked, 62, right=True),
            Column("billed", _("Billed"), self._billed, 62, right=True, optional=True),
            Column("amount", _("Amount"), self._amount, 84, right=True),
            Column("invoice", _("Invoice"), _invoice, 92, tone=_quiet, links=_edit, optional=True),
        ]

    def _day(self, day: date) -> str:
        locale = self._view.practice.locale if self._view else "en"
        return format_day(day, locale, with_year=day.year != self._desk.clock.now().day.year)

    def _worked(self, row: EntryRow) -> str:
        running = self._running
        if running is not None and row.id == running.entry_id:
            return short_clock(running.seconds_at(self._desk.clock.now().at))
        return short_clock(row.raw_seconds)

    def _billed(self, row: EntryRow) -> str:
        if row.clock is ClockState.RUNNING:
            return ""
        locale = self._view.practice.locale if self._view else "en"
        return f"{format_hours(row.billed_units, row.unit_seconds, locale)} h"

    def _amount(self, row: EntryRow) -> str:
        if self._view is None or row.clock is ClockState.RUNNING:
            return ""
        return self._view.money(row.amount_cents)

    def _on_opened(self, entry_id: object) -> None:
        if isinstance(entry_id, int):
            self.open_asked.emit("time", entry_id)


def _quiet(_row: object) -> str:
    return "quiet"


def _invoice(row: EntryRow) -> str:
    return row.invoice_number or ""


def _edit(row: EntryRow) -> list[tuple[str, str]]:
    """What is not billed yet may still be changed."""
    return [] if row.invoice_number else [("edit", _("Edit"))]


def _codes(row: EntryRow) -> str:
    codes = " ".join(filter(None, (row.activity_code, row.task_code)))
    return f" · {codes}" if codes else ""


def _badge(row: EntryRow) -> tuple[str, str] | None:
    if row.undecided_seconds:
        return _("undecided"), "attention"
    if row.clock is ClockState.RUNNING:
        return _("running"), "running"
    if row.clock is ClockState.PARKED:
        return _("parked"), "quiet"
    return (_("no charge"), "quiet") if row.charge is Charge.NO_CHARGE else None
