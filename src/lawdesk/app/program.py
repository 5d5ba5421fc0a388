"""One window at a time, and a session that comes and goes.

What belongs here: what follows what. The lock
screen is painted before anything else is imported or derived; whatever it does not need is
imported in the methods that do.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from lawdesk import paths
from lawdesk.app.collecting import Collector
from lawdesk.app.runtime_folder import sweep_runtime
from lawdesk.domain.clock import Clock, local_time
from lawdesk.errors import LawDeskError
from lawdesk.logs import LocalLog
from lawdesk.translation import _
from lawdesk.ui.clock_face import clock_words
from lawdesk.ui.clock_watch import ClockWatch
from lawdesk.ui.pages.lock_page import LockPage, Opened
from lawdesk.vault.failed_tries import FailedTries
from lawdesk.vault.practice_list import list_practices, look_at_practice

if TYPE_CHECKING:
    from lawdesk.app.session import Session
    from lawdesk.domain.practice import Practice
    from lawdesk.domain.timers import RunningClock
    from lawdesk.ui.desk import Desk
    from lawdesk.ui.idle_watch import IdleWatch
    from lawdesk.ui.office import Office
    from lawdesk.ui.things import Place
    from lawdesk.vault.open_copies import SweptCopy
    from lawdesk.vault.practice_folder import OpenKeys

_AFTER_PAINTING_MS = 200
_SIZE = (1280, 800)


@dataclass(frozen=True)
class Wishes:
    """What the command line asked for."""

    practice: Path | None = None
    toggle_timer: bool = False


@dataclass
class _Open:
    """What lives while a practice is open."""

    session: Session
    desk: Desk
    office: Office


@dataclass(frozen=True)
class _Left:
    """What is remembered of a practice that was locked a moment ago: nothing of a client."""

    folder: Path
    place: Place
    open_since: int | None
    worked_before: int


class Program(QObject):
    """From the first window to the last. `wishes.practice` is a practice folder, made or not."""

    crashed = Signal(str)

    def __init__(self, wishes: Wishes, clock: Clock, log: LocalLog) -> None:
        super().__init__()
        self._wishes = wishes
        self.clock = clock
        self._log = log
        self._tries = FailedTries(paths.state() / "tries")
        self._clock_watch = ClockWatch(clock, self)
        self._idle: IdleWatch | None = None
        self._clock_watch.ticked.connect(self._show_running)
        self._collector = Collector(self)
        self._clock_watch.ticked.connect(self._collector.look)
        self._open: _Open | None = None
        self._left: _Left | None = None
        self._stopped_at: int | None = None
        self._swept: tuple[SweptCopy, ...] = ()
        self._front: QWidget | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER_PAINTING_MS)
        self._later.timeout.connect(self._after_painting)
        self.crashed.connect(self._show_crash, Qt.ConnectionType.QueuedConnection)

    @property
    def front(self) -> QWidget | None:
        """The window that is shown."""
        return self._front

    @property
    def office(self) -> Office | None:
        """The open practice's office, None while locked."""
        return self._open.office if self._open else None

    def begin(self) -> None:
        """Show the lock screen, or the first run where there is no practice yet."""
        wanted = self._wishes.practice
        if wanted is not None and not (wanted / "vault.json").exists():
            self._show_first_run(wanted)
        elif wanted is not None or list_practices(paths.practices()):
            self._show_lock_page(wanted)
        else:
            self._show_first_run(_free_folder(paths.practices()))
        self._later.start()

    def lock(self, reason: str = "") -> None:
        """Save what is being typed, close the practice, forget its keys, show the lock screen."""
        if self._open is None:
            return
        held, self._open = self._open, None
        self._idle_watch().set_idle_limit(None)
        held.office.commit_edits()
        self._left = self._leave(held)
        self._show_lock_page(held.session.folder, self._locked_words(reason))
        self._close(held)
        self._show_running()

    def toggle_clock(self) -> None:
        """Start or stop; while locked only a stop can be noted."""
        if self._open is not None:
            self._open.office.toggle_clock()
        elif self._left is not None and self._left.open_since is not None:
            if self._stopped_at is None:
                self._on_stop_asked()
            else:
                self._on_stop_taken_back()
        else:
            self.come_forward()

    def come_forward(self) -> None:
        """Put the window in front of the others."""
        if self._front is not None:
            self._front.setWindowState(self._front.windowState() & ~Qt.WindowState.WindowMinimized)
            self._front.show()
            self._front.raise_()
            self._front.activateWindow()

    def answer(self, call: dict[str, Any]) -> None:
        """What a second start asked of this one."""
        practice = call.get("practice")
        if call.get("toggle_timer"):
            self.toggle_clock()
            return
        if practice and self._open is None and (Path(practice) / "vault.json").exists():
            self._show_lock_page(Path(practice))
        self.come_forward()

    def end(self) -> None:
        """Close everything; called once, when the last window has closed."""
        self._later.stop()
        front, self._front = self._front, None
        if self._open is not None:
            held, self._open = self._open, None
            held.office.commit_edits()
            self._leave(held)
            self._close(held)
        elif front is not None:
            front.close()
        self._sweep()
        self._collector.end()

    def _after_painting(self) -> None:
        self._idle_watch().listen_to_desktop()
        self._sweep()

    def _sweep(self) -> None:
        self._swept += sweep_runtime(paths.private_runtime())

    def _show_front(self, window: QWidget) -> None:
        before, self._front = self._front, window
        if before is None:
            window.resize(*_SIZE)
        else:
            window.setGeometry(before.geometry())
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _show_lock_page(self, chosen: Path | None, reason: str = "") -> None:
        listed = list_practices(paths.practices())
        if chosen is not None and chosen not in [practice.folder for practice in listed]:
            listed = (
                (look_at_practice(chosen),) if not listed else (*listed, look_at_practice(chosen))
            )
        page = LockPage(listed, self._tries, chosen)
        page.setWindowTitle("LawDesk")
        page.setMinimumSize(1024, 700)
        page.offer_new_practice(offered=all(practice.problem for practice in listed))
        page.show_reason(reason)
        page.opened.connect(self._on_opened)
        page.stop_asked.connect(self._on_stop_asked)
        page.stop_taken_back.connect(self._on_stop_taken_back)
        page.practice_chosen.connect(lambda _folder: self._show_running())
        page.new_practice_asked.connect(
            lambda: self._show_first_run(_free_folder(paths.practices()))
        )
        self._show_front(page)
        page.focus()

    def _show_first_run(self, target: Path) -> None:
        from lawdesk.app.first_start import FirstStart

        page = FirstStart(target, self.clock, self._open_first, self._tell).page
        page.setWindowTitle("LawDesk")
        page.setMinimumSize(1024, 700)
        self._show_front(page)

    def _open_first(self, folder: Path, keys: OpenKeys) -> None:
        self._open_practice(Opened(folder, keys, 0), consented=False)

    def _tell(self, error: Exception) -> None:
        if self._open is not None:
            self._open.desk.failed.emit(error)

    def _on_opened(self, opened: Opened) -> None:
        self._open_or_ask(opened, consented=False)

    def _open_or_ask(self, opened: Opened, *, consented: bool) -> None:
        from lawdesk.app.hot_journal import ForeignJournal
        from lawdesk.app.session import OlderDatabase

        page = self._front
        if not isinstance(page, LockPage):
            return
        try:
            self._open_practice(opened, consented=consented)
        except (OlderDatabase, ForeignJournal) as question:
            page.show_refusal(question)
            page.show_message(
                str(question),
                _("Open it all the same"),
                lambda: self._open_or_ask(opened, consented=True),
            )
        except LawDeskError as error:
            opened.keys.wipe()
            page.show_refusal(error)

    def _open_practice(self, opened: Opened, *, consented: bool) -> None:
        from lawdesk.app.session import open_session
        from lawdesk.ui.desk import Desk
        from lawdesk.ui.office import Office

        session = open_session(
            opened.folder, opened.keys, paths.state(), self.clock, consented=consented
        )
        left = self._left if self._left and self._left.folder == opened.folder else None
        try:
            self._catch_up(session, opened.failed_tries)
        except LawDeskError:
            session.close()
            raise
        desk = Desk(session.database, session.documents, self.clock)
        words = self._idle_watch().source_words()
        office = Office(desk, opened.folder, opened.keys, watch=self._clock_watch, idle_words=words)
        self._open = _Open(session, desk, office)
        self._left, self._stopped_at = None, None
        self._tries.note(opened.keys.vault_id, 0)
        self._connect(office)
        self._show_front(office.window)
        office.show_place(left.place if left else office.first_place())
        self._swept, swept = (), self._swept
        office.tell_swept(swept)

    def _idle_watch(self) -> IdleWatch:
        """Made after the lock screen is painted; before that there is nothing it could lock."""
        if self._idle is None:
            from lawdesk.ui.idle_watch import IdleWatch, find_system_idle

            self._idle = IdleWatch(self.clock, self._clock_watch, find_system_idle())
            self._idle.lock_asked.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        return self._idle

    def _catch_up(self, session: Session, failed_tries: int) -> None:
        """A stop noted while locked, with the gaps before it; without a stop the clock bar asks."""
        from lawdesk.app.session import catch_up, read_stop

        stopped = read_stop(session.folder) is not None
        gaps = tuple(self._clock_watch.take_gaps()) if stopped else ()
        catch_up(session, gaps, failed_tries, self.clock.now())

    def _connect(self, office: Office) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        office.lock_asked.connect(self._on_lock_asked, queued)
        office.own_practice_asked.connect(self._go_to_own_practice, queued)
        office.practice_changed.connect(self._on_practice_changed)
        self._on_practice_changed(office.practice)

    def _on_lock_asked(self) -> None:
        self.lock(_("you locked it"))

    def _on_practice_changed(self, practice: Practice) -> None:
        self._idle_watch().set_idle_limit(practice.idle_lock_minutes)

    def _go_to_own_practice(self) -> None:
        if self._open is None:
            return
        sample = self._open.session.folder
        self.lock()
        own = [p.folder for p in list_practices(paths.practices()) if p.folder != sample]
        if own:
            self._show_lock_page(own[0])

    def _leave(self, held: _Open) -> _Left:
        """Note what is true of the clock at this moment, in the database and in memory."""
        from lawdesk.operations.timers import note_alive
        from lawdesk.store import timers

        running: RunningClock | None = None
        with contextlib.suppress(LawDeskError):
            if timers.find_running(held.desk.read) is not None:
                held.desk.transact(note_alive, now=self.clock.now())
            running = timers.find_running_clock(held.desk.read)
        return _Left(
            held.session.folder,
            held.office.place(),
            running.open_since if running else None,
            running.worked_before_seconds if running else 0,
        )

    def _close(self, held: _Open) -> None:
        held.office.close()
        held.session.close()
        self._sweep()
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()

    def _locked_words(self, reason: str) -> str:
        moment = self.clock.now()
        at = local_time(moment.at, moment.zone).strftime("%H:%M")
        if not reason:
            return _("locked at {time}").format(time=at)
        return _("locked because {reason} at {time}").format(reason=reason, time=at)

    def _show_running(self) -> None:
        page, left = self._front, self._left
        if not isinstance(page, LockPage):
            return
        if left is None or left.open_since is None or left.folder != page.folder():
            page.show_running("")
            return
        now = self.clock.now()
        until = now.at if self._stopped_at is None else self._stopped_at
        words = clock_words(left.worked_before + max(0, until - left.open_since))
        stopped = ""
        if self._stopped_at is not None:
            stopped = local_time(self._stopped_at, now.zone).strftime("%H:%M")
        page.show_running(words, stopped=stopped)
        page.setWindowTitle("LawDesk" if stopped else f"{words[:-3]} · LawDesk")

    def _on_stop_asked(self) -> None:
        from lawdesk.app.session import note_stop

        if self._left is None or not isinstance(self._front, LockPage):
            return
        try:
            note_stop(self._left.folder, self.clock.now().at)
        except LawDeskError as error:
            self._front.show_message(str(error))
            return
        self._stopped_at = self.clock.now().at
        self._show_running()

    def _on_stop_taken_back(self) -> None:
        from lawdesk.app.session import forget_stop

        if self._left is not None:
            forget_stop(self._left.folder)
            self._stopped_at = None
            self._show_running()

    def _show_crash(self, report: str) -> None:
        from lawdesk import __version__
        from lawdesk.ui.crash_dialog import CrashDialog

        head = f"LawDesk {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
        CrashDialog(f"{head}\n\n{report}\n\n{self._log.tail()}", self._front).open()


def _free_folder(root: Path) -> Path:
    """A name that no folder has yet."""
    names = ["practice", *(f"practice-{number}" for number in range(2, 1000))]
    return next(root / name for name in names if not (root / name).exists())
