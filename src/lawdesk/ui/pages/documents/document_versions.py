"""The versions of one paper: look at an older one, or make it the current one again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.documents import Document, DocumentVersion
from lawdesk.domain.locale_format import format_date
from lawdesk.store import documents
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import origin_words
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version as the table shows it."""

    number: int
    how: str
    name: str
    is_current: bool
    is_destroyed: bool


class DocumentVersions(QWidget):
    """The newest on top."""

    look_asked = Signal(int)
    current_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = RowTable(_("Versions of the document"), _columns())
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(self._on_link_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)

    def show_paper(self, paper: Document) -> None:
        """Shows the versions of a paper."""
        versions = documents.list_versions(self._desk.read, paper.id)
        rows = [self._row(version, paper) for version in versions]
        self.table.set_rows(rows, key=lambda row: row.number)

    def _row(self, version: DocumentVersion, paper: Document) -> VersionRow:
        read, zone = self._desk.read, self._desk.clock.now().zone
        locale = practices.get(read).locale
        day = format_date(datetime.fromtimestamp(version.added_at, zone).date(), locale)
        detail = f"{day}, {origin_words(version.origin)}"
        return VersionRow(
            version.number,
            detail,
            version.file_name,
            version.number == paper.version,
            version.destroyed_at is not None,
        )

    def _on_opened(self, number: object) -> None:
        if isinstance(number, int):
            self.look_asked.emit(number)

    def _on_link_clicked(self, number: object, link: str) -> None:
        if not isinstance(number, int):
            return
        if link == "look":
            self.look_asked.emit(number)
        else:
            self.current_asked.emit(number)


def _columns() -> list[Column]:
    return [
        Column("number", _("No."), lambda row: str(row.number), 36),
        Column("how", _("Version"), lambda row: row.how, detail=lambda row: row.name, badge=_badge),
        Column("act", "", lambda _row: "", 148, links=_links),
    ]


def _badge(row: VersionRow) -> tuple[str, str] | None:
    if row.is_destroyed:
        return _("destroyed"), "quiet"
    return (_("current"), "accent") if row.is_current else None


def _links(row: VersionRow) -> list[tuple[str, str]]:
    if row.is_destroyed:
        return []
    look = [("look", _("Look"))]
    return look if row.is_current else [*look, ("current", _("Make current"))]
