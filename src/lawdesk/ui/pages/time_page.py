"""All time ever recorded: found by typing, corrected in place, added up by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.activity_codes import parse_activity
from lawdesk.domain.billing.utbms import parse_task_code
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge, EntryRow, TimeEntryId
from lawdesk.domain.typed_time import parse_duration
from lawdesk.domain.typed_values import parse_date, parse_money
from lawdesk.errors import LawDeskError
from lawdesk.operations import time_entries as acts
from lawdesk.store import matters, phrases, practice, time_entries
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.time_by_hand import TimeByHand
from lawdesk.ui.pages.time_columns import TimeWords, hours_of, time_columns
from lawdesk.ui.pages.time_rows import TimeFilter, TimeRows, row_key
from lawdesk.ui.widgets.choice_box import Choice, ChoiceBox
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.search_box import SearchBox, no_match_words

_MOST_PAGES_TO_FIND = 25


class TimePage(Page):
    """Every entry, the latest day first; typed corrections are saved cell by cell."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"time_entries", "time_intervals", "matters", "clients", "practice", "issued_invoices"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._filter = TimeFilter()
        self._matters: list[Choice] = []
        self._words = TimeWords(practice.get(desk.read), desk.clock.now())
        self._by_hand = TimeByHand(desk)
        self._header = PageHeader(_("Time"))
        self._header.add_button(
            _("Time by hand"), self._by_hand.open, icon="add", primary=True, hint="Ctrl N"
        )
        self._search = SearchBox(_("Filter time"))
        self._which = ChoiceBox(_("Which time"), [("all", _("All")), ("unbilled", _("Unbilled"))])
        self._table = RowTable(
            _("Time entries"),
            time_columns(
                lambda: self._words, lambda: self._matters, lambda: phrases.list_all(desk.read)
            ),
        )
        self._total_timer = QTimer(self)  # rows first: adding up 100,000 entries takes a moment
        self._total_timer.setSingleShot(True)
        self._total_timer.setInterval(0)
        self._total_timer.timeout.connect(self._show_total)
        desk.closing.connect(self._total_timer.stop)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list from its start; selection and place in it are kept."""
        self._read_list(anew=False)

    def _read_list(self, *, anew: bool) -> None:
        read = self.desk.read
        self._words = TimeWords(practice.get(read), self.desk.clock.now())
        self._matters = [(str(one.id), one.words) for one in matters.list_choices(read)]
        rows = TimeRows(read, self._filter)
        self._table.set_rows(rows.next_page(), row_key, rows.next_page, anew=anew)
        self._show_empty()
        self._total_timer.start()

    def show_item(self, item_id: int) -> None:
        """Mark that entry, reading on until it is there; 0 opens the form for a new one."""
        if item_id == 0:
            self._by_hand.open()
            return
        self._search.clear()
        self._which.show_key("all")
        self._show_filtered(TimeFilter())
        for _page in range(_MOST_PAGES_TO_FIND):
            if self._table.select(item_id) or not self._table.model.canFetchMore():
                return
            self._table.model.fetchMore()

    def shown_item(self) -> int | None:
        """The entry that is selected; a day's line is not one."""
        row = self._table.row(self._table.selected())
        return row.id if isinstance(row, EntryRow) else None

    def typed(self) -> dict[str, str]:
        """The entry that is being written by hand."""
        return self._by_hand.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self._by_hand.show_typed(typed)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._search, 1)
        line.addWidget(self._which)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self._header, self._by_hand):
            layout.addWidget(part)
        layout.addLayout(line)
        layout.addWidget(self._table, 1)

    def _connect(self) -> None:
        self._search.searched.connect(
            lambda typed: self._show_filtered(TimeFilter(typed, self._filter.unbilled_only))
        )
        self._search.moved_down.connect(self._table.view.setFocus)
        self._which.chosen.connect(
            lambda key: self._show_filtered(TimeFilter(self._filter.typed, key == "unbilled"))
        )
        self._by_hand.closed.connect(self._table.view.setFocus)
        self._table.edited.connect(self._on_edited)
        self._table.delete_asked.connect(self._on_delete_asked)
        self._table.link_clicked.connect(self._on_link_clicked)
        self._table.opened.connect(self._on_opened)

    def _show_filtered(self, wanted: TimeFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._read_list(anew=True)

    def _show_total(self) -> None:
        total = time_entries.total(
            self.desk.read, self._filter.typed, unbilled_only=self._filter.unbilled_only
        )
        settings = self._words.practice
        words = _("1 entry") if total.entries == 1 else _("{count} entries")
        line = [
            words.format(count=self._words.counted(total.entries)),
            _("{worked} worked").format(worked=short_clock(total.raw_seconds)),
            _("{hours} billed").format(hours=hours_of(total.billed_seconds, settings)),
            format_money(
                total.amount_cents, settings.currency, settings.locale, with_currency=True
            ),
        ]
        self._table.set_summary(" · ".join(line) if total.entries else "")

    def _show_empty(self) -> None:
        if self._filter != TimeFilter():
            sentence, words = no_match_words()
            self._table.set_empty(sentence, words, self._clear_filter)
        elif self._matters:
            self._table.set_empty(
                _("No time is recorded yet."), _("Time by hand"), self._by_hand.open
            )
        else:
            self._table.set_empty(
                _("Time is recorded on matters, and there is none yet."),
                _("Go to matters"),
                lambda: self.open_asked.emit("matter", 0),
            )

    def _clear_filter(self) -> None:
        self._search.clear()
        self._which.show_key("all")
        self._show_filtered(TimeFilter())
        self._search.setFocus()

    def _on_edited(self, key: object, column: str, text: str) -> None:
        row = self._table.row(key)
        if not isinstance(row, EntryRow):
            return
        try:
            self._changes(row)[column](text)
        except LawDeskError as error:
            self.desk.failed.emit(error)
            self.refresh()

    def _changes(self, row: EntryRow) -> dict[str, Callable[[str], object]]:
        """What typing into each column does; each raises LawDeskError where it is refused."""
        change, entry_id, now = self.desk.transact, row.id, self.desk.clock.now()
        locale, currency = self._words.practice.locale, self._words.practice.currency
        return {
            "day": lambda text: change(
                acts.set_worked_on, entry_id, parse_date(text, now.day, locale), today=now.day
            ),
            "matter": lambda text: change(acts.move_entry, entry_id, MatterId(int(text))),
            "narrative": lambda text: change(acts.set_narrative, entry_id, text, now=now),
            "activity": lambda text: change(acts.set_activity, entry_id, parse_activity(text)),
            "task": lambda text: change(acts.set_task, entry_id, parse_task_code(text)),
            "worked": lambda text: change(
                acts.set_duration, entry_id, parse_duration(text, row.unit_seconds)
            ),
            "rate": lambda text: change(
                acts.set_entry_rate, entry_id, parse_money(text, currency, locale)
            ),
            "billable": lambda text: change(
                acts.set_charge, entry_id, Charge.BILLABLE if text else Charge.NO_CHARGE
            ),
        }

    def _on_delete_asked(self, key: object) -> None:
        row = self._table.row(key)
        if not isinstance(row, EntryRow):
            return
        now = self.desk.clock.now()
        step = self.desk.do(acts.delete_entry, row.id, now=now)
        if step is None:
            return
        words = _("Deleted {worked} on {matter}.").format(
            worked=short_clock(row.raw_seconds), matter=row.matter_title
        )
        self.desk.say(words, (_("Undo"), lambda: self._bring_back(step, row.id)))

    def _bring_back(self, step: int, entry_id: TimeEntryId) -> None:
        self.desk.do(acts.take_back, step, now=self.desk.clock.now())
        self._table.select(entry_id)

    def _on_opened(self, key: object) -> None:
        row = self._table.row(key)
        if isinstance(row, EntryRow) and row.invoice_number is None:
            self._table.edit(key, "narrative")
        else:
            self._open_invoice(row)

    def _on_link_clicked(self, key: object, link: str) -> None:
        if link == "invoice":
            self._open_invoice(self._table.row(key))

    def _open_invoice(self, row: object) -> None:
        if isinstance(row, EntryRow):
            invoice_id = time_entries.get(self.desk.read, row.id).invoice_id
            if invoice_id is not None:
                self.open_asked.emit("invoice", invoice_id)
