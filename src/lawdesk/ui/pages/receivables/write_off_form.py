"""Giving up what is open on an invoice, and claiming it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lawdesk.domain.invoices import InvoiceSummary
from lawdesk.operations.receivables.write_offs import take_back_write_off, write_off
from lawdesk.store.receivables import write_offs
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm


class WriteOffForm(ActForm):
    """Proposes all that is open. The sum stays in the books, with its reason."""

    _names: ClassVar[Mapping[str, str]] = {"written_off_on": "day"}

    def __init__(self, desk: Desk, summary: InvoiceSummary) -> None:
        super().__init__(desk, _("Write off"), _("Write off"))
        self._summary = summary
        self.show_line(
            _(
                "{amount} of {number} is open. What is written off is asked for no longer; "
                "the tax on it stays on the invoice."
            ).format(
                amount=self._figures.full_money(summary.open_cents, summary.currency),
                number=summary.number,
            )
        )
        self.form.add_money("amount", _("Amount"), unit=summary.currency)
        self.form.add_date("day", _("On"), placeholder=_("today, fri, 12.3."))
        self.form.add_line("reason", _("Why"), wide=True)
        open_cents = self._figures.plain_money(summary.open_cents, summary.currency)
        day = self._figures.short_day(desk.clock.now().day)
        self.form.show_values({"amount": open_cents, "day": day})

    def _act(self) -> None:
        summary = self._summary
        cents = self._cents("amount", summary.currency)
        self._desk.transact(
            write_off,
            summary.id,
            cents,
            self._text("reason"),
            written_off_on=self._day("day"),
            now=self._desk.clock.now(),
        )
        amount = self._figures.full_money(cents, summary.currency)
        words = _("{amount} of {number} is written off.")
        self._desk.say(words.format(amount=amount, number=summary.number))
        self.closed.emit()


class ClaimAgainForm(ActForm):
    """Asks again for what was written off; it is due as before."""

    _names: ClassVar[Mapping[str, str]] = {"written_off_on": "day"}

    def __init__(self, desk: Desk, summary: InvoiceSummary) -> None:
        super().__init__(desk, _("Claim again"), _("Claim again"))
        self._summary = summary
        standing = write_offs.sum_of_invoice(desk.read, summary.id)
        self.show_line(
            _(
                "{amount} of {number} stands written off. It will be open again, due as before."
            ).format(
                amount=self._figures.full_money(standing, summary.currency), number=summary.number
            )
        )
        self.form.add_money("amount", _("Amount"), unit=summary.currency)
        self.form.add_date("day", _("On"), placeholder=_("today, fri, 12.3."))
        self.form.add_line("reason", _("Why"), wide=True)
        amount = self._figures.plain_money(standing, summary.currency)
        day = self._figures.short_day(desk.clock.now().day)
        self.form.show_values({"amount": amount, "day": day})

    def _act(self) -> None:
        summary = self._summary
        cents = self._cents("amount", summary.currency)
        self._desk.transact(
            take_back_write_off,
            summary.id,
            cents,
            self._text("reason"),
            taken_back_on=self._day("day"),
            now=self._desk.clock.now(),
        )
        amount = self._figures.full_money(cents, summary.currency)
        words = _("{amount} of {number} is claimed again.")
        self._desk.say(words.format(amount=amount, number=summary.number))
        self.closed.emit()
