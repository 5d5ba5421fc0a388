"""Several values of one sort: mails, phones, addresses, each with what it is for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice, ChoiceBox
from lawdesk.ui.widgets.fields import Field
from lawdesk.ui.widgets.inline_edit import InlineEdit
from lawdesk.ui.widgets.reading_order import set_reading_order

Entry = tuple[str, str]  # kind and text


class RepeatedField(Field):
    """A list of (kind, text); lines left empty are not part of the value."""

    def __init__(self, name: str, kinds: Sequence[Choice] = (), *, placeholder: str = "") -> None:
        super().__init__(name)
        self._kinds, self._placeholder = list(kinds), placeholder
        self._value: list[Entry] = []
        self._lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._add = Button(_("Add another"), icon="add", kind="link")
        self._add.clicked.connect(lambda _checked=False: self._on_add_clicked())
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addLayout(self._column)
        self._show_lines([])

    def value(self) -> list[Entry]:
        return [line.entry() for line in self._lines if line.entry()[1]]

    def show_value(self, value: object) -> None:
        entries = [(str(kind), str(text)) for kind, text in _pairs(value)]
        if self._is_typing() and self.value() != self._value:
            return
        if entries != self._value or not self._lines:
            self._show_lines(entries)
        self._value = entries

    def control(self) -> QWidget:
        return self._lines[0].edit

    def _is_typing(self) -> bool:
        return any(line.edit.hasFocus() for line in self._lines)

    def _show_lines(self, entries: list[Entry]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        first_kind = str(self._kinds[0][0]) if self._kinds else ""
        for kind, text in entries or [(first_kind, "")]:
            self._append(kind, text)

    def _append(self, kind: str, text: str) -> None:
        line = _Line(self._name, len(self._lines) + 1, self._kinds, self._placeholder)
        line.show_entry(kind, text)
        line.edit.committed.connect(lambda _text: self._tell())
        line.edit.textEdited.connect(lambda _text: self.touched.emit())
        line.kind.chosen.connect(lambda _key: self._tell())
        line.remove.clicked.connect(lambda _checked=False: self._on_remove_clicked(line))
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        line.show()
        set_reading_order(self)

    def _on_add_clicked(self) -> None:
        self._append(str(self._kinds[0][0]) if self._kinds else "", "")
        self._lines[-1].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove_clicked(self, line: "_Line") -> None:
        if len(self._lines) == 1:
            line.edit.show_value("")
        else:
            self._lines.remove(line)
            line.hide()
            line.deleteLater()
        self._tell()

    def _tell(self) -> None:
        if self.value() != self._value:
            self._value = self.value()
            self.committed.emit(self._value)


class _Line(QWidget):
    """One value: kind, text, and a button that takes it away."""

    def __init__(self, name: str, number: int, kinds: list[Choice], placeholder: str) -> None:
        super().__init__()
        self.kind = ChoiceBox(_("{field} {number}: kind").format(field=name, number=number), kinds)
        self.kind.setVisible(bool(kinds))
        self.kind.setFixedWidth(110)
        spoken = _("{field} {number}").format(field=name, number=number)
        self.edit = InlineEdit(spoken, placeholder)
        self.edit.setProperty("frameless", "false")
        self.edit.setToolTip("")
        words = _("Remove {field} {number}").format(field=name, number=number)
        self.remove = Button(words, icon="close", kind="bare")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.kind)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.remove)

    def entry(self) -> Entry:
        key = self.kind.key()
        return ("" if key is None else str(key), self.edit.text().strip())

    def show_entry(self, kind: str, text: str) -> None:
        self.kind.show_key(kind)
        self.edit.show_value(text)


def _pairs(value: object) -> list[tuple[object, object]]:
    if not isinstance(value, list | tuple):
        return []
    return [(kind, text) for kind, text in value]
