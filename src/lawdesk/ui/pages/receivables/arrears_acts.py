"""Two small acts on a claim: its reminders are paused, or somebody else collects it."""

from __future__ import annotations

from datetime import timedelta

from lawdesk.operations.receivables.disputes import hand_to_collection
from lawdesk.operations.receivables.reminders import pause_reminders
from lawdesk.store.receivables import reminders
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.questions import confirm

_USUAL_PAUSE = 14


class PauseForm(ActForm):
    """Lets no reminder be due before a day; today lifts the pause."""

    def __init__(self, desk: Desk, row: ArrearsRow) -> None:
        super().__init__(desk, _("Pause reminders"), _("Pause them"))
        self._row = row
        today = desk.clock.now().day
        self.show_line(
            _("No reminder of {number} is due before this day. Today lets them go on.").format(
                number=row.number
            )
        )
        self.form.add_date("until", _("Until"), placeholder=_("today, fri, 12.3."))
        self.form.add_line("reason", _("Why"), wide=True)
        found = reminders.find_pause(desk.read, row.invoice_id)
        is_paused = found is not None and found > today
        day = found if found and is_paused else today + timedelta(days=_USUAL_PAUSE)
        self.form.show_values({"until": self._figures.short_day(day)})

    def _act(self) -> None:
        until, now = self._day("until"), self._desk.clock.now()
        reason = self._text("reason")
        self._desk.transact(pause_reminders, self._row.invoice_id, until, reason, now=now)
        words = _("Reminders of {number} are paused until {day}.")
        if until <= now.day:
            words = _("Reminders of {number} go on by their plan.")
        self._desk.say(words.format(number=self._row.number, day=self._figures.day(until)))
        self.closed.emit()


class CollectForm(ActForm):
    """Notes who collects the undisputed part from now on."""

    def __init__(self, desk: Desk, row: ArrearsRow) -> None:
        super().__init__(desk, _("Hand to collection"), _("Hand it over"))
        self._row = row
        amount = self._figures.full_money(row.undisputed_cents, row.currency)
        self._asked = _(
            "Notes that {amount} of {number} is collected by somebody else from today on. "
            "LawDesk makes no more reminders of it; this cannot be taken back."
        ).format(amount=amount, number=row.number)
        self.show_line(self._asked)
        self.form.add_line("collector", _("Who collects it"), wide=True)

    def _act(self) -> None:
        now, name = self._desk.clock.now(), self._text("collector")
        if name and not confirm(self, _("Hand to collection"), self._asked, _("Hand it over")):
            return
        cents = self._desk.transact(hand_to_collection, self._row.invoice_id, name, now=now)
        amount = self._figures.full_money(cents, self._row.currency)
        words = _("{amount} of {number} is with {name}.")
        self._desk.say(words.format(amount=amount, number=self._row.number, name=name))
        self.closed.emit()
