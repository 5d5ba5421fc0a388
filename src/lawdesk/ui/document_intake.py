"""Taking files in while the window stays alive: sealed on a worker, recorded here in short steps.

One of these lives as long as the work; the page that began it may be gone by then.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from lawdesk.domain.documents import (
    DocumentId,
    DocumentOrigin,
    DocumentPlace,
    KnownFile,
    NewFile,
)
from lawdesk.operations.documents import record_files
from lawdesk.progress import Report
from lawdesk.store import documents
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.taking_in import TakingPlan, TakingReport, take_in_files


class DocumentIntake(QObject):
    """Takes files and folders in for one place; tells what became of them."""

    ended = Signal(object)
    """the TakingReport"""

    added = Signal(object)
    """the ids of papers that were just recorded, a tuple"""

    _handed_over = Signal(object)

    def __init__(self, desk: Desk, place: DocumentPlace, origin: DocumentOrigin) -> None:
        super().__init__(desk)
        self._desk, self._place, self._origin = desk, place, origin
        self._is_closed = False
        self._has_ended = False
        self.recorded: list[DocumentId] = []
        # From the worker into this thread's queue; its end comes through the same queue, later.
        self._handed_over.connect(self._on_handed_over, Qt.ConnectionType.QueuedConnection)
        desk.closing.connect(self._on_closing)

    def start(
        self, paths: Sequence[Path], *, folder: str = "", are_temporary: bool = False
    ) -> None:
        """Begins. `folder` is where among the papers they are laid; files that are temporary are
        deleted once they are in.
        """
        plan = _plan(
            documents.list_known_files(self._desk.read, self._place.client_id),
            tuple(paths),
            self._place,
            folder,
        )
        vault = self._desk.documents

        def work(report: Report) -> TakingReport:
            try:
                return take_in_files(plan, vault, self._handed_over.emit, report)
            finally:
                if are_temporary:
                    _delete(plan.paths)

        what = _("Taking in {name}").format(name=shortened(paths[0].name, 40))
        if len(paths) > 1:
            what = _("Taking in {count} files").format(count=len(paths))
        task = self._desk.start(work, self._on_succeeded, what)
        task.failed.connect(lambda _error: self._on_broken_off())
        task.ended.connect(self._on_ended)

    def _on_handed_over(self, files: tuple[NewFile, ...]) -> None:
        if self._is_closed:
            return  # these files have no row; the same import again seals them anew
        done = self._desk.do(
            record_files, self._place, files, now=self._desk.clock.now(), origin=self._origin
        )
        if done is not None:
            self.recorded += done.added
            self.added.emit(done.added)

    def _on_succeeded(self, report: TakingReport) -> None:
        self._has_ended = True
        if not self._is_closed:
            self.ended.emit(report)

    def _on_broken_off(self) -> None:
        self._has_ended = True

    def _on_ended(self) -> None:
        if not self._has_ended and not self._is_closed:
            self._desk.say(stopped_words(len(self.recorded)))
        self.deleteLater()

    def _on_closing(self) -> None:
        self._is_closed = True


def _plan(
    known: Sequence[KnownFile], paths: tuple[Path, ...], place: DocumentPlace, folder: str
) -> TakingPlan:
    here = {x.plain_sha256: x.title for x in known if x.matter_id == place.matter_id}
    elsewhere = {x.plain_sha256: x.title for x in known if x.matter_id != place.matter_id}
    return TakingPlan(paths, place, here, elsewhere, folder)


def _delete(paths: Sequence[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):  # the sweep at the next lock gets it
            path.unlink()
            path.parent.rmdir()


def stopped_words(recorded: int) -> str:
    """What is told when the lawyer cancelled."""
    if not recorded:
        return _("Stopped; no document was added.")
    count = _("1 document was") if recorded == 1 else _("{count} documents were")
    return _("Stopped; {what} added. The same again goes on where it stopped.").format(
        what=count.format(count=recorded)
    )


def taken_words(report: TakingReport) -> str:
    """What became of the files, in one or two sentences."""
    parts = []
    if report.sealed == 1:
        parts.append(_("{name} is sealed and filed.").format(name=report.first_name))
    elif report.sealed:
        parts.append(_("{count} documents are sealed and filed.").format(count=report.sealed))
    if len(report.known) == 1 and not report.sealed:
        words = _("{name} is here already, as “{title}”.")
        known = report.known[0]
        parts.append(words.format(name=known.name, title=shortened(known.title)))
    elif report.known:
        parts.append(_("{count} known already.").format(count=len(report.known)))
    if len(report.elsewhere) == 1:
        words = _("{name} also lies in another place of this client, as “{title}”.")
        same = report.elsewhere[0]
        parts.append(words.format(name=same.name, title=shortened(same.title)))
    elif report.elsewhere:
        words = _("{count} also lie in another place of this client.")
        parts.append(words.format(count=len(report.elsewhere)))
    if len(report.refused) == 1:
        refused = report.refused[0]
        words = _("{name} was refused: {reason}.")
        parts.append(words.format(name=refused.name, reason=refused.reason))
    elif report.refused:
        parts.append(_("{count} refused.").format(count=len(report.refused)))
    if report.warned:
        words = _("1 file has a warning.")
        if len(report.warned) > 1:
            words = _("{count} files have warnings.")
        parts.append(words.format(count=len(report.warned)))
    return " ".join(parts) or _("There was nothing to take in.")


def has_more_to_tell(report: TakingReport) -> bool:
    """Whether names and reasons are worth a list of their own."""
    told = len(report.refused) + len(report.known) + len(report.elsewhere) + len(report.warned)
    return told > 1
