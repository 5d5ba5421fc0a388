"""The parts of the lock screen: passphrase, recovery key, running clock."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui import palette
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import rule, set_style_property, text_label
from lawdesk.ui.widgets.passphrase_field import PassphraseField


class PassphrasePane(QWidget):
    """The passphrase, Unlock, and the ways round it."""

    unlock_asked = Signal(str)
    recovery_asked = Signal()
    keychain_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._field = PassphraseField(_("Passphrase"))
        self._unlock = Button(_("Unlock"), kind="primary")
        self._keychain = Button(_("Open with the keychain"), kind="link")
        self._keychain.hide()
        self._sheet = Button(_("Use the recovery sheet"), kind="link")
        self._field.returned.connect(self._on_unlock_clicked)
        self._unlock.clicked.connect(lambda _checked=False: self._on_unlock_clicked())
        self._sheet.clicked.connect(lambda _checked=False: self.recovery_asked.emit())
        self._keychain.clicked.connect(lambda _checked=False: self.keychain_asked.emit())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._unlock)
        buttons.addStretch(1)
        buttons.addWidget(self._keychain)
        buttons.addWidget(self._sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._field)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setFocusProxy(self._field)

    def clear(self) -> None:
        """Forget what was typed."""
        self._field.clear()

    def select_all(self) -> None:
        """Mark what was typed, so that the next try replaces it."""
        self._field.select_all()

    def show_error(self, text: str) -> None:
        """Why it did not open."""
        self._field.show_error(text)

    def offer_keychain(self, *, offered: bool) -> None:
        """Whether the system's keychain may be asked."""
        self._keychain.setVisible(offered)

    def set_busy(self, words: str) -> None:
        """While the key is derived; no words, free again."""
        for part in (self._unlock, self._sheet, self._keychain, self._field):
            part.setEnabled(not words)
        self._unlock.set_words(words or _("Unlock"))

    def show_waiting(self, seconds: int) -> None:
        """How long the next try has to wait; 0 opens the button again."""
        self._unlock.setEnabled(seconds == 0)
        words = _("Try again in {count} s").format(count=seconds) if seconds else _("Unlock")
        self._unlock.set_words(words)

    def _on_unlock_clicked(self) -> None:
        if not self._unlock.isEnabled():
            return
        if self._field.text():
            self._field.show_error("")
            self.unlock_asked.emit(self._field.text())
        else:
            self._field.show_error(_("Type the passphrase."))


class RecoveryPane(QWidget):
    """The recovery key, typed or scanned from the sheet."""

    open_asked = Signal(str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edit = QPlainTextEdit()
        self._edit.setAccessibleName(_("Recovery key"))
        self._edit.setTabChangesFocus(True)
        self._edit.setFixedHeight(self._edit.fontMetrics().lineSpacing() * 4 + 20)
        self._edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._error = text_label("", "error", wrap=True)
        words = text_label(_("Recovery key: the ten groups of the sheet"), "caption")
        words.setBuddy(self._edit)
        self._open = Button(_("Open with the sheet"), kind="primary")
        self._back = Button(_("Use the passphrase"), kind="link")
        self._open.clicked.connect(
            lambda _checked=False: self.open_asked.emit(self._edit.toPlainText())
        )
        self._back.clicked.connect(lambda _checked=False: self.back_asked.emit())
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(words)
        layout.addWidget(self._edit)
        layout.addWidget(self._error)
        layout.addSpacing(12)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setFocusProxy(self._edit)
        self.show_error("")

    def clear(self) -> None:
        """Forget what was typed."""
        self._edit.clear()
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Where the typing slipped."""
        set_style_property(self._edit, "bad", "true" if text else "false")
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def set_busy(self, words: str) -> None:
        """While the keys are opened; no words, free again."""
        for part in (self._edit, self._open, self._back):
            part.setEnabled(not words)
        self._open.set_words(words or _("Open with the sheet"))


class RunningLine(QWidget):
    """The clock that runs on behind the lock; it says nothing of whose work it is."""

    stop_asked = Signal()
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._dot = _Dot()
        self._clock = text_label("", "figure")
        self._words = text_label("", "quiet", wrap=True)
        self._stop = Button(_("Stop"), icon="stop", kind="running")
        self._undo = Button(_("Undo"), kind="link")
        self._stop.clicked.connect(lambda _checked=False: self.stop_asked.emit())
        self._undo.clicked.connect(lambda _checked=False: self.taken_back.emit())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._dot)
        line.addWidget(self._clock)
        line.addWidget(self._words, 1)
        line.addWidget(self._stop)
        line.addWidget(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(rule())
        layout.addLayout(line)
        self.show_clock("", "")

    def show_clock(self, clock: str, stopped: str) -> None:
        """Show the time on the clock; `stopped` tells when it was stopped."""
        self.setVisible(bool(clock))
        self._clock.setText(clock)
        self._words.setText(
            _("stopped at {time}; entered at the next unlock").format(time=stopped)
            if stopped
            else _("the clock is running")
        )
        self._dot.setVisible(not stopped)
        self._stop.setVisible(not stopped)
        self._undo.setVisible(bool(stopped))


class _Dot(QWidget):
    """The mark of a running clock."""

    def sizeHint(self) -> QSize:
        return QSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.current().color("running"))
        side = 10
        painter.drawEllipse((self.width() - side) // 2, (self.height() - side) // 2, side, side)
