"""Keeps what is being typed into a field that nobody saves yet, through a lock or a crash."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from lawdesk.errors import LawDeskError
from lawdesk.operations.unsaved_edits import forget_edit, keep_edit
from lawdesk.store import unsaved_edits
from lawdesk.ui.desk import Desk

_PAUSE_MS = 800


class KeptField(QObject):
    """Keeps the words of one field after each short pause, and what is typed when it is left.

    A field that `saves_itself` when it is left needs keeping only until then.
    """

    def __init__(
        self, desk: Desk, field: QPlainTextEdit | QLineEdit, *, saves_itself: bool = False
    ) -> None:
        super().__init__(field)
        self._desk, self._field, self._saves_itself = desk, field, saves_itself
        self._place = ""
        self._has_failed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        desk.closing.connect(self._pause.stop)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda _text: self._pause.start())
        else:
            field.textChanged.connect(lambda: self._on_text_changed(field))
        field.installEventFilter(self)

    def begin(self, place: str) -> str:
        """Watches the field on behalf of `place`; gives what was being typed there, or ""."""
        self.keep()
        self._place = place
        found = unsaved_edits.find(self._desk.read, place)
        return found.wording if found else ""

    def keep(self) -> None:
        """Keeps at once what was typed since the last pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep()

    def forget(self, place: str) -> None:
        """The words of `place` are saved elsewhere, or given up."""
        if place == self._place:
            self._pause.stop()
        if unsaved_edits.find(self._desk.read, place):
            self._desk.do(forget_edit, place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A lock takes the focus from the field first, and that is the moment to keep it."""
        if event.type() == QEvent.Type.FocusOut and self._saves_itself:
            self.forget(self._place)
        elif event.type() == QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    def _on_text_changed(self, field: QPlainTextEdit) -> None:
        if field.document().isModified():  # what the program puts there was not typed
            self._pause.start()

    def _keep(self) -> None:
        if not self._place:
            return
        try:
            self._desk.transact(keep_edit, self._place, self._words(), now=self._desk.clock.now())
        except LawDeskError as error:
            if not self._has_failed:  # once is enough: the next pause would say the same
                self._desk.failed.emit(error)
            self._has_failed = True
        else:
            self._has_failed = False

    def _words(self) -> str:
        field = self._field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
