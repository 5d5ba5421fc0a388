"""The form in which the lawyer notes that a bundle was handed over, and how the words were told."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.bundle_contents import strictest
from lawdesk.domain.bundle_handover import FileChannel, WordsChannel, allowed_channels
from lawdesk.domain.bundles import WordsKind
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.bundles.record import note_bundle_delivery
from lawdesk.store import bundles, clients, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.bundle_names import channel_words, words_channel_words
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form


class HandoverForm(QWidget):
    """Day, way, person, and the way of the words. `noted` once it is recorded."""

    noted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._bundle_id: int | None = None
        self.form = Form(columns=2)
        self.form.add_date("delivered_on", _("Handed over on"))
        self._ways = self.form.add_choice("channel", _("The file went"), [])
        self.form.add_line("person", _("To whom"))
        self._words_ways = self.form.add_choice("words_channel", _("The words were told"), [])
        self.button = Button(_("Note it"), icon="check")
        self.button.clicked.connect(lambda _checked=False: self._on_clicked())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.form)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_bundle(self, bundle_id: int, channel: FileChannel | None = None) -> None:
        """Proposes today, and the way that was planned."""
        read = self._desk.read
        is_other = bundle_id != self._bundle_id
        self._bundle_id = bundle_id
        bundle = bundles.get(read, bundle_id)
        about = [matters.get(read, each) for each in bundles.list_matters(read, bundle_id)]
        level = strictest(matter.sensitivity for matter in about)
        ways = channel_words()
        self._ways.set_choices([(each, ways[each]) for each in allowed_channels(level)])
        told = words_channel_words()
        kinds: list[WordsChannel] = [x for x in WordsChannel if x is not WordsChannel.KNOWN]
        if bundle.words_kind is not WordsKind.FRESH:
            kinds = [WordsChannel.KNOWN, *kinds]
        self._words_ways.set_choices([(each, told[each]) for each in kinds])
        if not is_other:
            return
        client = clients.get(read, bundle.client_id)
        today = format_date(self._desk.clock.now().day, practices.get(read).locale, "short")
        self.form.clear_errors()
        self.form.show_values(
            {
                "delivered_on": today,
                "channel": channel or allowed_channels(level)[0],
                "person": client.contact_person or client.name,
                "words_channel": kinds[0],
            }
        )

    def _on_clicked(self) -> None:
        bundle_id, desk, now = self._bundle_id, self._desk, self._desk.clock.now()
        if bundle_id is None:
            return
        values, locale = self.form.values(), practices.get(desk.read).locale
        self.form.clear_errors()
        try:
            day = parse_date(str(values["delivered_on"]), now.day, locale)
            desk.transact(
                note_bundle_delivery,
                bundle_id,
                delivered_on=day,
                channel=FileChannel(str(values["channel"])),
                person=str(values["person"]),
                words_channel=WordsChannel(str(values["words_channel"])),
                now=now,
            )
        except FieldError as error:
            name = error.field if self.form.has_field(error.field) else "delivered_on"
            self.form.show_error(name, str(error))
            self.form.focus(name)
        except LawDeskError as error:
            desk.failed.emit(error)
        else:
            self.noted.emit()
