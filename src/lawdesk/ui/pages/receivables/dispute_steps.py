"""The forms that go on with a dispute: a step is noted as done, or the dispute ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lawdesk.domain.receivables.disputes import Dispute, Outcome, StepKind
from lawdesk.operations.receivables.disputes import add_note, do_step, end_dispute
from lawdesk.store.receivables import accounts, claims
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.dispute_words import step_names
from lawdesk.ui.questions import confirm


class StepForm(ActForm):
    """The day a step was done, and a note about it."""

    def __init__(self, desk: Desk, dispute: Dispute, kind: StepKind) -> None:
        name = step_names()[kind]
        is_note = kind is StepKind.NOTE
        super().__init__(desk, name, _("Add the note") if is_note else _("Note as done"))
        self._dispute, self._kind = dispute, kind
        self.act = kind.value
        self.form.add_date("done_on", _("Day"), placeholder=_("today, fri, 12.3."))
        self.form.add_text("note", _("Note"), lines=3)
        self.form.show_values({"done_on": self._figures.short_day(desk.clock.now().day)})

    def _act(self) -> None:
        day, note, now = self._day("done_on"), self._text("note"), self._desk.clock.now()
        if self._kind is StepKind.NOTE:
            self._desk.transact(add_note, self._dispute.id, note, done_on=day, now=now)
        else:
            self._desk.transact(
                do_step, self._dispute.id, self._kind, done_on=day, note=note, now=now
            )
        words = _("“{step}” is noted for {day}.")
        step = step_names()[self._kind]
        self._desk.say(words.format(step=step, day=self._figures.day(day)))
        self.closed.emit()


class EndForm(ActForm):
    """How the dispute ended, when and why: upheld or written off."""

    _names: ClassVar[Mapping[str, str]] = {"reason": "note", "amount": "ended_on"}

    def __init__(self, desk: Desk, dispute: Dispute, outcome: Outcome) -> None:
        titles = {
            Outcome.UPHOLD: (_("Uphold the claim"), _("End the dispute")),
            Outcome.WRITE_OFF: (_("Write off what is disputed"), _("Write off")),
        }
        super().__init__(desk, *titles[outcome])
        self._dispute, self._outcome = dispute, outcome
        self.act = outcome.value
        claim = claims.get(desk.read, dispute.invoice_id)
        lost = min(dispute.disputed_cents, max(0, accounts.open_cents(desk.read, claim.id)))
        self._lost = self._figures.full_money(lost, claim.currency)
        told = {
            Outcome.UPHOLD: _(
                "The whole claim stands. Reminders go on, and interest runs again from this day."
            ),
            Outcome.WRITE_OFF: _("Ends the dispute and gives up {amount} of invoice {number}."),
        }
        self._told = told[outcome].format(number=claim.number, amount=self._lost)
        self._number = claim.number
        self.show_line(self._told)
        self.form.add_date("ended_on", _("Day"), placeholder=_("today, fri, 12.3."))
        self.form.add_text("note", _("What was agreed"), lines=3)
        self.form.show_values({"ended_on": self._figures.short_day(desk.clock.now().day)})

    def _act(self) -> None:
        day, note, now = self._day("ended_on"), self._text("note"), self._desk.clock.now()
        writes_off = self._outcome is Outcome.WRITE_OFF
        if writes_off and not confirm(self, _("Write off"), self._told, _("Write off")):
            return
        self._desk.transact(
            end_dispute, self._dispute.id, self._outcome, ended_on=day, note=note, now=now
        )
        words = _("The dispute of {number} is ended.")
        if writes_off:
            words = _("The dispute of {number} is ended; {amount} is written off.")
        self._desk.say(words.format(number=self._number, amount=self._lost))
        self.closed.emit()
