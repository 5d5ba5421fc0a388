"""The past of a matter on its page: what it adds up to, and what happened, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.locale_format import format_day, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.store import invoices, matters, time_entries
from lawdesk.store.invoices import ListSum
from lawdesk.store.unbilled_work import covered_time
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.clock_words import decimal_hours
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.pages.timeline_rows import (
    Timeline,
    TimelineFilter,
    TimelineKey,
    TimelineRow,
    filter_words,
)
from lawdesk.ui.plain_words import dotted, isolated
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.row_table import RowTable

_TICK_MS = 30_000  # the running row shows minutes


class MatterTimeline(QWidget):
    """Figures above, the past below, all of it or one kind of thing."""

    open_asked = Signal(str, int)
    documents_asked = Signal()
    part_asked = Signal(str, int)  # "update", "message" or "request", and its id

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._matter_id: MatterId | None = None
        self._view: MatterView | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self.unbilled = Figure(_("Unbilled"))
        self.billed = Figure(_("Billed"))
        self.worked = Figure(_("Worked"))
        self.table = RowTable(_("Timeline"), self._columns(), header=False)
        self.table.set_empty(_("Nothing has happened in this matter yet. Start the clock."))
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(lambda key, _link: self._on_opened(key))
        self.filter = ChoiceBox(_("Show in the timeline"), list(filter_words().items()))
        self.filter.chosen.connect(lambda _key: self._on_filter_chosen())
        self._lay_out()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(24)
        for figure in (self.unbilled, self.billed, self.worked):
            figures.addWidget(figure, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(text_label(_("Show"), "quiet"))
        below.addWidget(self.filter)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(figures)
        layout.addLayout(below)
        layout.addWidget(self.table, 1)

    def show_matter(self, matter_id: MatterId, view: MatterView) -> None:
        """Reads the matter's past again."""
        self._view = view
        self._show_figures(matter_id, view)
        is_other = matter_id != self._matter_id
        self._matter_id = matter_id
        self._show_rows(anew=is_other)

    def _show_rows(self, *, anew: bool) -> None:
        if self._matter_id is None or self._view is None:
            return
        now, shown = self._desk.clock.now(), TimelineFilter(str(self.filter.key()))
        timeline = Timeline(self._desk.read, self._matter_id, self._view.practice, now, shown)
        rows = timeline.next_page()
        self.table.set_rows(rows, lambda row: row.key, timeline.next_page, anew=anew)
        if shown is TimelineFilter.ALL:
            self.table.set_empty(_("Nothing has happened in this matter yet. Start the clock."))
        else:
            self.table.set_empty(_("Nothing of this kind has happened in this matter."))

    def _on_filter_chosen(self) -> None:
        self._show_rows(anew=True)

    def _show_figures(self, matter_id: MatterId, view: MatterView) -> None:
        read, locale = self._desk.read, view.practice.locale
        open_work = time_entries.total(read, matter_id=matter_id, unbilled_only=True)
        hours = decimal_hours(open_work.billed_seconds, locale)
        waiting = matters.get_summary(read, matter_id).unbilled_cents
        covered = covered_time(read, matter_id)
        others = waiting - open_work.amount_cents + covered.cents
        note = _hours_in_entries(hours, open_work.entries)
        if covered.seconds:
            note = dotted(
                note,
                _("{hours} h in the agreed fee").format(
                    hours=decimal_hours(covered.seconds, locale)
                ),
            )
        elif others:  # expenses and fixed charges
            more = _("{hours} h and {amount} more")
            note = more.format(hours=hours, amount=view.money(others))
        self.unbilled.show_value(view.money(waiting), note)
        self._show_billed(invoices.list_sums(read, matter_id=matter_id), view)
        all_work = time_entries.total(read, matter_id=matter_id)
        self.worked.show_value(short_clock(all_work.raw_seconds), _entries(all_work.entries))

    def _show_billed(self, sums: Sequence[ListSum], view: MatterView) -> None:
        """Bills in other currencies are named beside the practice's own, never added to them."""
        own = view.practice.currency
        count = sum(each.count for each in sums)
        noted = _("1 invoice") if count == 1 else _("{count} invoices").format(count=count)
        cents = next((each.total_cents for each in sums if each.currency == own), 0)
        others = [
            format_money(each.total_cents, each.currency, view.practice.locale, with_currency=True)
            for each in sums
            if each.currency != own
        ]
        self.billed.show_value(view.money(cents), dotted(noted, *others))

    def _columns(self) -> list[Column]:
        return [
            Column("day", _("Day"), self._day_words, width=76, tone=lambda _row: "quiet"),
            Column(
                "what",
                _("What happened"),
                lambda row: isolated(row.words),
                icon=lambda row: row.icon,
                bold=lambda row: row.mark is not None and row.mark[1] == "running",
                badge=lambda row: row.mark,
                detail=lambda row: isolated(row.detail),
            ),
            Column(
                "figure",
                _("Time or state"),
                lambda row: row.figure,
                width=100,
                right=True,
                badge=lambda row: row.state,
                links=lambda row: [("look", row.link)] if row.link else [],
            ),
        ]

    def _day_words(self, row: TimelineRow) -> str:
        today = self._desk.clock.now().day
        if row.day == today:
            return _("today")
        locale = self._view.practice.locale if self._view else "en"
        return format_day(row.day, locale, with_year=row.day.year != today.year)

    def _on_tick(self) -> None:
        matter_id, view = self._matter_id, self._view
        if view is None or matter_id is None or matter_id != view.running:
            return
        if self.isVisible():
            self.show_matter(matter_id, view)

    def _on_opened(self, key: object) -> None:
        if not isinstance(key, TimelineKey):
            return
        if key.kind == "document":
            self.documents_asked.emit()
        elif key.kind == "bundle":
            self.open_asked.emit("written bundle", key.id)
        elif key.kind in ("update", "message", "request"):
            self.part_asked.emit(key.kind, key.id)
        else:
            self.open_asked.emit(key.kind, key.id)


def _hours_in_entries(hours: str, count: int) -> str:
    if count == 1:
        return _("{hours} h in 1 entry").format(hours=hours)
    return _("{hours} h in {count} entries").format(hours=hours, count=count)


def _entries(count: int) -> str:
    return _("in 1 entry") if count == 1 else _("in {count} entries").format(count=count)
