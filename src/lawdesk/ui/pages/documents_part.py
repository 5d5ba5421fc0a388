"""The documents of a matter or of a client: added, found, looked at, all sealed on the way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import (
    Document,
    DocumentId,
    DocumentOrigin,
    DocumentPlace,
    FileWarning,
)
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.errors import LawDeskError
from lawdesk.store import documents, matters
from lawdesk.store import practice as practices
from lawdesk.store.documents import DocumentFilter
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_intake import DocumentIntake, has_more_to_tell, taken_words
from lawdesk.ui.document_words import kind_words, size_words
from lawdesk.ui.page import Page
from lawdesk.ui.pages.documents.document_filter import DocumentFilterBar
from lawdesk.ui.pages.documents.document_pane import DocumentPane
from lawdesk.ui.pages.documents.intake_report import IntakeReport
from lawdesk.ui.pages.documents.outside_strip import OutsideStrip
from lawdesk.ui.pages.documents.pasted import pasted_paths
from lawdesk.ui.pages.documents.scans import ScanIntake
from lawdesk.ui.pages.documents_view import PDF, DocumentView
from lawdesk.ui.plain_words import dotted, isolated
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.questions import documents as documents_folder
from lawdesk.ui.taking_in import TakingReport
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.layout_items import smallest_sizes
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.search_box import no_match_words

_NARROW = 760
_TIGHT = 620
_LOW = 430
_PAGE = 60


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as the table shows it."""

    id: DocumentId
    added: str
    title: str
    detail: str
    size: str
    icon: str
    badge: tuple[str, str] | None


class DocumentsPart(Page):
    """A table of papers beside the one chosen. Files may be dropped or pasted anywhere on it."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"documents", "document_versions", "document_links", "practice"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._files = files or FileQuestions()
        self._place: DocumentPlace | None = None
        self._shown: DocumentId | None = None
        self.setAcceptDrops(True)
        self.add_button = Button(_("Add documents…"), icon="add")
        self.add_button.clicked.connect(lambda _checked=False: self._on_add_clicked())
        self.folder_button = Button(_("Add a folder…"), kind="link")
        self.folder_button.clicked.connect(lambda _checked=False: self._on_folder_clicked())
        self.scan_button = Button(_("Take in scans…"), kind="link")
        self.scan_button.clicked.connect(lambda _checked=False: self._on_scan_clicked())
        self.filter = DocumentFilterBar()
        self.filter.changed.connect(lambda: self._show_list(anew=True))
        self.outside = OutsideStrip(desk)
        self.table = RowTable(_("Documents"), _columns())
        self.table.chosen.connect(self._on_chosen)
        self.pane = DocumentPane(desk, self._files)
        self.table.opened.connect(lambda _document_id: self._on_read_asked())
        self.pane.read_asked.connect(self._on_read_asked)
        self.table.delete_asked.connect(lambda _document_id: self.pane.archive())
        self.back_button = Button(_("All documents"), icon="left", kind="link", hint="Esc")
        self.back_button.clicked.connect(lambda _checked=False: self._on_back_clicked())
        self.filter.search.moved_down.connect(self.table.view.setFocus)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._lay_out()

    @property
    def view(self) -> DocumentView:
        """What shows the paper itself."""
        return self.pane.view

    @property
    def save_button(self) -> Button:
        """Saves a plain copy."""
        return self.pane.save_button

    @property
    def archive_button(self) -> Button:
        """Puts the paper away."""
        return self.pane.archive_button

    def show_matter(self, matter_id: int) -> None:
        """Shows the documents of a matter."""
        matter = matters.get(self.desk.read, MatterId(matter_id))
        self._show_place(DocumentPlace(matter.client_id, matter.id))

    def show_client(self, client_id: int) -> None:
        """Shows the documents of a client: those without a matter and those of all matters."""
        self._show_place(DocumentPlace(ClientId(client_id)))

    def show_document(self, document_id: int) -> None:
        """Chooses one paper of the place, whatever was filtered before."""
        self.filter.clear()
        self._shown = DocumentId(document_id)
        self._reload()
        self.table.select(self._shown)

    def refresh(self) -> None:
        """Reads the rows again."""
        self._show_list()

    def add_files(
        self,
        paths: Sequence[Path],
        *,
        origin: DocumentOrigin = DocumentOrigin.ADDED,
        are_temporary: bool = False,
    ) -> None:
        """Takes files and folders in on a worker, into the folder that is filtered for."""
        if self._place is None or not paths:
            return
        intake = DocumentIntake(self.desk, self._place, origin)
        intake.ended.connect(self._on_taken_in)
        intake.added.connect(self._on_added)
        intake.start(paths, folder=self.filter.folder() or "", are_temporary=are_temporary)

    def paste(self) -> None:
        """Takes in the files or the picture on the clipboard."""
        clipboard = QGuiApplication.clipboard()
        data = clipboard.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.add_files(paths, origin=DocumentOrigin.PASTED)
        elif data.hasImage() and self._place is not None:
            image, moment = clipboard.image(), self.desk.clock.now()
            self.desk.start(
                lambda _report: pasted_paths(image, moment),
                self._on_picture_written,
                _("Reading the picture"),
            )
        else:
            self.desk.say(_("There is no file and no picture on the clipboard."))

    def minimumSizeHint(self) -> QSize:
        """What table over paper needs; side by side they ask for more, but need not be."""
        width = max(part.width() for part in smallest_sizes(self._body))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room across, the paper is shown below the table."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._body.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._drop_words.setVisible(self.width() >= _TIGHT)
        self._show_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the paper that fills the part, back to its row."""
        if event.key() == Qt.Key.Key_Escape and self.back_button.isVisibleTo(self):
            self._on_back_clicked()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are welcome, anything else is not."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the dropped files and folders in."""
        self.add_files([Path(x.toLocalFile()) for x in event.mimeData().urls() if x.isLocalFile()])
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        self._ways_in = QWidget()
        head = QHBoxLayout(self._ways_in)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.add_button)
        head.addWidget(self.folder_button)
        head.addWidget(self.scan_button)
        self._drop_words = text_label(_("or drop or paste them here"), "caption")
        self._drop_words.setMinimumWidth(1)  # hidden where tight, so it must not ask for room
        head.addWidget(self._drop_words)
        head.addStretch(1)
        self._list = QWidget()
        left = QVBoxLayout(self._list)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.filter)
        left.addWidget(self.table, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(24)
        self._body.addWidget(self._list, 3)
        self._body.addWidget(self.pane, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._ways_in)
        whole.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.outside)
        whole.addLayout(self._body, 1)
        self._fill_with_paper(fills=False)

    def _fill_with_paper(self, *, fills: bool) -> None:
        """Whether the chosen paper has the whole part, to be read, or stands with its list."""
        for widget in (self._ways_in, self._list, self.pane.read_button):
            widget.setVisible(not fills)
        self.back_button.setVisible(fills)
        self.pane.links.refresh()
        self._show_room()

    def _show_room(self) -> None:
        """Below its list a paper needs height; without it, it is read large or not at all."""
        is_narrow, is_low = self.width() < _NARROW, self.height() < _LOW
        shows_paper = not (is_narrow and is_low) or self._list.isHidden()
        self.pane.tabs.setVisible(shows_paper)
        self._body.setStretch(0, 2 if is_narrow and shows_paper else 3)
        self._body.setStretch(1, (3 if is_narrow else 2) if shows_paper else 0)

    def _on_read_asked(self) -> None:
        if self._shown is not None:
            self._fill_with_paper(fills=True)
            self.pane.keyboard_to_paper()

    def _on_back_clicked(self) -> None:
        self._fill_with_paper(fills=False)
        self.table.view.setFocus()

    def _show_place(self, place: DocumentPlace) -> None:
        if place != self._place:
            self.pane.details.leave()
            self._shown = None
            self._fill_with_paper(fills=False)
            self.filter.clear()
        self._place = place
        self._reload()

    def _wanted(self) -> DocumentFilter:
        place = self._place
        if place is not None and place.matter_id is not None:
            return self.filter.wanted(DocumentFilter(matter_id=place.matter_id))
        return self.filter.wanted(DocumentFilter(client_id=place.client_id if place else None))

    def _show_list(self, *, anew: bool = False) -> None:
        if self._place is None:
            self.table.set_rows([], key=lambda row: row.id)
            self.pane.show_paper(None)
            return
        read, wanted = self.desk.read, self._wanted()
        self.filter.show_folders(documents.list_folders(read, wanted))
        zone, locale = self.desk.clock.now(), practices.get(read).locale
        first = documents.list_page(read, wanted, limit=_PAGE)
        last = first[-1:]

        def rows(found: Sequence[Document]) -> list[DocumentRow]:
            return [self._row(paper, zone, locale) for paper in found]

        def more() -> list[DocumentRow]:
            found = documents.list_page(read, wanted, after=last[0], limit=_PAGE)
            last[:] = found[-1:] or last
            return rows(found)

        following = more if len(first) == _PAGE else None
        self.table.set_rows(rows(first), lambda row: row.id, following, anew=anew)
        self._show_sums(wanted, locale, has_rows=bool(first))
        self.pane.setVisible(bool(first) or self._shown is not None)
        self._show_paper()

    def _show_sums(self, wanted: DocumentFilter, locale: str, *, has_rows: bool) -> None:
        if self.filter.is_set():
            self.table.set_empty(*no_match_words(), self.filter.clear)
        else:
            self.table.set_empty(
                _("No documents yet. Drop files or folders here, or add them."),
                _("Add documents…"),
                self._on_add_clicked,
            )
        count = documents.count(self.desk.read, wanted) if has_rows else 0
        words = (_("1 document") if count == 1 else _("{count} documents")).format(count=count)
        if not wanted.typed:
            size = size_words(documents.total_size(self.desk.read, wanted), locale)
            words = f"{words} · {size}"
        self.table.set_summary(words if has_rows else "")

    def _show_paper(self) -> None:
        paper = None
        if self._shown is not None:
            try:
                paper = documents.get(self.desk.read, self._shown)
            except LawDeskError:
                self._shown = None
        if paper is not None and not self._belongs_here(paper):
            paper = self._shown = None
        if paper is None and self._list.isHidden():
            self._fill_with_paper(fills=False)
        self.pane.show_paper(paper)

    def _belongs_here(self, paper: Document) -> bool:
        place = self._place
        if place is None or paper.client_id != place.client_id:
            return False
        if paper.archived_at is not None and not self.filter.with_archived():
            return False
        return place.matter_id is None or paper.matter_id == place.matter_id

    def _on_add_clicked(self) -> None:
        self.add_files(self._files.files_to_add(self))

    def _on_folder_clicked(self) -> None:
        folder = self._files.folder(self, _("Add a folder"), documents_folder())
        if folder is not None:
            self.add_files([folder])

    def _on_scan_clicked(self) -> None:
        if self._place is not None:
            scans = ScanIntake(self.desk, self, self._files)
            scans.chosen.connect(self._on_scans_chosen)
            scans.begin()

    def _on_scans_chosen(self, paths: Sequence[Path]) -> None:
        self.add_files(paths, origin=DocumentOrigin.SCAN)

    def _on_picture_written(self, paths: Sequence[Path]) -> None:
        self.add_files(paths, origin=DocumentOrigin.PASTED, are_temporary=True)

    def _on_added(self, added: Sequence[DocumentId]) -> None:
        if self._shown is None and len(added) == 1:
            self.table.select(added[0])

    def _on_taken_in(self, report: TakingReport) -> None:
        words = taken_words(report)
        if has_more_to_tell(report):
            show = lambda: IntakeReport(self, report).open()  # noqa: E731 - a step of the strip
            self.desk.say(words, (_("Show the list"), show))
        else:
            self.desk.say(words)

    def _on_chosen(self, document_id: object) -> None:
        self._shown = cast(DocumentId | None, document_id)
        self._show_paper()

    def _row(self, paper: Document, now: Moment, locale: str) -> DocumentRow:
        added = datetime.fromtimestamp(paper.added_at, now.zone).date()
        version = _("version {number}").format(number=paper.version) if paper.version > 1 else ""
        of_client = self._place is not None and self._place.matter_id is None
        place = ""
        if of_client and paper.matter_id is not None:
            place = matters.get(self.desk.read, paper.matter_id).number
        return DocumentRow(
            paper.id,
            format_date(added, locale),
            isolated(paper.title),
            dotted(kind_words(paper), version, paper.folder, place),
            size_words(paper.plain_size, locale),
            "pdf" if paper.media_type == PDF else "documents",
            _badge(paper),
        )


_QUIET_WARNINGS = {FileWarning.RESTRICTED, FileWarning.NOT_CHECKED, FileWarning.MAY_HOLD_MACROS}


def _badge(paper: Document) -> tuple[str, str] | None:
    if paper.destroyed_at is not None:
        return _("destroyed"), "quiet"
    if paper.archived_at is not None:
        return _("archived"), "quiet"
    if set(paper.found) - _QUIET_WARNINGS:
        return _("take care"), "attention"
    return None


def _columns() -> list[Column]:
    return [
        Column("added", _("Added"), lambda row: row.added, 104, tone=lambda _row: "quiet"),
        Column(
            "title",
            _("Document"),
            lambda row: row.title,
            icon=lambda row: row.icon,
            detail=lambda row: row.detail,
            badge=lambda row: row.badge,
        ),
        Column("size", _("Size"), lambda row: row.size, 80, right=True),
    ]
