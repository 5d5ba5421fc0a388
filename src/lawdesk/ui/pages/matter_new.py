"""Opening a matter in the list itself: client, title, area, Enter."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import AREAS, MatterId
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.matters import open_matter, open_matter_for_new_client
from lawdesk.store import clients
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.client_choices import client_choices
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import FindBox
from lawdesk.ui.widgets.fields import Field, LineField
from lawdesk.ui.widgets.form import AutoSaveField
from lawdesk.ui.widgets.labels import text_label

_FIELDS = {"client": "client", "name": "client", "title": "title", "area": "area"}


class NewMatter(QWidget):
    """Fields one below the other. A name that no client has may become a new client."""

    made = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, *, for_one_client: bool = False) -> None:
        """With `for_one_client` the client is given by `begin_for` and not asked for."""
        super().__init__()
        self._desk = desk
        self._client_id: ClientId | None = None
        self._takes_new = False
        self._names: set[str] = set()
        self.client = FindBox(_("Client"), _("Type a name"))
        self._title = LineField(_("Title of the new matter"), placeholder=_("Alvarez v. Northgate"))
        self._area = LineField(_("Area of law"))
        self._area.set_phrases([_(area) for area in AREAS])
        self.title_edit: QLineEdit = self._title.control()
        self.area_edit: QLineEdit = self._area.control()
        self.new_client_button = Button("", icon="add", kind="link")
        self.open_button = Button(_("Open matter"), kind="secondary")
        self._cancel_button = Button(_("Cancel"), kind="link")
        self._fields = {
            "title": AutoSaveField(_("Title"), self._title),
            "area": AutoSaveField(_("Area"), self._area),
        }
        self._client_part = _ClientPart(self.client, self.new_client_button)
        if for_one_client:  # shown before it has a parent, it would be a window for a moment
            self._client_part.hide()
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Empty fields, ready to be typed in."""
        self._client_id, self._takes_new = None, False
        choices = client_choices(clients.list_names(self._desk.read))
        self._names = {words for _client_id, words in choices}
        self.client.set_choices(choices)
        for edit in (self.client, self.title_edit, self.area_edit):
            edit.clear()
        self._show_errors({})
        self._show_new_client()
        self.client.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_for(self, client_id: ClientId) -> None:
        """Empty fields for a matter of this client."""
        self.begin()
        self._client_id = client_id
        self.title_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> dict[str, str]:
        """What stands in the fields, by their names; nothing when all are empty."""
        found = {name: edit.text() for name, edit in self._edits().items() if edit.text()}
        return {**found, "new": "1"} if found and self._takes_new else found

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what `typed` gave."""
        for name, edit in self._edits().items():
            edit.setText(typed.get(name, ""))
        self._takes_new = "new" in typed
        self._show_new_client()

    def _edits(self) -> dict[str, QLineEdit]:
        return {"client": self.client, "title": self.title_edit, "area": self.area_edit}

    def submit(self) -> None:
        """Opens the matter, or says under a field what is missing."""
        try:
            matter_id = self._open()
        except FieldError as error:
            self._show_errors({_FIELDS.get(error.field, "title"): str(error)})
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self.made.emit(matter_id)

    def _open(self) -> MatterId:
        now, title, area = self._desk.clock.now(), self.title_edit.text(), self.area_edit.text()
        transact, name = self._desk.transact, self.client.text().strip()
        if self._takes_new and name:
            return transact(open_matter_for_new_client, name, title, area=area, now=now)
        client_id = self._client_id or self.client.key()
        if not isinstance(client_id, int):
            raise FieldError("client", _("Choose a client, or add a new one."))
        return transact(open_matter, ClientId(client_id), title, area=area, now=now)

    def _connect(self) -> None:
        self.client.textEdited.connect(lambda _text: self._on_client_edited())
        self.client.chosen.connect(lambda _key: self._on_client_chosen())
        self.client.returnPressed.connect(self._on_client_returned)
        self.new_client_button.clicked.connect(lambda _checked=False: self._on_new_client_clicked())
        self.title_edit.returnPressed.connect(self.submit)
        self.area_edit.returnPressed.connect(self.submit)
        self.open_button.clicked.connect(lambda _checked=False: self.submit())
        self._cancel_button.clicked.connect(lambda _checked=False: self.left.emit())
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def _on_client_edited(self) -> None:
        self._takes_new = False
        self._client_part.show_error("")
        self._show_new_client()

    def _on_client_chosen(self) -> None:
        self._takes_new = False
        self._show_new_client()
        self.title_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_client_returned(self) -> None:
        """Enter on a name that nobody has takes it as a new client's."""
        if self.client.key() is None and self.client.text().strip():
            self._on_new_client_clicked()

    def _on_new_client_clicked(self) -> None:
        self._takes_new = True
        self._show_new_client()
        self.title_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_new_client(self) -> None:
        name = self.client.text().strip()
        known = name in self._names
        words = _("New client “{name}”").format(name=shortened(name, 24))
        self.new_client_button.set_words(words)
        self.new_client_button.setVisible(bool(name) and not known and not self._takes_new)
        noted = _("“{name}” is added as a new client.").format(name=shortened(name, 24))
        self._client_part.show_note(noted if self._takes_new else "")

    def _show_errors(self, errors: dict[str, str]) -> None:
        self._client_part.show_error(errors.get("client", ""))
        for name, framed in self._fields.items():
            framed.show_error(errors.get(name, ""))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.open_button)
        foot.addWidget(self._cancel_button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self._client_part)
        for framed in self._fields.values():
            layout.addWidget(framed)
        layout.addLayout(foot)


class _ClientPart(QWidget):
    """The box for the client, with the way to a new one below it."""

    def __init__(self, box: FindBox, button: Button) -> None:
        super().__init__()
        self._framed = AutoSaveField(_("Client"), _BoxField(box))
        self._note = text_label("", "small", wrap=True)
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._framed)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._note)

    def show_error(self, text: str) -> None:
        """Why the client was refused."""
        self._framed.show_error(text)

    def show_note(self, text: str) -> None:
        """What will happen to a new name."""
        self._note.setText(text)
        self._note.setVisible(bool(text))


class _BoxField(Field):
    """The box as a field, so that its label and its error stand like all others."""

    def __init__(self, box: FindBox) -> None:
        super().__init__(box.accessibleName())
        self._box = box
        self._layout.addWidget(box, 1)

    def value(self) -> object:
        return self._box.key()

    def show_value(self, value: object) -> None:
        self._box.show_key(value)

    def control(self) -> QLineEdit:
        return self._box
