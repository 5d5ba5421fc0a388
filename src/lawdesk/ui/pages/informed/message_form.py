"""The form in which a call, a mail, a letter or a meeting is noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import Direction, Message, MessageId, MessageKind
from lawdesk.domain.typed_time import parse_duration
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.messages import change_message, record_message
from lawdesk.store import clients, matters, messages
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.informed.contact_words import direction_words, message_kind_words
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule

_FIELD_OF = {"date": "happened_on", "duration": "spent"}
_NO_MATTER = 0


class MessageForm(QWidget):
    """Closed once what was noted is kept; a matter is asked for on a client's page only."""

    closed = Signal()
    saved = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id: ClientId | None = None
        self._fixed_matter: MatterId | None = None
        self._changed: MessageId | None = None
        self.form = Form(columns=2)
        self._add_fields()
        self.keep_button = Button("", icon="check")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self.close_form())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.keep_button)
        line.addWidget(leave)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(10)
        layout.addWidget(self.form)
        layout.addLayout(line)
        layout.addWidget(rule())
        self.hide()

    def open_new(self, client_id: ClientId, matter_id: MatterId | None) -> None:
        """Opens the form for a new note, in a matter or over all of a client's."""
        self._begin(client_id, matter_id, None)
        practice = practices.get(self._desk.read)
        client = clients.get(self._desk.read, client_id)
        today = format_date(self._desk.clock.now().day, practice.locale, "short")
        values = {
            "kind": MessageKind.CALL.value,
            "direction": Direction.IN.value,
            "happened_on": today,
            "person": client.contact_person or client.name,
            "spent": "",
            "matter": _NO_MATTER,
            "text": "",
            "agreed": "",
        }
        self.form.show_values(values)
        self._open(_("Note it"))

    def open_change(self, message_id: MessageId, matter_id: MatterId | None) -> None:
        """Opens the form with what was noted by hand; `matter_id` is the page's own matter."""
        message = messages.get(self._desk.read, message_id)
        locale = practices.get(self._desk.read).locale
        self._begin(message.client_id, matter_id, message_id)
        self.form.show_values(_shown(message, locale))
        self._open(_("Keep changes"))

    def close_form(self) -> None:
        """Gives up what stands in the form."""
        self.hide()
        self.closed.emit()

    def typed(self) -> dict[str, str]:
        """The fields, and which note is corrected; nothing while the form is closed."""
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

    def _add_fields(self) -> None:
        form = self.form
        hand = [
            (kind.value, words)
            for kind, words in message_kind_words().items()
            if kind.is_noted_by_hand
        ]
        form.add_choice("kind", _("What it was"), hand)
        ways = direction_words().items()
        form.add_choice("direction", _("Direction"), [(way.value, words) for way, words in ways])
        form.add_date("happened_on", _("Day"))
        form.add_line("spent", _("Time spent"), placeholder=_("0:15, 20m or 0.3h"))
        self._person = form.add_line("person", _("With whom"))
        self._matter = form.add_choice("matter", _("Matter"), [(_NO_MATTER, _("No matter"))])
        form.add_text("text", _("What it was about"), lines=3)
        form.add_text("agreed", _("What was agreed"), lines=2)
        form.committed.connect(self._on_committed)

    def _begin(
        self, client_id: ClientId, matter_id: MatterId | None, changed: MessageId | None
    ) -> None:
        read = self._desk.read
        self._client_id, self._fixed_matter, self._changed = client_id, matter_id, changed
        self._person.set_phrases(messages.list_people(read, client_id))
        of_client = matters.list_summaries(read, client_id=client_id, with_archived=True)
        choices: list[Choice] = [(_NO_MATTER, _("No matter"))]
        choices += [(each.id, each.title) for each in of_client]
        self._matter.set_choices(choices)
        self.form.set_visible("matter", visible=matter_id is None)

    def _open(self, words: str) -> None:
        self.keep_button.set_words(words)
        self.form.clear_errors()
        self.show()
        self.form.focus("text")

    def _on_committed(self, name: str, value: object) -> None:
        """A meeting has two sides, whatever stood there before."""
        if name == "kind" and value == MessageKind.MEETING.value:
            self.form.show_values({"direction": Direction.BOTH.value})

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        try:
            message_id = self._keep()
        except FieldError as error:
            name = _FIELD_OF.get(error.field, error.field)
            place = name if self.form.has_field(name) else "text"
            self.form.show_error(place, str(error))
            self.form.focus(place)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self.close_form()
            self.saved.emit(message_id)

    def _keep(self) -> MessageId:
        values, now = self._values(), self._desk.clock.now()
        if self._changed is not None:
            return self._desk.transact(change_message, self._changed, **values, now=now)
        if self._client_id is None:
            raise FieldError("text", _("Choose the client first."))
        matter_id = values.pop("matter_id")
        return self._desk.transact(record_message, self._client_id, matter_id, **values, now=now)

    def _values(self) -> dict[str, Any]:
        """The fields as an operation takes them. Raises FieldError for a day or a time."""
        values, today = self.form.values(), self._desk.clock.now().day
        locale, spent = practices.get(self._desk.read).locale, str(values["spent"]).strip()
        chosen = values["matter"]
        matter_id = MatterId(chosen) if isinstance(chosen, int) and chosen else None
        return {
            "matter_id": self._fixed_matter if self._fixed_matter is not None else matter_id,
            "kind": MessageKind(str(values["kind"])),
            "direction": Direction(str(values["direction"])),
            "happened_on": parse_date(str(values["happened_on"]), today, locale),
            "person": str(values["person"]),
            "text": str(values["text"]),
            "agreed": str(values["agreed"]),
            "spent_seconds": parse_duration(spent) if spent else 0,
        }


def _shown(message: Message, locale: str) -> dict[str, object]:
    return {
        "kind": message.kind.value,
        "direction": message.direction.value,
        "happened_on": format_date(message.happened_on, locale, "short"),
        "person": message.person,
        "spent": short_clock(message.spent_seconds) if message.spent_seconds else "",
        "matter": message.matter_id or _NO_MATTER,
        "text": message.text,
        "agreed": message.agreed,
    }
