"""Postal addresses of a client: several lines each, the first is the one on invoices."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.fields import Field, TextField

_LINES = 4


class AddressesField(Field):
    """The value is a list of texts; those left empty are not part of it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._value: list[str] = []
        self._boxes: list[_Address] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add_button = Button(_("Add another address"), icon="add", kind="link")
        self.add_button.clicked.connect(lambda _checked=False: self._on_add_clicked())
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addLayout(self._column)
        self._show_boxes([])

    def value(self) -> list[str]:
        texts = [str(box.text.value()).strip() for box in self._boxes]
        return [text for text in texts if text]

    def show_value(self, value: object) -> None:
        texts = [str(text) for text in value] if isinstance(value, Sequence) else []
        typing = any(box.text.control().hasFocus() for box in self._boxes)
        if typing and self.value() != self._value:
            return
        if texts != self._value:
            self._show_boxes(texts)
        self._value = texts

    def control(self) -> QWidget:
        return self._boxes[0].text.control()

    def _show_boxes(self, texts: list[str]) -> None:
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = []
        for text in texts or [""]:
            self._append(text)

    def _append(self, text: str) -> None:
        box = _Address(_("{field} {number}").format(field=self._name, number=len(self._boxes) + 1))
        box.text.show_value(text)
        box.text.committed.connect(lambda _text: self._tell())
        box.text.touched.connect(self.touched)
        box.remove.clicked.connect(lambda _checked=False: self._on_remove_clicked(box))
        self._boxes.append(box)
        self._column.insertWidget(self._column.count() - 1, box)

    def _on_add_clicked(self) -> None:
        self._append("")
        self._boxes[-1].text.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove_clicked(self, box: "_Address") -> None:
        if len(self._boxes) == 1:
            box.text.show_value("")
        else:
            self._boxes.remove(box)
            box.hide()
            box.deleteLater()
        self._tell()

    def _tell(self) -> None:
        if self.value() != self._value:
            self._value = self.value()
            self.committed.emit(self._value)


class _Address(QWidget):
    """One address and the button that takes it away."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.text = TextField(name, lines=_LINES)
        self.remove = Button(_("Remove {field}").format(field=name), icon="close", kind="bare")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
