"""One document beside the list: its paper, what is known of it, and what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.documents import (
    Document,
    DocumentKind,
    DocumentOrigin,
    DocumentVersion,
    NewFile,
    is_never_opened,
    read_warnings,
)
from lawdesk.errors import ImportRefused, LawDeskError, RuleError
from lawdesk.operations import documents as acts
from lawdesk.progress import Report
from lawdesk.store import documents
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import plain_copy_sentence, warnings_sentence
from lawdesk.ui.outside_files import OutsideFiles
from lawdesk.ui.pages.documents.document_details import DocumentDetails
from lawdesk.ui.pages.documents.document_versions import DocumentVersions
from lawdesk.ui.pages.documents.link_row import LinkRow
from lawdesk.ui.pages.documents_view import DocumentView, Readable, can_show, make_readable
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.taking_in import seal_one
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.tabs import TabPages
from lawdesk.vault.atomic_file import write_atomic
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments


class DocumentPane(QWidget):
    """Shows the paper that is chosen in the list. Nothing of it touches the disk to be shown."""

    read_asked = Signal()
    """the paper shall have more room"""

    def __init__(self, desk: Desk, files: FileQuestions) -> None:
        super().__init__()
        self._desk, self._files = desk, files
        self._paper: Document | None = None
        self._version: DocumentVersion | None = None
        self._loaded: tuple[int, int] | None = None
        self._older: int | None = None
        self.view = DocumentView()
        self.details = DocumentDetails(desk)
        self.versions = DocumentVersions(desk)
        self.versions.look_asked.connect(self.look)
        self.versions.current_asked.connect(self._on_current_asked)
        self._line = text_label("", "caption", wrap=True)
        self._warning = text_label("", "small", wrap=True)
        set_style_property(self._warning, "tone", "attention")
        self._make_links()
        self.tabs = TabPages(_("Parts of the document"))
        for name, words, part in (
            ("paper", _("Paper"), self.view),
            ("details", _("Details"), self.details),
            ("versions", _("Versions"), self.versions),
        ):
            self.tabs.add(name, words, partial(_itself, part))
            self.tabs.show_part(name)  # which gives it its parent
        self.tabs.show_part("paper")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.links, self._line, self._warning):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)

    def show_paper(self, paper: Document | None) -> None:
        """Shows a paper as it is stored now; None asks to choose one."""
        before = self._paper.id if self._paper else None
        self._paper = paper
        self._show_links()
        if paper is None:
            self._version = self._loaded = None
            self._line.hide()
            self._warning.hide()
            self.tabs.tabs.setEnabled(False)
            self.tabs.show_part("paper")
            self.view.say(_("Choose a document to look at it."))
            return
        self.tabs.tabs.setEnabled(True)
        self.details.show_paper(paper)
        self.versions.show_paper(paper)
        if before != paper.id:
            self._older = None
        self._look(self._older or paper.version)

    def look(self, number: int) -> None:
        """Shows one version of the paper, and stays with it until another paper is chosen."""
        if self._paper is not None:
            self._older = number if number != self._paper.version else None
            self._look(number)
            self.tabs.show_part("paper")

    def _look(self, number: int) -> None:
        if self._paper is None:
            return
        versions = documents.list_versions(self._desk.read, self._paper.id)
        self._version = next((x for x in versions if x.number == number), None)
        if self._version is None:
            return
        self._show_lines(self._paper, self._version)
        self._show_links()
        if self._loaded != (self._paper.id, number):
            self._loaded = (self._paper.id, number)
            self._load(self._version)

    def _make_links(self) -> None:
        self.read_button = Button(_("Read it large"), kind="link", hint="Enter")
        self.open_button = Button(_("Open in its program"), kind="link")
        self.save_button = Button(_("Save a copy…"), kind="link")
        self.version_button = Button(_("New version…"), kind="link")
        self.archive_button = Button(_("Archive"), kind="link", hint="Del")
        self.restore_button = Button(_("Restore"), kind="link")
        self.destroy_button = Button(_("Destroy…"), kind="link")
        self.links = LinkRow()
        for button, act in (
            (self.read_button, self.read_asked.emit),
            (self.open_button, self._on_open_clicked),
            (self.save_button, self._on_save_clicked),
            (self.version_button, self._on_version_clicked),
            (self.archive_button, self.archive),
            (self.restore_button, self._on_restore_clicked),
            (self.destroy_button, self._on_destroy_clicked),
        ):
            button.clicked.connect(partial(_called, act))
            self.links.add(button)

    def _show_links(self) -> None:
        paper, version = self._paper, self._version
        is_there = paper is not None and paper.destroyed_at is None
        is_own = paper is not None and paper.kind is DocumentKind.INVOICE
        is_archived = paper is not None and paper.archived_at is not None
        never = version is not None and is_never_opened(
            version.file_name, version.media_type, read_warnings(version.warnings)
        )
        self.read_button.setEnabled(is_there)
        self.open_button.setEnabled(is_there and not never)
        self.save_button.setEnabled(is_there)
        self.version_button.setEnabled(is_there and not is_own)
        self.archive_button.setEnabled(is_there and not is_own)
        self.archive_button.setVisible(not is_archived)
        self.restore_button.setVisible(is_archived)
        self.restore_button.setEnabled(is_there)
        self.destroy_button.setEnabled(is_there and not is_own)
        self.links.refresh()

    def _show_lines(self, paper: Document, version: DocumentVersion) -> None:
        words = ""
        if version.number != paper.version:
            words = _("You are looking at version {number}; version {current} is the current one.")
        self._line.setText(words.format(number=version.number, current=paper.version))
        self._line.setVisible(bool(words))
        found = read_warnings(version.warnings)
        self._warning.setText(warnings_sentence(found))
        self._warning.setVisible(bool(found))

    def _load(self, version: DocumentVersion) -> None:
        if version.destroyed_at is not None:
            self.view.say(_("This document was destroyed; only what is known of it is left."))
            return
        if not can_show(version):
            words = _("{name} cannot be shown here; save a copy to open it.")
            self.view.say(words.format(name=version.file_name))
            return
        self.view.say("")
        vault, sealed, kind = self._desk.documents, sealed_form(version), version.media_type
        self._desk.start(
            lambda report: _read(vault, sealed, kind, report),
            while_alive(self, partial(self._on_read, (version.document_id, version.number))),
            _("Opening {name}").format(name=shortened(version.file_name, 40)),
        )

    def _on_read(self, which: tuple[int, int], shown: Readable | LawDeskError) -> None:
        if which != self._loaded:
            return
        if isinstance(shown, LawDeskError):
            self.view.say(str(shown))
        else:
            self.view.show_readable(shown)

    def _on_open_clicked(self) -> None:
        if self._version is not None:
            OutsideFiles.of(self._desk).open(self._version)

    def _on_save_clicked(self) -> None:
        desk, version = self._desk, self._version
        if version is None:
            return
        try:
            acts.check_plain_copy(desk.read, version.document_id)
        except RuleError as error:
            desk.failed.emit(error)
            return
        path = self._files.path_to_save(self, _("Save a copy"), version.file_name)
        sentence = plain_copy_sentence(version.file_name, path) if path else ""
        if path is None or not confirm(
            self, _("Save a plain copy"), sentence, _("Save plain copy")
        ):
            return
        self._save(version, path)

    def _save(self, version: DocumentVersion, path: Path) -> None:
        desk, vault, sealed = self._desk, self._desk.documents, sealed_form(version)
        try:  # on record before the first byte leaves
            desk.transact(
                acts.record_plain_copy,
                version.document_id,
                path,
                now=desk.clock.now().at,
                version=version.number,
            )
        except LawDeskError as error:
            desk.failed.emit(error)
            return
        desk.start(
            lambda report: write_atomic(path, vault.unseal(sealed, report)),
            lambda _done: desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )

    def _on_version_clicked(self) -> None:
        paper, desk = self._paper, self._desk
        chosen = self._files.files_to_add(self)[:1]
        if paper is None or not chosen:
            return
        path, vault = chosen[0], desk.documents
        desk.start(
            lambda report: seal_one(path, vault, report),
            lambda file: _record_version(desk, paper, file),
            _("Sealing {name}").format(name=path.name),
        )

    def _on_current_asked(self, number: int) -> None:
        if self._paper is not None:
            self._older = None
            now = self._desk.clock.now().at
            self._desk.do(acts.choose_version, self._paper.id, number, now=now)

    def archive(self) -> None:
        """Puts the paper away; the strip offers the way back."""
        paper, desk = self._paper, self._desk
        if paper is None or paper.archived_at is not None:
            return
        try:
            desk.transact(acts.archive_document, paper.id, now=desk.clock.now().at)
        except LawDeskError as error:
            desk.failed.emit(error)
            return
        restore = acts.restore_document
        desk.say(
            _("“{title}” lies in the archive.").format(title=paper.title),
            (_("Undo"), lambda: desk.do(restore, paper.id, now=desk.clock.now().at)),
        )

    def _on_restore_clicked(self) -> None:
        if self._paper is not None:
            now = self._desk.clock.now().at
            self._desk.do(acts.restore_document, self._paper.id, now=now)

    def _on_destroy_clicked(self) -> None:
        paper, desk = self._paper, self._desk
        if paper is None:
            return
        sentence = _(
            "Destroys “{title}” with all {count} versions, for good: their keys and files are "
            "deleted here and nobody opens them again. Copies in older backups, bundles and on "
            "other disks are not reached. That it existed stays on record."
        )
        count = len(documents.list_versions(desk.read, paper.id))
        words = sentence.format(title=paper.title, count=count)
        if not confirm(self, _("Destroy a document"), words, _("Destroy for good"), kind="danger"):
            return
        self._loaded = None
        names = desk.do(acts.destroy_document, paper.id, now=desk.clock.now().at)
        if names is not None:
            _delete(desk, names, paper.title)

    def keyboard_to_paper(self) -> None:
        """Gives the keyboard to what is shown, to scroll in it."""
        self.tabs.show_part("paper")
        self.view.focus_shown()
        if not self.view.isAncestorOf(self.focusWidget() or self):
            self.tabs.tabs.setFocus(Qt.FocusReason.TabFocusReason)


def _delete(desk: Desk, names: tuple[str, ...], title: str) -> None:
    vault = desk.documents

    def delete(_report: Report) -> None:
        for name in names:
            vault.destroy(name)

    done = _("“{title}” was destroyed.").format(title=title)
    desk.start(delete, lambda _nothing: desk.say(done), "")


def _record_version(desk: Desk, paper: Document, file: NewFile) -> None:
    now = desk.clock.now()
    number = desk.do(acts.record_version, paper.id, file, origin=DocumentOrigin.ADDED, now=now)
    if number is not None:
        words = _("{name} is version {number} of “{title}”.")
        desk.say(words.format(name=file.name, number=number, title=paper.title))


def _read(
    vault: SealedDocuments, sealed: SealedDocument, media_type: str, report: Report
) -> Readable | ImportRefused:
    """The paper ready to be looked at, or why it cannot be: that is told in its place."""
    try:
        return make_readable(media_type, vault.unseal(sealed, report))
    except ImportRefused as error:
        return error


def _itself(part: QWidget) -> QWidget:
    return part


def _called(act: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own
    if callable(act):
        act()
