"""The matters of one client, and a new one for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterSummary
from lawdesk.store import matters
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.matter_new import NewMatter
from lawdesk.ui.pages.matter_rows import MatterView
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_LIMIT = 1000


class ClientMatters(QWidget):
    """A table, archived matters included; Enter or a double click opens one."""

    open_asked = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id: ClientId | None = None
        self._view: MatterView | None = None
        self.new_matter = NewMatter(desk, for_one_client=True)
        self.new_matter.setMaximumWidth(420)
        self.new_matter.hide()
        self.new_matter.made.connect(self._on_made)
        self.new_matter.left.connect(self._on_left)
        self.table = RowTable(_("Matters of this client"), self._columns())
        self.table.set_empty(_("No matters for this client yet."), _("New matter"), self.begin_new)
        self.table.opened.connect(self._on_opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.new_matter)
        layout.addWidget(self.table, 1)

    def show_client(self, client_id: ClientId, view: MatterView) -> None:
        """Reads the client's matters again."""
        if client_id != self._client_id:
            self.new_matter.hide()
        self._client_id, self._view = client_id, view
        found: Sequence[MatterSummary] = matters.list_summaries(
            self._desk.read, client_id=client_id, with_archived=True, limit=_LIMIT
        )
        self.table.set_rows(found, key=lambda row: row.id)
        cents = sum(matter.unbilled_cents for matter in found)
        self.table.set_summary(view.summary(len(found), cents) if found else "")

    def begin_new(self) -> None:
        """Asks for title and area of a new matter of this client."""
        if self._client_id is not None:
            self.new_matter.show()
            self.new_matter.begin_for(self._client_id)

    def _columns(self) -> list[Column]:
        return [
            Column("number", _("Number"), lambda row: row.number, 96, tone=lambda _row: "quiet"),
            Column(
                "title",
                _("Matter"),
                lambda row: isolated(row.title),
                badge=lambda row: self._view.badge(row) if self._view else None,
            ),
            Column("unbilled", _("Unbilled"), self._unbilled, 100, right=True),
        ]

    def _unbilled(self, row: MatterSummary) -> str:
        return self._view.money(row.unbilled_cents) if self._view else ""

    def _on_opened(self, matter_id: object) -> None:
        if isinstance(matter_id, int):
            self.open_asked.emit("matter", matter_id)

    def _on_made(self, matter_id: int) -> None:
        self.new_matter.hide()
        self.open_asked.emit("matter", matter_id)

    def _on_left(self) -> None:
        self.new_matter.hide()
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
