"""What happened in a matter, newest first: work, invoices, documents, bundles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clock import Moment, day_of
from lawdesk.domain.documents import Document, DocumentKind
from lawdesk.domain.invoices import InvoiceSummary
from lawdesk.domain.locale_format import format_day, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.time_entries import ClockState, EntryRow
from lawdesk.store import bundles, documents, invoices, matters, time_entries, timers
from lawdesk.store.bundles import Bundle
from lawdesk.store.database import Reader
from lawdesk.store.invoices import ListSum
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.clock_words import decimal_hours
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import kind_words
from lawdesk.ui.pages.invoice_rows import state_of
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.plain_words import dotted, isolated
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_PAGE = 60
_MOST_INVOICES = 1000
_TICK_MS = 30_000  # the running row shows minutes


@dataclass(frozen=True, slots=True)
class TimelineKey:
    """Which thing a row is: an entry and an invoice may have the same id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing that happened."""

    key: TimelineKey
    day: date
    icon: str
    words: str
    detail: str = ""
    figure: str = ""
    mark: tuple[str, str] | None = None
    state: tuple[str, str] | None = None
    link: str = ""


class Timeline:
    """Reads a matter's past page by page: entries may be many, the other things are few."""

    def __init__(self, read: Reader, matter_id: MatterId, practice: Practice, now: Moment) -> None:
        self._read, self._matter_id = read, matter_id
        self._last: EntryRow | None = None
        self._is_read = False
        self._now, self._running = now, timers.find_running_clock(read)
        papers = documents.list_of_matter(read, matter_id)
        issued = invoices.list_summaries(read, matter_id=matter_id, limit=_MOST_INVOICES)
        others = [invoice_row(invoice, practice) for invoice in issued]
        others += [bundle_row(bundle) for bundle in bundles.list_of_matter(read, matter_id)]
        others += [
            document_row(paper, now) for paper in papers if paper.kind is DocumentKind.DOCUMENT
        ]
        self._others = sorted(others, key=lambda row: row.day, reverse=True)

    def next_page(self) -> list[TimelineRow]:
        """The next rows; none at the end."""
        if self._is_read:
            return []
        found = time_entries.list_rows(
            self._read, matter_id=self._matter_id, after=self._last, limit=_PAGE
        )
        self._is_read = len(found) < _PAGE
        self._last = found[-1] if found else self._last
        until = date.min if self._is_read or self._last is None else self._last.worked_on
        rows = [entry_row(entry, self._worked(entry)) for entry in found]
        rows += [row for row in self._others if row.day >= until]
        self._others = [row for row in self._others if row.day < until]
        return sorted(rows, key=_order, reverse=True)

    def _worked(self, entry: EntryRow) -> int:
        if entry.clock is not ClockState.RUNNING or self._running is None:
            return entry.raw_seconds
        return self._running.seconds_at(self._now.at)


class MatterTimeline(QWidget):
    """Figures above, the past below."""

    open_asked = Signal(str, int)
    documents_asked = Signal()

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
        figures = QHBoxLayout()
        figures.setSpacing(24)
        for figure in (self.unbilled, self.billed, self.worked):
            figures.addWidget(figure, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addLayout(figures)
        layout.addWidget(self.table, 1)

    def show_matter(self, matter_id: MatterId, view: MatterView) -> None:
        """Reads the matter's past again."""
        read, self._view = self._desk.read, view
        self._show_figures(matter_id, view)
        timeline = Timeline(read, matter_id, view.practice, self._desk.clock.now())
        if matter_id != self._matter_id:
            self.table.set_rows([], key=lambda row: row.key)
        self._matter_id = matter_id
        self.table.set_rows(timeline.next_page(), lambda row: row.key, timeline.next_page)

    def _show_figures(self, matter_id: MatterId, view: MatterView) -> None:
        read, locale = self._desk.read, view.practice.locale
        open_work = time_entries.total(read, matter_id=matter_id, unbilled_only=True)
        hours = decimal_hours(open_work.billed_seconds, locale)
        waiting = matters.get_summary(read, matter_id).unbilled_cents
        others = waiting - open_work.amount_cents
        note = _hours_in_entries(hours, open_work.entries)
        if others:  # expenses and fixed charges
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
        elif key.kind == "bundle" and self._matter_id is not None:
            self.open_asked.emit("bundle", self._matter_id)
        else:
            self.open_asked.emit(key.kind, key.id)


def entry_row(entry: EntryRow, seconds: int) -> TimelineRow:
    """Work as a row; `seconds` are those worked until now."""
    marks = {
        ClockState.RUNNING: (_("running"), "running"),
        ClockState.PARKED: (_("parked"), "quiet"),
    }
    mark = marks.get(entry.clock)
    if entry.undecided_seconds:
        mark = (_("undecided"), "attention")
    words = entry.narrative.strip() or _("No words yet")
    detail = f" · {entry.activity_code}" if entry.activity_code else ""
    figure = short_clock(seconds)
    key = TimelineKey("time", entry.id)
    return TimelineRow(key, entry.worked_on, "time", words, detail, figure, mark)


def invoice_row(invoice: InvoiceSummary, practice: Practice) -> TimelineRow:
    """An invoice as a row; its badge tells whether it was sent."""
    own = invoice.currency == practice.currency
    amount = format_money(
        invoice.total_cents, invoice.currency, practice.locale, with_currency=not own
    )
    words = _("Invoice {number} over {amount}").format(number=invoice.number, amount=amount)
    key = TimelineKey("invoice", invoice.id)
    state = state_of(invoice, practice)
    if invoice.pdf_document_id is None:
        state = _("drawing"), "attention"
    return TimelineRow(key, invoice.issued_on, "invoices", words, state=state)


def document_row(paper: Document, now: Moment) -> TimelineRow:
    """A paper as a row."""
    day = day_of(paper.added_at, now.zone)
    key = TimelineKey("document", paper.id)
    detail = f" · {kind_words(paper)}"
    return TimelineRow(key, day, "documents", paper.title, detail, link=_("Look"))


def bundle_row(bundle: Bundle) -> TimelineRow:
    """A bundle as a row."""
    words = _("Bundle {number} made for the client").format(number=bundle.number)
    return TimelineRow(TimelineKey("bundle", bundle.id), bundle.made_on, "bundle", words)


def _order(row: TimelineRow) -> tuple[date, bool, int]:
    # What runs is the newest of its day.
    return row.day, row.mark is not None and row.mark[1] == "running", row.key.id


def _hours_in_entries(hours: str, count: int) -> str:
    if count == 1:
        return _("{hours} h in 1 entry").format(hours=hours)
    return _("{hours} h in {count} entries").format(hours=hours, count=count)


def _entries(count: int) -> str:
    return _("in 1 entry") if count == 1 else _("in {count} entries").format(count=count)
