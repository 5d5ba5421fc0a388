"""Money owed: what is open, the reminders to make, disputes, and payment in instalments.

What belongs here: the tabs, and which of them is shown for what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.store.receivables import ageing
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.receivables.arrears_part import ArrearsPart
from lawdesk.ui.pages.receivables.arrears_words import claims_words, figures_today
from lawdesk.ui.pages.receivables.dispute_part import DisputesPart
from lawdesk.ui.pages.receivables.payment_plan_part import PaymentPlansPart
from lawdesk.ui.pages.receivables.reminders_part import RemindersPart
from lawdesk.ui.pages.receivables.statement_part import StatementPart
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.tabs import TabPages


class ReceivablesPage(Page):
    """Tabs; a part is made when it is first shown. `show_item` takes the id of an invoice."""

    tables: ClassVar[frozenset[str]] = frozenset({"account_entries", "issued_invoices", "practice"})

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        mails: MailHandover | None = None,
        files: FileQuestions | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._mails = mails or MailHandover(desk, parent=self)
        self._files = files or FileQuestions()
        self._made: dict[str, Page] = {}
        self.header = PageHeader(_("Receivables"))
        self.parts = TabPages(_("Money owed"))
        self.parts.add("arrears", _("Open invoices"), self._arrears)
        self.parts.add("reminders", _("Reminders"), self._reminders)
        self.parts.add("disputes", _("Disputes"), self._disputes)
        self.parts.add("plans", _("Payment plans"), self._plans)
        self.parts.add("statements", _("Statements"), self._statements)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self.parts, 1)
        self._arrears_shown = cast(ArrearsPart, self.parts.show_part("arrears"))

    def refresh(self) -> None:
        """Says what is open and what of it is late; the parts read for themselves."""
        figures, today = figures_today(self.desk), self.desk.clock.now().day
        sums: dict[str, tuple[int, int, int]] = {}
        for age in ageing.sums(self.desk.read, today):
            count, cents, late = sums.get(age.currency, (0, 0, 0))
            is_late = age.bucket != "current"
            sums[age.currency] = (
                count + age.count,
                cents + age.cents,
                late + (age.cents if is_late else 0),
            )
        told = [
            _("{count}, {open} open, {late} of it overdue.").format(
                count=claims_words(count),
                open=figures.full_money(cents, currency),
                late=figures.full_money(late, currency),
            )
            for currency, (count, cents, late) in sorted(sums.items())
        ]
        self.header.show_line(" ".join(told) or _("Nothing is open."))

    def show_item(self, item_id: int) -> None:
        """Shows an open invoice."""
        self.parts.show_part("arrears")
        self._arrears_shown.show_item(item_id)

    def shown_item(self) -> int | None:
        """The invoice shown among the open ones."""
        return self._arrears_shown.shown_item()

    def typed(self) -> dict[str, str]:
        """The form that is open on one of the tabs."""
        for name in ("arrears", "disputes", "plans"):
            part = self._made.get(name)
            typed = part.typed() if part is not None else {}
            if typed:
                return {"part": name, **typed}
        return {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        cast(Page, self.parts.show_part(typed["part"])).show_typed(typed)

    def show_reminders(self, invoice_id: int | None = None) -> None:
        """Shows the reminders that are due, with one of them marked."""
        part = cast(RemindersPart, self.parts.show_part("reminders"))
        if invoice_id is not None:
            part.show_item(invoice_id)

    def show_dispute(self, dispute_id: int) -> None:
        """Shows a dispute."""
        cast(DisputesPart, self.parts.show_part("disputes")).show_item(dispute_id)

    def show_plan_of(self, invoice_id: int) -> None:
        """Shows the plan an invoice is in, or the form for a new one."""
        cast(PaymentPlansPart, self.parts.show_part("plans")).show_plan_of(invoice_id)

    def show_statement(self, client_id: int) -> None:
        """Draws the statement of a client."""
        cast(StatementPart, self.parts.show_part("statements")).show_item(client_id)

    def _arrears(self) -> QWidget:
        return self._joined("arrears", ArrearsPart(self.desk))

    def _reminders(self) -> QWidget:
        part = RemindersPart(self.desk, mails=self._mails, files=self._files)
        return self._joined("reminders", part)

    def _disputes(self) -> QWidget:
        return self._joined("disputes", DisputesPart(self.desk, files=self._files))

    def _plans(self) -> QWidget:
        return self._joined("plans", PaymentPlansPart(self.desk, files=self._files))

    def _statements(self) -> QWidget:
        part = StatementPart(self.desk, mails=self._mails, files=self._files)
        return self._joined("statements", part)

    def _joined(self, name: str, part: Page) -> Page:
        self._made[name] = part
        part.open_asked.connect(self._on_open_asked)
        return part

    def _on_open_asked(self, kind: str, item_id: int) -> None:
        here: dict[str, Callable[[int], object]] = {
            "reminder": self.show_reminders,
            "dispute": self.show_dispute,
            "plan": self.show_plan_of,
            "statement": self.show_statement,
            "receivables": self.show_item,
        }
        if kind in here:
            here[kind](item_id)
        else:
            self.open_asked.emit(kind, item_id)
