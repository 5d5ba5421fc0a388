"""Documents that other programs have open: handed out, watched, taken back as a new version.

One of these lives as long as the practice is open; pages find it at the desk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from lawdesk.domain.bundles import clean_file_name
from lawdesk.domain.documents import (
    DocumentId,
    DocumentOrigin,
    DocumentVersion,
    NewFile,
    is_never_opened,
    read_warnings,
)
from lawdesk.errors import ExportError, LawDeskError, RuleError
from lawdesk.operations.documents import (
    check_plain_copy,
    record_opened_outside,
    record_version,
)
from lawdesk.operations.unsaved_edits import forget_edit, keep_edit
from lawdesk.paths import private_runtime
from lawdesk.progress import Report, silent
from lawdesk.store import documents, unsaved_edits
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.ui.tasks import while_alive
from lawdesk.vault import open_copies
from lawdesk.vault.open_copies import OpenCopy, SweptCopy
from lawdesk.vault.sealed_documents import SealedDocuments

_SETTLE_MS = 700
_KEPT_PLACE = "outside.kept"


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """A copy that is out, as it is shown."""

    copy: OpenCopy
    title: str
    is_changed: bool
    next_version: int


class OutsideFiles(QObject):
    """What is out, and the way back."""

    changed = Signal()
    """something was handed out, changed by another program, taken back or given up"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._copies: list[OpenCopy] = []
        self._changed: set[Path] = set()
        self.runtime: Callable[[], Path] = private_runtime
        self.open_path: Callable[[Path], bool] = _open_in_its_program
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _path: self._settle.start())
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())
        desk.closing.connect(self._settle.stop)

    @staticmethod
    def of(desk: Desk) -> OutsideFiles:
        """The one of this desk."""
        found = desk.findChild(OutsideFiles)
        return found if isinstance(found, OutsideFiles) else OutsideFiles(desk)

    def files(self) -> list[OutsideFile]:
        """What is out now."""
        return [self._shown(copy) for copy in self._copies]

    def open(self, version: DocumentVersion) -> None:
        """Hands a version to the program this computer opens such files with."""
        desk = self._desk
        try:
            _check_may_open(version)
            check_plain_copy(desk.read, version.document_id)
        except LawDeskError as error:
            desk.failed.emit(error)
            return
        about = (practices.get(desk.read).vault_id, int(version.document_id), version.number)
        name, vault, runtime = clean_file_name(version.file_name), desk.documents, self.runtime()
        sealed = sealed_form(version)
        desk.start(
            lambda report: open_copies.put_out(runtime, about, name, sealed, vault, report),
            while_alive(self, self._on_put_out),
            _("Opening {name}").format(name=name),
        )

    def keep(self, folder: Path, then: Callable[[], object] | None = None) -> None:
        """Seals what the other program wrote as the next version; the copy stays out."""
        copy = self._copy(folder)
        if copy is None:
            return
        vault, path = self._desk.documents, copy.path
        self._desk.start(
            lambda report: _sealed(path, vault, report),
            while_alive(self, lambda file: self._on_sealed(copy, file, then)),
            _("Sealing {name}").format(name=copy.name),
        )

    def discard(self, folder: Path) -> None:
        """Gives up what the other program wrote, and deletes the copy."""
        copy = self._copy(folder)
        if copy is not None:
            self._let_go(copy)
            self.changed.emit()

    def look(self) -> None:
        """Looks which copies were changed, on a worker."""
        copies = tuple(self._copies)
        if copies:
            self._desk.start(
                lambda _report: frozenset(x.folder for x in copies if open_copies.is_changed(x)),
                while_alive(self, self._on_looked),
                "",
            )

    def adopt(self, swept: Sequence[SweptCopy]) -> None:
        """After an unlock: tells what was swept and kept, and offers what still waits."""
        vault_id = practices.get(self._desk.read).vault_id
        for copy in open_copies.list_copies(self.runtime()):
            if copy.vault_id == vault_id and self._copy(copy.folder) is None:
                self._add(copy)
                self._changed.add(copy.folder)
        sentences = [*self._kept_words(), *self._waiting_words()]
        sentences += self._swept_words([x for x in swept if x.vault_id == vault_id])
        if sentences:
            self._desk.say(" ".join(sentences))
        self.changed.emit()

    def take_back_all(self) -> None:
        """Before a lock or the end: what was changed becomes a version, all copies are deleted.

        A copy that cannot be sealed now (a full disk) stays and is offered after the next unlock.
        """
        kept = []
        for copy in list(self._copies):
            try:
                if open_copies.is_changed(copy):
                    file = _sealed(copy.path, self._desk.documents, silent)
                    kept.append(self._record(copy, file))
            except LawDeskError:
                continue
            self._let_go(copy)
        if kept:
            now = self._desk.clock.now()
            self._desk.do(keep_edit, _KEPT_PLACE, json.dumps(kept), now=now)

    def _record(self, copy: OpenCopy, file: NewFile) -> tuple[int, int]:
        number = self._desk.transact(
            record_version,
            DocumentId(copy.document_id),
            file,
            origin=DocumentOrigin.EDITED,
            now=self._desk.clock.now(),
        )
        return copy.document_id, number

    def _on_put_out(self, copy: OpenCopy) -> None:
        document_id, desk = DocumentId(copy.document_id), self._desk
        try:
            now = desk.clock.now().at
            desk.transact(record_opened_outside, document_id, now=now, version=copy.version)
        except LawDeskError as error:
            open_copies.remove(copy)
            desk.failed.emit(error)
            return
        self._add(copy)
        if not self.open_path(copy.path):
            self._let_go(copy)
            desk.failed.emit(_no_program(copy.name))
        self.changed.emit()

    def _on_sealed(self, copy: OpenCopy, file: NewFile, then: Callable[[], object] | None) -> None:
        try:
            number = self._record(copy, file)[1]
            kept = open_copies.note_kept(copy, number, file.sealed.plain_sha256)
        except LawDeskError as error:
            self._desk.failed.emit(error)
            return
        self._copies = [kept if x.folder == copy.folder else x for x in self._copies]
        self._changed.discard(copy.folder)
        words = _("{name} was kept as version {number}.")
        self._desk.say(words.format(name=copy.name, number=number))
        self.changed.emit()
        if then is not None:
            then()

    def _on_looked(self, changed: frozenset[Path]) -> None:
        for copy in self._copies:  # many programs write a new file in place of the old one
            if copy.path.exists() and str(copy.path) not in self._watcher.files():
                self._watcher.addPath(str(copy.path))
        if changed != self._changed:
            self._changed = set(changed)
            self.changed.emit()

    def _add(self, copy: OpenCopy) -> None:
        self._copies.append(copy)
        self._watcher.addPaths([str(copy.path), str(copy.path.parent)])

    def _let_go(self, copy: OpenCopy) -> None:
        self._copies = [x for x in self._copies if x.folder != copy.folder]
        self._changed.discard(copy.folder)
        self._watcher.removePaths([str(copy.path), str(copy.path.parent)])
        open_copies.remove(copy)

    def _copy(self, folder: Path) -> OpenCopy | None:
        return next((copy for copy in self._copies if copy.folder == folder), None)

    def _shown(self, copy: OpenCopy) -> OutsideFile:
        document_id = DocumentId(copy.document_id)
        versions = documents.list_versions(self._desk.read, document_id)
        following = versions[0].number + 1 if versions else 1
        return OutsideFile(copy, copy.name, copy.folder in self._changed, following)

    def _kept_words(self) -> list[str]:
        kept = unsaved_edits.find(self._desk.read, _KEPT_PLACE)
        if kept is None:
            return []
        self._desk.do(forget_edit, _KEPT_PLACE)
        words = _("“{title}” had been changed in another program and was kept as version {number}.")
        return [
            words.format(title=_title(self._desk, number[0]), number=number[1])
            for number in json.loads(kept.wording)
        ]

    def _waiting_words(self) -> list[str]:
        words = _("{name} was changed in another program: keep or discard it under its documents.")
        waiting = [copy for copy in self._copies if copy.folder in self._changed]
        return [words.format(name=copy.name) for copy in waiting]

    def _swept_words(self, swept: Sequence[SweptCopy]) -> list[str]:
        if not swept:
            return []
        titles = ", ".join(_title(self._desk, copy.document_id) for copy in swept[:5])
        beside = sum(copy.beside for copy in swept)
        words = _("Plain copies left from last time were deleted: {titles}.")
        if beside:
            words = _(
                "Plain copies left from last time were deleted, with {count} files of other "
                "programs beside them: {titles}."
            )
        return [words.format(titles=titles, count=beside)]


def _title(desk: Desk, document_id: int) -> str:
    try:
        return documents.get(desk.read, DocumentId(document_id)).title
    except LawDeskError:
        return _("a document")


def _check_may_open(version: DocumentVersion) -> None:
    found = read_warnings(version.warnings)
    if is_never_opened(version.file_name, version.media_type, found):
        raise RuleError(
            _("{name} is or may run a program; LawDesk never opens such files.").format(
                name=version.file_name
            ),
            _("Save a copy and have it checked if you need what is in it."),
        )


def _no_program(name: str) -> ExportError:
    return ExportError(
        _("No program on this computer opens {name}; the plain copy was deleted.").format(name=name)
    )


def _open_in_its_program(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _sealed(path: Path, vault: SealedDocuments, report: Report) -> NewFile:
    from lawdesk.ui.taking_in import seal_one  # looks into files, which no start needs

    return seal_one(path, vault, report)
