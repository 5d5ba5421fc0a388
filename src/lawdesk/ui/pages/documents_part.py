"""The documents of one matter: add them, look at them, all sealed on the way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import Document, DocumentId, DocumentKind
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.errors import ImportRefused, LawDeskError
from lawdesk.imports.media_type import HEAD_BYTES, sniff_media_type
from lawdesk.operations.documents import archive_document, record_document, restore_document
from lawdesk.progress import Report
from lawdesk.store import documents
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import kind_words, plain_copy_sentence, size_words
from lawdesk.ui.page import Page
from lawdesk.ui.pages.documents_view import PDF, DocumentView, Readable, can_show, make_readable
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.layout_items import smallest_sizes
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.vault.atomic_file import write_atomic
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

_NARROW = 760
_TIGHT = 520


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was sealed, with what its first bytes say it is."""

    name: str
    media_type: str
    sealed: SealedDocument


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as the table shows it."""

    id: DocumentId
    added: str
    title: str
    detail: str
    size: str
    icon: str


class DocumentsPart(Page):
    """A table of papers beside a view of the one chosen. Files may be dropped anywhere on it."""

    tables: ClassVar[frozenset[str]] = frozenset({"documents", "practice"})

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._files = files or FileQuestions()
        self._matter_id: MatterId | None = None
        self._papers: dict[DocumentId, Document] = {}
        self._shown: DocumentId | None = None
        self.setAcceptDrops(True)
        self.add_button = Button(_("Add documents…"), icon="add")
        self.add_button.clicked.connect(lambda _checked=False: self._on_add_clicked())
        self.table = RowTable(_("Documents"), _columns())
        self.table.set_empty(
            _("No documents yet. Drop files here, or add them."),
            _("Add documents…"),
            self._on_add_clicked,
        )
        self.table.chosen.connect(self._on_chosen)
        self.view = DocumentView()
        self.table.opened.connect(lambda _document_id: self.view.focus_shown())
        self.table.delete_asked.connect(lambda _document_id: self._on_archive_asked())
        self.save_button = Button(_("Save a copy…"), kind="link")
        self.save_button.clicked.connect(lambda _checked=False: self._on_save_clicked())
        self.archive_button = Button(_("Archive"), kind="link", hint="Del")
        self.archive_button.clicked.connect(lambda _checked=False: self._on_archive_asked())
        self._loaded: DocumentId | None = None
        self._lay_out()

    def show_matter(self, matter_id: int) -> None:
        """Shows the documents of a matter."""
        self._matter_id = MatterId(matter_id)
        self._shown = self._loaded = None
        self._reload()

    def refresh(self) -> None:
        """Reads the rows again."""
        read = self.desk.read
        found = documents.list_of_matter(read, self._matter_id) if self._matter_id else []
        self._papers = {paper.id: paper for paper in found}
        zone, locale = self.desk.clock.now(), practices.get(read).locale
        self.table.set_rows([_row(x, zone, locale) for x in found], key=lambda row: row.id)
        size = size_words(sum(paper.plain_size for paper in found), locale)
        count = _("1 document") if len(found) == 1 else _("{count} documents")
        self.table.set_summary(f"{count.format(count=len(found))} · {size}" if found else "")
        self._show_paper(self._papers.get(self._shown) if self._shown else None)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Seals these files on a worker, one after the other, and records each."""
        matter_id, vault = self._matter_id, self.desk.documents
        if matter_id is None or not paths:
            return
        chosen = tuple(paths)
        what = _("Sealing {name}").format(name=chosen[0].name)
        if len(chosen) > 1:
            what = _("Sealing {count} documents").format(count=len(chosen))
        self.desk.start(
            lambda report: take_in(chosen, vault, report),
            lambda taken: self._on_taken_in(matter_id, taken),
            what,
        )

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
        self._body.setStretch(0, 1 if narrow else 3)
        self._body.setStretch(1, 1 if narrow else 2)
        self._drop_words.setVisible(self.width() >= _TIGHT)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome, anything else is not."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the dropped files in; folders among them are left out."""
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_files([path for path in dropped if path.is_file()])
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.add_button)
        self._drop_words = text_label(_("or drop files here"), "caption")
        self._drop_words.setMinimumWidth(1)  # hidden where tight, so it must not ask for room
        head.addWidget(self._drop_words)
        head.addStretch(1)
        head.addWidget(self.save_button)
        head.addWidget(self.archive_button)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(24)
        self._body.addLayout(left, 3)
        self._body.addWidget(self.view, 2)

    def _on_add_clicked(self) -> None:
        self.add_files(self._files.files_to_add(self))

    def _on_taken_in(self, matter_id: MatterId, taken: Sequence[TakenIn]) -> None:
        for file in taken:
            self.desk.do(
                record_document,
                matter_id,
                file.name,
                file.media_type,
                file.sealed,
                now=self.desk.clock.now(),
            )
        words = (
            _("{name} is sealed and filed.")
            if len(taken) == 1
            else _("{count} documents are sealed and filed.")
        )
        self.desk.say(words.format(name=taken[0].name, count=len(taken)))

    def _on_chosen(self, document_id: object) -> None:
        self._shown = cast(DocumentId | None, document_id)
        self._show_paper(self._papers.get(self._shown) if self._shown else None)

    def _show_paper(self, paper: Document | None) -> None:
        self.view.setVisible(bool(self._papers))
        self.save_button.setEnabled(paper is not None)
        self.archive_button.setEnabled(paper is not None and paper.kind is not DocumentKind.INVOICE)
        if paper is None:
            self._loaded = None
            self.view.say(_("Choose a document to look at it."))
        elif paper.id != self._loaded:
            self._loaded = paper.id
            self._load(paper)

    def _load(self, paper: Document) -> None:
        if not can_show(paper):
            words = _("{name} cannot be shown here; save a copy to open it.")
            self.view.say(words.format(name=paper.file_name))
            return
        self.view.say("")
        documents, sealed, kind = self.desk.documents, sealed_form(paper), paper.media_type
        self.desk.start(
            lambda report: _read(documents, sealed, kind, report),
            while_alive(self, partial(self._on_read, paper.id)),
            _("Opening {name}").format(name=paper.title),
        )

    def _on_read(self, document_id: DocumentId, shown: Readable | ImportRefused) -> None:
        if document_id != self._loaded:
            return
        if isinstance(shown, ImportRefused):
            self.view.say(str(shown))
        else:
            self.view.show_readable(shown)

    def _on_save_clicked(self) -> None:
        paper = self._papers.get(self._shown) if self._shown else None
        if paper is None:
            return
        path = self._files.path_to_save(self, _("Save a copy"), paper.file_name)
        sentence = plain_copy_sentence(paper.file_name, path) if path else ""
        if path is None or not confirm(
            self, _("Save a plain copy"), sentence, _("Save plain copy")
        ):
            return
        documents, sealed = self.desk.documents, sealed_form(paper)
        self.desk.start(
            lambda report: write_atomic(path, documents.unseal(sealed, report)),
            lambda _done: self.desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )

    def _on_archive_asked(self) -> None:
        paper, desk = self._papers.get(self._shown) if self._shown else None, self.desk
        if paper is None:
            return
        try:
            desk.transact(archive_document, paper.id, now=desk.clock.now().at)
        except LawDeskError as error:
            desk.failed.emit(error)
            return
        desk.say(
            _("“{title}” lies in the archive.").format(title=paper.title),
            (_("Undo"), lambda: desk.do(restore_document, paper.id, now=desk.clock.now().at)),
        )


def _read(
    documents: SealedDocuments, sealed: SealedDocument, media_type: str, report: Report
) -> Readable | ImportRefused:
    """The paper ready to be looked at, or why it cannot be: that is told in its place."""
    try:
        return make_readable(media_type, documents.unseal(sealed, report))
    except ImportRefused as error:
        return error


def take_in(paths: Sequence[Path], vault: SealedDocuments, report: Report) -> tuple[TakenIn, ...]:
    """Seals each file as it is. Raises ImportRefused, StorageError, Cancelled; what was sealed by
    then has no row and is swept later.
    """
    heads = [_head_and_size(path) for path in paths]
    total, before = sum(size for _head, size in heads), 0
    taken: list[TakenIn] = []
    for path, (head, size) in zip(paths, heads, strict=True):
        sealed = vault.seal_file(path, partial(_report_from, report, before, total))
        taken.append(TakenIn(clean_file_name(path.name), sniff_media_type(head), sealed))
        before += size
    return tuple(taken)


def _report_from(report: Report, before: int, total: int, done: int, _size: int) -> None:
    report(before + done, total)


def _head_and_size(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES), path.stat().st_size
    except OSError as error:
        raise ImportRefused(
            _("{name} cannot be read; no document was added.").format(name=path.name),
            _("Look whether the file is still there and may be opened."),
        ) from error


def _columns() -> list[Column]:
    return [
        Column("added", _("Added"), lambda row: row.added, 104, tone=lambda _row: "quiet"),
        Column(
            "title",
            _("Document"),
            lambda row: row.title,
            icon=lambda row: row.icon,
            detail=lambda row: row.detail,
        ),
        Column("size", _("Size"), lambda row: row.size, 80, right=True),
    ]


def _row(paper: Document, now: Moment, locale: str) -> DocumentRow:
    added = datetime.fromtimestamp(paper.added_at, now.zone).date()
    return DocumentRow(
        paper.id,
        format_date(added, locale),
        paper.title,
        kind_words(paper),
        size_words(paper.plain_size, locale),
        "pdf" if paper.media_type == PDF else "documents",
    )
