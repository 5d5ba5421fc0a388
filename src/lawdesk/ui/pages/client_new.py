"""Taking on a client in the list itself: type the name, Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.clients import add_client
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.fields import LineField
from lawdesk.ui.widgets.form import AutoSaveField


class NewClient(QWidget):
    """One field. Enter makes the client, Esc leaves without."""

    made = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        field = LineField(_("Name of the new client"), placeholder=_("Name, then Enter"))
        self.edit: QLineEdit = field.control()
        self.edit.returnPressed.connect(self._on_return_pressed)
        self._framed = AutoSaveField(_("New client"), field)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._framed)

    def begin(self) -> None:
        """An empty field, ready to be typed in."""
        self.edit.clear()
        self._framed.show_error("")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_return_pressed(self) -> None:
        try:
            client_id = self._desk.transact(
                add_client, self.edit.text(), now=self._desk.clock.now().at
            )
        except FieldError as error:
            self._framed.show_error(str(error))
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self.made.emit(client_id)
