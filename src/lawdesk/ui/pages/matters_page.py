"""The matters: a list with what is unbilled, and one of them beside it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lawdesk.domain.matters import MatterId, MatterSummary
from lawdesk.errors import NotFound
from lawdesk.operations.timers import start_timer
from lawdesk.store import matters, timers
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.list_column import PAGE, ListColumn
from lawdesk.ui.pages.matter_detail import MatterDetail
from lawdesk.ui.pages.matter_new import NewMatter
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.record_list import Record

_ITEM = "matter beside the list"


class MattersPage(Page):
    """List and detail. The list is read page by page; its sums are the store's."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"matters", "clients", "rates", "time_entries", "time_intervals", "practice"}
        | {"issued_invoices", "invoice_deliveries", "invoice_pdfs", "documents", "bundles"}
        | {"expenses", "fixed_charges", "updates", "messages", "client_requests"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._matter_id: MatterId | None = None
        self._view = self._current_view()
        self.new_matter = NewMatter(desk)
        self.column = ListColumn(_("Matters"), self._record, self.new_matter)
        self._detail: MatterDetail | None = None
        self._nothing = EmptyState(_("Choose a matter in the list to see it here."))
        self._stack = QStackedWidget()
        self._blank = QWidget()
        for part in (self._blank, self._nothing):
            self._stack.addWidget(part)
        self.column.beside(self, self._stack)
        self.column.filter_changed.connect(self._show_list)
        self.column.chosen.connect(self._on_chosen)
        self.column.opened.connect(self._on_opened)
        self.column.new_asked.connect(self._on_new_asked)
        self.new_matter.made.connect(self._on_made)
        self.new_matter.left.connect(self._on_left)

    def show_item(self, item_id: int) -> None:
        """Shows the matter with this id beside the list."""
        self._matter_id = MatterId(item_id)
        self._is_stale = False
        self._view = self._current_view()
        self._show_list()
        self._show_detail()
        self.column.reveal(item_id)

    def show_updates(self, matter_id: int) -> None:
        """Shows what the client of a matter was told and asked."""
        self.show_item(matter_id)
        if self._matter_id is not None:
            self.detail.show_contact("update", 0)

    def shown_item(self) -> int | None:
        """The matter beside the list."""
        return self._matter_id

    def typed(self) -> dict[str, str]:
        """What is known of a matter that is being opened, or the forms beside the list."""
        if not self.new_matter.isHidden():
            return self.new_matter.typed()
        typed = self._detail.typed() if self._detail is not None else {}
        return {_ITEM: str(self._matter_id), **typed} if typed else {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        if _ITEM in typed:
            self.show_item(int(typed[_ITEM]))
            self.detail.show_typed(typed)
            return
        self._on_new_asked()
        self.new_matter.show_typed(typed)

    def refresh(self) -> None:
        """Reads the list and the matter beside it again."""
        self._view = self._current_view()
        self._show_list()
        if self._detail is None:
            # The list is painted first; the detail is made of many fields.
            QTimer.singleShot(0, self, self._show_first_detail)
        else:
            self._show_detail()

    @property
    def detail(self) -> MatterDetail:
        """What stands beside the list, made when it is first needed."""
        if self._detail is None:
            self._detail = MatterDetail(self.desk)
            self._detail.open_asked.connect(self.open_asked)
            self._stack.addWidget(self._detail)
        return self._detail

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.column.fit(self.width())

    def _current_view(self) -> MatterView:
        read = self.desk.read
        running = timers.find_running(read)
        return MatterView(
            self.desk.clock.now().day, practices.get(read), running.matter_id if running else None
        )

    def _record(self, matter: MatterSummary) -> Record:
        return self._view.record(matter)

    def _page(self, after: MatterSummary | None = None) -> Sequence[MatterSummary]:
        return matters.list_summaries(
            self.desk.read,
            self.column.typed,
            with_archived=self.column.with_archived,
            after=after,
            limit=PAGE,
        )

    def _show_list(self) -> None:
        read, column = self.desk.read, self.column
        rows = self._page()
        column.show_rows(rows, self._page)
        count = matters.count(read, with_archived=column.with_archived)
        shown, cents = matters.count_and_unbilled(
            read, column.typed, with_archived=column.with_archived
        )
        filtered = shown if column.typed else None
        column.list.set_summary(self._view.summary(count, cents, filtered=filtered) if rows else "")
        column.search.show_placeholder(_filter_words(count))
        column.show_archive(matters.count(read, with_archived=True) - matters.count(read))
        column.show_empty(
            _("No matters yet. A matter is what work is clocked on."), _("New matter")
        )
        if self._matter_id is not None:
            column.list.select(self._matter_id)

    def _show_first_detail(self) -> None:
        if self.isVisible():
            self._show_detail()
        else:
            self._is_stale = True

    def _show_detail(self) -> None:
        if self._matter_id is None:
            self.column.list.select_first()  # which leads back here with the first row
            if self._matter_id is None:
                self._stack.setCurrentWidget(self._nothing)
            return
        try:
            self.detail.show_matter(self._matter_id, self._view)
        except NotFound as error:
            self._matter_id = None
            self._stack.setCurrentWidget(self._nothing)
            self.desk.failed.emit(error)
            return
        self._stack.setCurrentWidget(self.detail)

    def _on_chosen(self, matter_id: int) -> None:
        if matter_id != self._matter_id:
            self._matter_id = MatterId(matter_id)
            self._show_detail()

    def _on_opened(self) -> None:
        self.detail.tabs.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_new_asked(self) -> None:
        self.column.show_new(shown=True)
        self.new_matter.begin()

    def _on_left(self) -> None:
        self.column.show_new(shown=False)
        self.column.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_made(self, matter_id: int) -> None:
        self._on_left()
        self.column.clear_filter()
        self.show_item(matter_id)
        opened = matters.get(self.desk.read, MatterId(matter_id))
        self.desk.say(
            _("Matter {number} is open.").format(number=opened.number),
            (_("Start the clock"), lambda: self._start(opened.id)),
        )

    def _start(self, matter_id: MatterId) -> None:
        self.desk.do(start_timer, matter_id, now=self.desk.clock.now())


def _filter_words(count: int) -> str:
    words = _("Filter 1 matter") if count == 1 else _("Filter {count} matters")
    return words.format(count=count)
