"""A form field that finds one of many things by typing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from lawdesk.ui.widgets.choice_box import Choice, FindBox
from lawdesk.ui.widgets.fields import Field


class FindField(Field):
    """The value is the key of the thing found. Half a name that is left is taken back."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name)
        self.box = FindBox(name, placeholder)
        self._value: object = None
        self._choices: list[Choice] = []
        self.box.chosen.connect(self._on_chosen)
        self.box.textEdited.connect(lambda _text: self.touched.emit())
        self.box.editingFinished.connect(self._on_left)
        self._layout.addWidget(self.box, 1)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replaces the choices; what is shown stays."""
        if list(choices) != self._choices:
            self._choices = list(choices)
            self.box.set_choices(choices)

    def value(self) -> object:
        return self._value

    def show_value(self, value: object) -> None:
        if self.box.hasFocus() and self.box.isModified():
            return
        self._value = value
        self.box.show_key(value)
        self.box.setModified(False)

    def control(self) -> QLineEdit:
        return self.box

    def _on_chosen(self, key: object) -> None:
        self.box.setModified(False)
        if key != self._value:
            self._value = key
            self.committed.emit(key)

    def _on_left(self) -> None:
        """Leaving takes whole names only: a half one may mean another."""
        whole = {words: key for key, words in self._choices}
        typed = self.box.text().strip()
        if typed in whole:
            self._on_chosen(whole[typed])
        elif self.box.isModified():
            self.box.setModified(False)
            self.box.show_key(self._value)
