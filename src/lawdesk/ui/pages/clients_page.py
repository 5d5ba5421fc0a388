"""The clients: a list with what is unbilled, and one of them beside it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lawdesk.domain.clients import ClientId, ClientSummary
from lawdesk.domain.locale_format import format_money
from lawdesk.errors import NotFound
from lawdesk.store import bundles, clients, timers
from lawdesk.store import practice as practices
from lawdesk.store.bundles import LatestBundle
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.bundles.bundle_names import latest_badge
from lawdesk.ui.pages.client_choices import kind_words
from lawdesk.ui.pages.client_detail import ClientDetail
from lawdesk.ui.pages.client_new import NewClient
from lawdesk.ui.pages.list_column import PAGE, ListColumn
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.plain_words import dotted, isolated
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.record_list import Record

_ITEM = "client beside the list"


class ClientsPage(Page):
    """List and detail. The list is read page by page; its sums are the store's."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"clients", "client_contacts", "matters", "time_entries", "practice"}
        | {"expenses", "fixed_charges", "bundles", "bundle_deliveries"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: ClientId | None = None
        self._view = self._current_view()
        self._bundles: dict[ClientId, LatestBundle] = {}
        self.new_client = NewClient(desk)
        self.column = ListColumn(_("Clients"), self._record, self.new_client)
        self._detail: ClientDetail | None = None
        self._nothing = EmptyState(_("Choose a client in the list to see them here."))
        self._stack = QStackedWidget()
        self._blank = QWidget()
        for part in (self._blank, self._nothing):
            self._stack.addWidget(part)
        self.column.beside(self, self._stack)
        self.column.filter_changed.connect(self._show_list)
        self.column.chosen.connect(self._on_chosen)
        self.column.opened.connect(self._on_opened)
        self.column.new_asked.connect(self._on_new_asked)
        self.new_client.made.connect(self._on_made)
        self.new_client.left.connect(self._on_left)

    def show_item(self, item_id: int) -> None:
        """Shows the client with this id beside the list."""
        self._client_id = ClientId(item_id)
        self._is_stale = False
        self._view = self._current_view()
        self._show_list()
        self._show_detail()
        self.column.reveal(item_id)

    def shown_item(self) -> int | None:
        """The client beside the list."""
        return self._client_id

    def typed(self) -> dict[str, str]:
        """The name of a client who is being taken on, or the forms beside the list."""
        name = self.new_client.edit.text()
        if name and not self.new_client.isHidden():
            return {"name": name}
        typed = self._detail.typed() if self._detail is not None else {}
        return {_ITEM: str(self._client_id), **typed} if typed else {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        if _ITEM in typed:
            self.show_item(int(typed[_ITEM]))
            self.detail.show_typed(typed)
            return
        self._on_new_asked()
        self.new_client.edit.setText(typed["name"])

    def refresh(self) -> None:
        """Reads the list and the client beside it again."""
        self._view = self._current_view()
        self._show_list()
        if self._detail is None:
            # The list is painted first; the detail is made of many fields.
            QTimer.singleShot(0, self, self._show_first_detail)
        else:
            self._show_detail()

    @property
    def detail(self) -> ClientDetail:
        """What stands beside the list, made when it is first needed."""
        if self._detail is None:
            self._detail = ClientDetail(self.desk)
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

    def _record(self, client: ClientSummary) -> Record:
        count = client.open_matters
        open_matters = _("1 open matter") if count == 1 else _("{count} open matters")
        line = dotted(kind_words(client.kind), open_matters.format(count=count) if count else "")
        badge = (_("archived"), "quiet") if client.archived_at is not None else None
        if badge is None and client.id in self._bundles:
            badge = latest_badge(self._bundles[client.id])
        amount = self._view.money(client.unbilled_cents)
        return Record(isolated(client.name), amount, line, badge)

    def _page(self, after: ClientSummary | None = None) -> Sequence[ClientSummary]:
        found = clients.list_summaries(
            self.desk.read,
            self.column.typed,
            with_archived=self.column.with_archived,
            after=after,
            limit=PAGE,
        )
        latest = bundles.list_latest(self.desk.read, [client.id for client in found])
        self._bundles |= {bundle.client_id: bundle for bundle in latest}
        return found

    def _show_list(self) -> None:
        read, column = self.desk.read, self.column
        rows = self._page()
        column.show_rows(rows, self._page)
        count = clients.count(read, with_archived=column.with_archived)
        shown, cents = clients.count_and_unbilled(
            read, column.typed, with_archived=column.with_archived
        )
        column.list.set_summary(self._summary(count, shown, cents) if rows else "")
        words = _("Filter 1 client") if count == 1 else _("Filter {count} clients")
        column.search.show_placeholder(words.format(count=count))
        column.show_archive(clients.count(read, with_archived=True) - clients.count(read))
        column.show_empty(_("No clients yet. Whoever you work for stands here."), _("New client"))
        if self._client_id is not None:
            column.list.select(self._client_id)

    def _summary(self, count: int, shown: int, cents: int) -> str:
        practice = self._view.practice
        words = _("1 client") if count == 1 else _("{count} clients")
        if self.column.typed:
            words = _("{shown} of {count} clients shown")
        amount = format_money(cents, practice.currency, practice.locale)
        unbilled = _("{amount} unbilled").format(amount=amount)
        return f"{words.format(shown=shown, count=count)} · {unbilled}"

    def _show_first_detail(self) -> None:
        if self.isVisible():
            self._show_detail()
        else:
            self._is_stale = True

    def _show_detail(self) -> None:
        if self._client_id is None:
            self.column.list.select_first()  # which leads back here with the first row
            if self._client_id is None:
                self._stack.setCurrentWidget(self._nothing)
            return
        try:
            self.detail.show_client(self._client_id, self._view)
        except NotFound as error:
            self._client_id = None
            self._stack.setCurrentWidget(self._nothing)
            self.desk.failed.emit(error)
            return
        self._stack.setCurrentWidget(self.detail)

    def _on_chosen(self, client_id: int) -> None:
        if client_id != self._client_id:
            self._client_id = ClientId(client_id)
            self._show_detail()

    def _on_opened(self) -> None:
        self.detail.tabs.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_new_asked(self) -> None:
        self.column.show_new(shown=True)
        self.new_client.begin()

    def _on_left(self) -> None:
        self.column.show_new(shown=False)
        self.column.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_made(self, client_id: int) -> None:
        self.column.show_new(shown=False)
        self.column.clear_filter()
        self.show_item(client_id)
        self.detail.begin_details()
