"""What is known of a matter, each field saved when it is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import (
    AREAS,
    Matter,
    MatterId,
    MatterStatus,
    Sensitivity,
    sensitivity_name,
    sensitivity_words,
    typed_interval,
)
from lawdesk.domain.rates import Rate, choose_rate
from lawdesk.domain.typed_values import parse_date, parse_money
from lawdesk.operations.matters import (
    change_matter,
    set_matter_client,
    set_matter_opened,
    set_matter_status,
    set_sensitivity,
    set_update_interval,
)
from lawdesk.operations.rates import set_rate
from lawdesk.store import clients, matters, rates, time_entries
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.client_choices import client_choices
from lawdesk.ui.pages.find_field import FindField
from lawdesk.ui.pages.matter_rows import MatterView, status_words
from lawdesk.ui.pages.saving_form import SavingForm
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.scrolling import scrolled

ALWAYS = date(1970, 1, 1)  # the first rate of a practice is valid from here


class MatterDetails(QWidget):
    """The form, and the way into the archive at its end."""

    archive_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._matter: Matter | None = None
        self._view: MatterView | None = None
        self.client = FindField(_("Client"), _("Type a name"))
        self._rate_words = text_label("", "small", wrap=True)
        self._sensitivity_words = text_label("", "small", wrap=True)
        self.form = self._make_form()
        self.form.committed.connect(self._on_committed)
        self.archive_button = Button(_("Archive matter"), icon="archive")
        self.archive_button.clicked.connect(lambda _checked=False: self.archive_asked.emit())
        self.form.add_widget(_foot(self.archive_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self.form, _("Details of the matter")))

    def show_matter(self, matter_id: MatterId, view: MatterView) -> None:
        """Shows what is stored of a matter."""
        if self._matter is not None and matter_id != self._matter.id:
            self.form.leave()
        read = self._desk.read
        self._matter, self._view = matters.get(read, matter_id), view
        self._show_choices(self._matter)
        self.form.show_stored(matter_id, self._values(self._matter, view))
        self._rate_words.setText(self._rate_sentence(self._matter, view))
        sensitivity = self._matter.sensitivity
        told = f"{sensitivity_name(sensitivity)}: {sensitivity_words(sensitivity)}"
        self._sensitivity_words.setText(told)
        self.archive_button.setVisible(self._matter.archived_at is None)

    def _make_form(self) -> SavingForm:
        form = SavingForm(self._desk)
        form.add_line("title", _("Title"), wide=True)
        form.add_field("client", _("Client"), self.client)
        form.add_line("number", _("Number"))
        area = form.add_line("area", _("Area"))
        area.set_phrases([_(known) for known in AREAS])
        form.add_choice("status", _("Status"), [(s, status_words(s)) for s in MatterStatus])
        form.add_date("opened_on", _("Opened"))
        form.add_money("rate", _("Hourly rate"), unit=_("per hour"))
        form.add_widget(self._rate_words)
        form.add_line(
            "update_interval_days",
            _("Remind me of the client after"),
            unit=_("days"),
            hint=_("Days without word to the client; 0 for no reminder."),
        )
        form.add_choice(
            "sensitivity", _("Sensitivity"), [(s, sensitivity_name(s)) for s in Sensitivity]
        )
        form.add_widget(self._sensitivity_words)
        form.add_line("reference", _("Reference, court or file number"), wide=True)
        form.add_text("description", _("Description"), lines=5)
        return form

    def _show_choices(self, matter: Matter) -> None:
        names = clients.list_names(self._desk.read)
        choices = client_choices(names)
        if matter.client_id not in [client_id for client_id, _words in choices]:
            client = clients.get(self._desk.read, matter.client_id)
            choices.append((client.id, _("{name} (archived)").format(name=client.name)))
        self.client.set_choices(choices)

    def _values(self, matter: Matter, view: MatterView) -> dict[str, object]:
        rate, locale = rate_of(self._desk.read, matter, view), view.practice.locale
        return {
            "title": matter.title,
            "client": matter.client_id,
            "number": matter.number,
            "area": matter.area,
            "status": matter.status,
            # The short form is the one that can be typed and read back in every locale.
            "opened_on": format_date(matter.opened_on, locale, "short"),
            "rate": view.money(rate.cents_per_hour) if rate else "",
            "update_interval_days": str(matter.update_interval_days),
            "sensitivity": matter.sensitivity,
            "reference": matter.reference,
            "description": matter.description,
        }

    def _rate_sentence(self, matter: Matter, view: MatterView) -> str:
        agreed = rates.find_agreed(self._desk.read, matter.id, view.today)
        if agreed is not None:
            words = _("The fee agreement fixes {amount} per hour, whatever stands here.")
            return words.format(amount=view.money(agreed))
        rate = rate_of(self._desk.read, matter, view)
        if rate is None:
            return _("No rate applies yet; work on this matter costs nothing until one is set.")
        since = format_date(rate.valid_from, view.practice.locale)
        if rate.matter_id is not None:
            return _("This matter's own rate, for work from {date} on.").format(date=since)
        alone = _("One typed here is for this matter alone.")
        if rate.client_id is not None:
            first = _("This is the client's rate, for work from {date} on.").format(date=since)
        elif rate.valid_from > ALWAYS:
            first = _("This is your usual rate, for work from {date} on.").format(date=since)
        else:
            first = _("This is your usual rate.")
        return f"{first} {alone}"

    def _on_committed(self, name: str, value: object) -> None:
        matter = self._matter
        if matter is None:
            return
        act = self._acts(matter).get(name)
        if act is None:
            transact = self._desk.transact
            self.form.save(name, lambda: transact(change_matter, matter.id, name, str(value)))
        else:
            self.form.save(name, lambda: act(value))

    def _acts(self, matter: Matter) -> dict[str, Callable[[object], object]]:
        """The fields that are more than a text."""
        return {
            "client": lambda key: self._give_to(matter, key),
            "status": lambda key: self._desk.transact(
                set_matter_status,
                matter.id,
                MatterStatus(str(key)),
                today=self._desk.clock.now().day,
            ),
            "opened_on": lambda typed: self._set_opened(matter, str(typed)),
            "update_interval_days": lambda typed: self._desk.transact(
                set_update_interval, matter.id, typed_interval(str(typed))
            ),
            "sensitivity": lambda key: self._desk.transact(
                set_sensitivity,
                matter.id,
                Sensitivity(str(key)),
                now=self._desk.clock.now().at,
            ),
            "rate": lambda typed: self._set_rate(matter, str(typed)),
        }

    def _give_to(self, matter: Matter, key: object) -> None:
        if not isinstance(key, int):
            return
        client_id, transact = ClientId(key), self._desk.transact
        transact(set_matter_client, matter.id, client_id)
        name = shortened(clients.get(self._desk.read, client_id).name, 40)
        self._desk.say(
            _("The matter belongs to {client} now.").format(client=name),
            (_("Undo"), lambda: self._desk.do(set_matter_client, matter.id, matter.client_id)),
        )

    def _set_opened(self, matter: Matter, typed: str) -> None:
        locale = self._view.practice.locale if self._view else "en"
        day = parse_date(typed, self._desk.clock.now().day, locale)
        self._desk.transact(set_matter_opened, matter.id, day)

    def _set_rate(self, matter: Matter, typed: str) -> None:
        """From the first day where nothing was worked or agreed yet, else from today on."""
        view = self._view
        if view is None:
            return
        read, today = self._desk.read, self._desk.clock.now().day
        cents = parse_money(typed, view.practice.currency, view.practice.locale)
        worked = time_entries.total(read, matter_id=matter.id).entries
        own = [r for r in rates.list_for(read, matter.id, matter.client_id) if r.matter_id]
        first = today if worked or own else min(matter.opened_on, today)
        self._desk.transact(set_rate, cents, valid_from=first, matter_id=matter.id)
        unbilled = time_entries.total(read, matter_id=matter.id, unbilled_only=True).entries
        if unbilled:
            self._desk.say(_rate_notice(cents, unbilled, view))


def cents_per_hour(read: Reader, matter: Matter, view: MatterView) -> int | None:
    """What an hour on the matter costs today, by its fee agreement or by the rates."""
    agreed = rates.find_agreed(read, matter.id, view.today)
    rate = rate_of(read, matter, view) if agreed is None else None
    return rate.cents_per_hour if rate else agreed


def rate_of(read: Reader, matter: Matter, view: MatterView) -> Rate | None:
    """The rate that work on the matter costs today."""
    return choose_rate(
        rates.list_for(read, matter.id, matter.client_id),
        matter_id=matter.id,
        client_id=matter.client_id,
        activity_code=None,
        worked_on=view.today,
    )


def _rate_notice(cents: int, unbilled: int, view: MatterView) -> str:
    amount = format_money(cents, view.practice.currency, view.practice.locale)
    if unbilled == 1:
        return _("{amount} per hour from today on; 1 unbilled entry keeps its rate.").format(
            amount=amount
        )
    return _("{amount} per hour from today on; {count} unbilled entries keep their rate.").format(
        amount=amount, count=unbilled
    )


def _foot(button: Button) -> QWidget:
    foot = QWidget()
    layout = QHBoxLayout(foot)
    layout.setContentsMargins(0, 12, 0, 16)
    layout.addWidget(button)
    layout.addStretch(1)
    return foot
