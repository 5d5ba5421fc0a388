"""The lock screen: whose practice, why it is locked, the passphrase, and the running clock.

What belongs here: opening the keys on a worker and waiting after wrong tries. Nothing of a client
is known here. What is done with open keys is decided by the program.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.errors import LawDeskError
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.ui.pages.lock_parts import PassphrasePane, RecoveryPane, RunningLine
from lawdesk.ui.tasks import Task
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.vault.failed_tries import FailedTries
from lawdesk.vault.practice_list import ListedPractice, delay_seconds

if TYPE_CHECKING:
    from lawdesk.vault.practice_folder import OpenKeys

_WIDTH = 380


@dataclass(frozen=True)
class Opened:
    """Keys that were opened, the folder they belong to, and how many tries failed before."""

    folder: Path
    keys: "OpenKeys"
    failed_tries: int


class LockPage(QWidget):
    """One column in the middle, with nothing around it."""

    opened = Signal(object)
    """an `Opened`"""

    practice_chosen = Signal(object)
    """the folder (Path) of another practice"""

    new_practice_asked = Signal()
    stop_asked = Signal()
    stop_taken_back = Signal()

    def __init__(
        self,
        practices: tuple[ListedPractice, ...],
        tries: FailedTries,
        chosen: Path | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("surface", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._practices = {practice.folder: practice for practice in practices}
        self._folder = chosen if chosen in self._practices else practices[0].folder
        self._reason = ""
        self._tries = tries
        self._waiting = 0
        self._task: Task | None = None
        self._line = text_label("", "quiet", wrap=True)
        self._chooser = self._make_chooser()
        self._passphrase = PassphrasePane()
        self._recovery: RecoveryPane | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._passphrase)
        self._running = RunningLine()
        self._message = text_label("", "quiet", wrap=True)
        self._agree = Button("")
        self._on_agree: Callable[[], object] | None = None
        self._new = Button(_("Set up another practice"), kind="link")
        self._pause = QTimer(self)
        self._pause.setInterval(1000)
        self._lay_out()
        self._connect()
        self.show_message("")
        self._show_practice()
        self._wait(delay_seconds(self._failed_tries()))

    def show_reason(self, reason: str) -> None:
        """Why and when it was locked, in a few words ("locked because … at 14:02")."""
        self._reason = reason
        self._show_practice()

    def show_running(self, clock: str, *, stopped: str = "") -> None:
        """The running clock ("0:47:10"); with `stopped`, when it was stopped. No text, no line."""
        self._running.show_clock(clock, stopped)

    def show_message(
        self, text: str, words: str = "", on_agree: Callable[[], object] | None = None
    ) -> None:
        """A sentence that is no fault of the passphrase, with at most one way on."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self._agree.set_words(words)
        self._agree.setVisible(bool(words))
        self._on_agree = on_agree

    def show_refusal(self, error: LawDeskError) -> None:
        """Why the practice did not open although the keys did."""
        self._set_busy("")
        self.show_message(str(error))
        self._passphrase.clear()
        self.focus()

    def folder(self) -> Path:
        """The practice that is shown."""
        return self._folder

    def offer_new_practice(self, *, offered: bool) -> None:
        """Whether another practice may be set up from here."""
        self._new.setVisible(offered)

    def focus(self) -> None:
        """Put the cursor where typing begins."""
        pane = self._stack.currentWidget()
        if pane is not None:
            pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self._passphrase.unlock_asked.connect(self._on_unlock_asked)
        self._passphrase.keychain_asked.connect(self._on_keychain_asked)
        self._passphrase.recovery_asked.connect(lambda: self._show_pane(self._recovery_pane()))
        self._running.stop_asked.connect(self.stop_asked)
        self._running.taken_back.connect(self.stop_taken_back)
        self._agree.clicked.connect(
            lambda _checked=False: self._on_agree() if self._on_agree else None
        )
        self._new.clicked.connect(lambda _checked=False: self.new_practice_asked.emit())
        self._pause.timeout.connect(self._on_second_waited)

    def _show_practice(self) -> None:
        practice = self._practices[self._folder]
        parts = [practice.label] if len(self._practices) == 1 else []
        parts += [self._reason] if self._reason else []
        line = " · ".join(parts)
        self._line.setText(line[:1].upper() + line[1:])
        self._line.setVisible(bool(parts))
        self._passphrase.offer_keychain(offered=practice.has_keyring_slot)
        if practice.problem or practice.warning:
            self.show_message(practice.problem or practice.warning)

    def _show_pane(self, pane: QWidget) -> None:
        self.show_message("")
        self._stack.setCurrentWidget(pane)
        self.focus()

    def _on_practice_chosen(self, folder: object) -> None:
        if isinstance(folder, Path) and folder != self._folder:
            self._folder, self._reason = folder, ""
            self.show_message("")
            self._passphrase.clear()
            self._show_practice()
            self._wait(delay_seconds(self._failed_tries()))
            self.practice_chosen.emit(folder)

    def _on_unlock_asked(self, passphrase: str) -> None:
        folder = self._folder

        def work(_report: Report) -> "OpenKeys":
            from lawdesk.vault import practice_folder

            return practice_folder.open_with_passphrase(folder, passphrase)

        self._start(work, self._on_opened, self._on_passphrase_refused)

    def _on_keychain_asked(self) -> None:
        folder = self._folder

        def work(_report: Report) -> "OpenKeys | None":
            from lawdesk.vault import practice_folder

            return practice_folder.open_with_keyring(folder)

        self._start(work, self._on_keychain_answered, self._on_passphrase_refused)

    def _on_keychain_answered(self, keys: "OpenKeys | None") -> None:
        if keys is not None:
            self._on_opened(keys)
            return
        self._set_busy("")
        self._passphrase.show_error(_("The keychain gave no key. Type the passphrase."))

    def _on_recovery_typed(self, typed: str) -> None:
        folder = self._folder

        def work(_report: Report) -> "OpenKeys":
            from lawdesk.vault import practice_folder

            return practice_folder.open_with_recovery(folder, typed)

        self._start(work, self._on_recovered, self._on_recovery_refused)

    def _on_recovered(self, keys: "OpenKeys") -> None:
        """The sheet opened it: the lost passphrase is replaced before anything is shown."""
        from lawdesk.ui.pages.new_passphrase import NewPassphrase

        self._set_busy("")
        pane = NewPassphrase(self._folder, keys)
        pane.done.connect(lambda: self._on_opened(keys))
        self._stack.addWidget(pane)
        self._show_pane(pane)

    def _on_recovery_refused(self, error: Exception) -> None:
        self._set_busy("")
        self._recovery_pane().show_error(str(_expected(error)))

    def _on_opened(self, keys: "OpenKeys") -> None:
        self._set_busy(_("Opening…"))
        tries = self._failed_tries()
        self._passphrase.clear()
        if self._recovery is not None:
            self._recovery.clear()
        self.opened.emit(Opened(self._folder, keys, tries))

    def _on_passphrase_refused(self, error: Exception) -> None:
        from lawdesk.vault.passphrase_slot import WrongPassphrase

        self._set_busy("")
        self._passphrase.show_error(str(_expected(error)))
        self._passphrase.select_all()
        if isinstance(error, WrongPassphrase):
            tries = self._failed_tries() + 1
            self._tries.note(self._practices[self._folder].vault_id, tries)
            self._wait(delay_seconds(tries))
        self.focus()

    def _failed_tries(self) -> int:
        """Wrong tries at this practice, those before the program was last closed included."""
        return self._tries.count(self._practices[self._folder].vault_id)

    def _wait(self, seconds: int) -> None:
        self._waiting = seconds
        self._passphrase.show_waiting(seconds)
        self._chooser.setEnabled(seconds == 0)
        if seconds:
            self._pause.start()

    def _on_second_waited(self) -> None:
        self._waiting = max(0, self._waiting - 1)
        self._passphrase.show_waiting(self._waiting)
        if self._waiting == 0:
            self._pause.stop()
            self._chooser.setEnabled(True)
            self.focus()

    def _start(
        self,
        work: Callable[[Report], object],
        then: Callable[..., None],
        otherwise: Callable[[Exception], None],
    ) -> None:
        if self._task is not None and self._task.is_running:
            return
        self.show_message("")
        self._set_busy(_("Opening…"))
        self._task = Task(work, self)
        self._task.succeeded.connect(then)
        self._task.failed.connect(otherwise)
        self._task.start()

    def _set_busy(self, words: str) -> None:
        self._passphrase.set_busy(words)
        if self._recovery is not None:
            self._recovery.set_busy(words)
        self._chooser.setEnabled(not words and not self._waiting)
        if self._waiting and not words:
            self._passphrase.show_waiting(self._waiting)

    def _recovery_pane(self) -> RecoveryPane:
        """The pane for the recovery sheet, made when it is first asked for.

        Its text field is the first of its kind, which costs tens of milliseconds of the start.
        """
        if self._recovery is None:
            self._recovery = RecoveryPane()
            self._recovery.back_asked.connect(lambda: self._show_pane(self._passphrase))
            self._recovery.open_asked.connect(self._on_recovery_typed)
            self._stack.addWidget(self._recovery)
        return self._recovery

    def _make_chooser(self) -> QWidget:
        """A box to choose among several practices; an empty place where there is one.

        A combo box costs tens of milliseconds before the first paint, and few lawyers need it.
        """
        if len(self._practices) < 2:
            return QWidget()
        from lawdesk.ui.widgets.choice_box import ChoiceBox

        choices = [(practice.folder, practice.label) for practice in self._practices.values()]
        chooser = ChoiceBox(_("Practice"), choices)
        chooser.show_key(self._folder)
        chooser.chosen.connect(self._on_practice_chosen)
        return chooser

    def _lay_out(self) -> None:
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(text_label("LawDesk", "lock_title"))
        inside.addWidget(self._line)
        inside.addWidget(self._chooser)
        inside.addSpacing(24)
        inside.addWidget(self._stack)
        inside.addSpacing(12)
        inside.addWidget(self._message)
        agree = QHBoxLayout()
        agree.addWidget(self._agree)
        agree.addStretch(1)
        inside.addLayout(agree)
        inside.addSpacing(8)
        inside.addWidget(self._running)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        middle = QHBoxLayout()  # an alignment would forget that lines of text may wrap
        middle.addStretch(1)
        middle.addWidget(column)
        middle.addStretch(1)
        layout.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)
        layout.addWidget(self._new, 0, Qt.AlignmentFlag.AlignHCenter)


def _expected(error: Exception) -> LawDeskError:
    """The sentence to show; anything that is no sentence is a bug and goes on its way."""
    if isinstance(error, LawDeskError):
        return error
    raise error
