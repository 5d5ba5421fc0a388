"""A form that opens for one thing, new or known, and closes again once that is kept or left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.errors import FieldError, LawDeskError
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule


class OpenForm(QWidget):
    """Two columns, a button that keeps them and a way to leave; Esc leaves too.

    Subclasses add the fields, call `_lay_out` and then `_open`, and say in `_keep` what keeping
    is. `_changed` is what is changed; None while something new is written.
    """

    closed = Signal()
    saved = Signal(int)

    def __init__(self, desk: Desk, *, keep: str = "", hint: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._changed: int | None = None
        self.form = Form(columns=2)
        self.keep_button = Button(keep, icon="check", hint=hint)
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        self.hide()

    def close_form(self) -> None:
        """Gives up what stands in the form."""
        self.hide()
        self.closed.emit()

    def typed(self) -> dict[str, str]:
        """The fields, and whose they are; nothing while the form is closed."""
        if self.isHidden():
            return {}
        return {**self.form.typed(), "changed": str(self._changed or "")}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts the fields back into the form, which is open again."""
        self.form.show_typed(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _lay_out(
        self,
        parts: Sequence[QWidget],
        *,
        links: Sequence[Button] = (),
        below: Sequence[QWidget] = (),
        spacing: int = 12,
    ) -> None:
        """Parts, the line of buttons with further links, what stands below, and a rule."""
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self.close_form())
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in (self.keep_button, leave, *links):
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(spacing)
        for part in parts:
            layout.addWidget(part)
        layout.addLayout(line)
        for part in (*below, rule()):
            layout.addWidget(part)

    def _open(self, keep: str, focus: str) -> None:
        self.keep_button.set_words(keep)
        self.form.clear_errors()
        self.show()
        self.form.focus(focus)

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        try:
            kept = self._keep()
        except FieldError as error:
            place = self._place_of(error.field)
            self.form.show_error(place, str(error))
            self.form.focus(place)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            if kept is not None:
                self._after_keeping(kept)

    def _keep(self) -> int | None:
        """Keeps what stands in the form and gives its id; None while nothing is open.

        Raises FieldError.
        """
        raise NotImplementedError

    def _place_of(self, field: str) -> str:
        """The name under which a refusal of that field is shown."""
        return field

    def _after_keeping(self, kept: int) -> None:
        self.close_form()
        self.saved.emit(kept)
