"""The form in which a call, a mail, a letter or a meeting is noted."""

from __future__ import annotations

from typing import Any

from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import Direction, Message, MessageId, MessageKind
from lawdesk.domain.typed_time import parse_duration
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError
from lawdesk.operations.messages import change_message, record_message
from lawdesk.store import clients, matters, messages
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.informed.contact_words import direction_words, message_kind_words
from lawdesk.ui.pages.open_form import OpenForm
from lawdesk.ui.widgets.choice_box import Choice

_FIELD_OF = {"date": "happened_on", "duration": "spent"}
_NO_MATTER = 0


class MessageForm(OpenForm):
    """Closed once what was noted is kept; a matter is asked for on a client's page only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._client_id: ClientId | None = None
        self._fixed_matter: MatterId | None = None
        self._changed: MessageId | None = None
        self._add_fields()
        self._lay_out([self.form], spacing=10)

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
        self._open(_("Note it"), "text")

    def open_change(self, message_id: MessageId, matter_id: MatterId | None) -> None:
        """Opens the form with what was noted by hand; `matter_id` is the page's own matter."""
        message = messages.get(self._desk.read, message_id)
        locale = practices.get(self._desk.read).locale
        self._begin(message.client_id, matter_id, message_id)
        self.form.show_values(_shown(message, locale))
        self._open(_("Keep changes"), "text")

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

    def _on_committed(self, name: str, value: object) -> None:
        """A meeting has two sides, whatever stood there before."""
        if name == "kind" and value == MessageKind.MEETING.value:
            self.form.show_values({"direction": Direction.BOTH.value})

    def _keep(self) -> MessageId:
        values, now = self._values(), self._desk.clock.now()
        if self._changed is not None:
            return self._desk.transact(change_message, self._changed, **values, now=now)
        if self._client_id is None:
            raise FieldError("text", _("Choose the client first."))
        matter_id = values.pop("matter_id")
        return self._desk.transact(record_message, self._client_id, matter_id, **values, now=now)

    def _place_of(self, field: str) -> str:
        name = _FIELD_OF.get(field, field)
        return name if self.form.has_field(name) else "text"

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
