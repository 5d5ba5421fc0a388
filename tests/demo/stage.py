"""The program on a stage: a real window, a clock that goes when told, a throw-away profile.

Replaced is only what lies outside LawDesk: the clock, and the programs the system would open a
mail draft or a folder with. The network is forbidden for the whole process.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from demo.driver import Hands, Stuck
from lawdesk.app.program import Program, Wishes
from lawdesk.logs import LocalLog, log_folder
from lawdesk.ui import fonts, theme
from lawdesk.ui.clock_watch import ClockWatch
from practice_room import FixedClock

DUBLIN = ZoneInfo("Europe/Dublin")
MORNING = int(datetime(2026, 11, 20, 9, 2, tzinfo=DUBLIN).timestamp())
_STEP_SECONDS = 30


class Desktop(QObject):
    """Stands in for the programs of the system: keeps a copy of every file it is asked to open."""

    def __init__(self, copies: Path) -> None:
        super().__init__()
        self._copies = copies
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """A mail program would show it; here it is kept, because the original is swept."""
        path = Path(url.toLocalFile())
        if path.is_file():
            kept = self._copies / path.name
            shutil.copyfile(path, kept)
            self.opened.append(kept)
        else:
            self.opened.append(path)


class Stage:
    """A program that runs, and the hands at it."""

    def __init__(self, practice: Path, profile: Path, clock: FixedClock) -> None:
        self.clock = clock
        self.desktop = Desktop(profile)
        log = LocalLog(log_folder(), lambda: clock.at)
        self.program = Program(Wishes(practice), clock, log)
        self.hands = Hands(lambda: self.program.front)
        self.errors: list[BaseException] = []

    def begin(self) -> None:
        """Show the first window, as a start of the program does."""
        self.program.begin()
        self.hands.settle()

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase on the lock screen and wait for the practice."""
        self.hands.type_into("Passphrase", passphrase, leave="Return")
        self.hands.wait(lambda: self.program.office, "the open practice")

    def pass_time(self, seconds: int) -> None:
        """Let the fixed clock go on while somebody is there and every watch ticks."""
        while seconds > 0:
            step = min(_STEP_SECONDS, seconds)
            self.clock.go_on(step)
            seconds -= step
            QTest.keyClick(self.hands.window(), Qt.Key.Key_Shift)
            self.tick()
        self.hands.settle()

    def tick(self) -> None:
        """Let the program look at the clock, as its timer does each second."""
        for watch in self.program.findChildren(ClockWatch):
            watch.tick()

    def raise_slip(self) -> None:
        """Raise the first error that happened inside the program, if there was one."""
        if self.errors:
            raise self.errors[0]

    def end(self) -> None:
        """Close everything, as a quit does."""
        self.program.end()
        if self.program.front is not None:
            self.program.front.close()
            self.program.front.deleteLater()
        self.program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()  # papers that were shown are closed with the windows that showed them


@contextmanager
def on_stage(practice: Path, at: int = MORNING, zone: tzinfo = DUBLIN) -> Iterator[Stage]:
    """A running program whose practice lies in `practice`; its profile is gone afterwards.

    An error in a slot, which Qt would only print, is raised at the end.
    """
    with tempfile.TemporaryDirectory(prefix="lawdesk-profile-") as folder, _profile(folder):
        dressed_application()
        stage = Stage(practice, Path(folder), FixedClock(at, zone))
        before = sys.excepthook
        sys.excepthook = lambda _kind, error, _trace: stage.errors.append(error)
        try:
            # PySide takes the name as text, whatever its stub says.
            QDesktopServices.setUrlHandler("file", stage.desktop, "open")  # type: ignore[arg-type]
            stage.begin()
            yield stage
            stage.raise_slip()
        except Stuck:
            stage.raise_slip()  # it says more than that nothing came
            raise
        finally:
            sys.excepthook = before
            QDesktopServices.unsetUrlHandler("file")
            stage.end()


def hush_offscreen() -> None:
    """Print what Qt has to say, but not that a screen which is not there lacks this and that."""

    def tell(_kind: object, _context: object, message: str) -> None:
        if not message.startswith("This plugin does not support"):
            sys.stderr.write(f"{message}\n")

    qInstallMessageHandler(tell)


def dressed_application() -> QApplication:
    """The application with LawDesk's fonts and theme, made where there is none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("LawDesk")
    fonts.load_fonts()
    theme.apply_theme(app)
    return app


@contextmanager
def _profile(folder: str) -> Iterator[None]:
    before = os.environ.get("LAWDESK_HOME")
    os.environ["LAWDESK_HOME"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["LAWDESK_HOME"]
        else:
            os.environ["LAWDESK_HOME"] = before
