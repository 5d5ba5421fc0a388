"""A form over one stored thing: each field is one operation, and a refusal stays where it was."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QApplication

from lawdesk.errors import FieldError, LawDeskError
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.form import Form


class SavingForm(Form):
    """Two columns. What was refused keeps its text and its reason until it is corrected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(columns=2)
        self.setContentsMargins(0, 0, 12, 0)  # the scroll bar must not touch the fields
        self._desk = desk
        self._refused: set[str] = set()
        self._subject: int | None = None

    def show_stored(self, subject: int, values: Mapping[str, object]) -> None:
        """Shows what is stored of the thing with that id; another thing starts without errors."""
        if subject != self._subject:
            self.clear_errors()
            self._refused.clear()
            self._subject = subject
        kept = {name: value for name, value in values.items() if name not in self._refused}
        with QSignalBlocker(self):
            self.show_values(kept)

    def save(self, name: str, act: Callable[[], object]) -> bool:
        """Runs the operation of a field; False, with the reason under the field, if refused."""
        try:
            act()
        except FieldError as error:
            self._refused.add(name)
            self.show_error(name, str(error))
            return False
        except LawDeskError as error:
            self._desk.failed.emit(error)
            return False
        self._refused.discard(name)
        self.show_saved(name)
        return True

    def leave(self) -> None:
        """Lets the field that is being typed in save, before another thing is shown here."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
