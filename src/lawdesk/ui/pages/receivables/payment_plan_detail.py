"""One payment plan: its instalments and how each stands, its letter, and its end."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.receivables.papers import PaymentPlanPaper
from lawdesk.domain.receivables.payment_plans import InstalmentState, InstalmentStatus, PlanState
from lawdesk.errors import LawDeskError
from lawdesk.operations.receivables.papers import plan_paper
from lawdesk.operations.receivables.payment_plans import end_plan
from lawdesk.store import clients
from lawdesk.store.receivables import claims, payment_plans
from lawdesk.store.receivables.payment_plans import PaymentPlan
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.detail_header import DetailHeader
from lawdesk.ui.pages.receivables.arrears_act import reveal
from lawdesk.ui.pages.receivables.arrears_paper import Filed, PaperView
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.pages.receivables.statement_words import texts_for_client
from lawdesk.ui.plain_words import dotted
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.row_table import RowTable

_LETTER_HEIGHT = 560


@dataclass(frozen=True, slots=True)
class InstalmentLine:
    """A row of the plan."""

    key: int
    state: InstalmentState


class PaymentPlanDetail(QWidget):
    """Shows a plan; it can be printed and ended."""

    open_asked = Signal(str, int)

    def __init__(self, desk: Desk, files: FileQuestions) -> None:
        super().__init__()
        self._desk = desk
        self._plan: PaymentPlan | None = None
        self._figures: Figures | None = None
        self._currency = ""
        self.header = DetailHeader()
        self.letter_button = self.header.head.add_button(
            _("Agreement (PDF)"), self.draw_letter, icon="pdf"
        )
        self.left = Figure(_("Still to pay"))
        self.next = Figure(_("Next instalment"))
        self.line = text_label("", "quiet", wrap=True)
        self.instalments = RowTable(_("Instalments"), self._columns(), fit_rows=30)
        self.claim_button = Button(_("Show the claim"), kind="link")
        self.claim_button.clicked.connect(lambda _checked=False: self._on_claim_clicked())
        self.end_button = Button(_("End the plan"), kind="link")
        self.end_button.clicked.connect(lambda _checked=False: self._on_end_clicked())
        self.paper = PaperView(desk, files, _("The agreement"))
        self.paper.pdf.setFixedHeight(_LETTER_HEIGHT)
        self.paper.hide()
        self.paper.drawn.connect(lambda: reveal(self.paper))
        self._lay_out()

    def show_plan(
        self, plan: PaymentPlan, state: PlanState, currency: str, figures: Figures
    ) -> None:
        """Shows a plan as it stands today."""
        if self._plan is None or self._plan.id != plan.id:
            self.paper.clear()
            self.paper.hide()
        self._plan, self._figures, self._currency = plan, figures, currency
        name = clients.get(self._desk.read, plan.client_id).name
        day = figures.day(plan.agreed_on)
        self.header.show_words(
            _("Plan of {client}").format(client=name),
            dotted(self._numbers(plan), _("agreed {day}").format(day=day), plan.note),
        )
        self._show_standing(plan, state, figures)
        lines = [InstalmentLine(place, each) for place, each in enumerate(state.instalments)]
        self.instalments.set_rows(lines, lambda line: line.key)
        total = sum(each.instalment.amount_cents for each in state.instalments)
        paid = sum(each.paid_cents for each in state.instalments)
        self.instalments.set_total(
            {
                "due": _("Together"),
                "amount": figures.money(total, currency),
                "paid": figures.money(paid, currency),
            }
        )
        self.end_button.setVisible(plan.ended_on is None)

    def draw_letter(self) -> None:
        """Draws the agreement on a worker and shows it."""
        plan = self._plan
        if plan is None:
            return
        try:
            paper = plan_paper(
                self._desk.read, plan.id, texts_for_client(self._desk.read, plan.client_id)
            )
        except LawDeskError as error:
            self._desk.failed.emit(error)
            return
        title = _("Payment plan of {day}").format(day=plan.agreed_on.isoformat())
        file_name = f"payment-plan-{plan.agreed_on.isoformat()}.pdf"
        self.paper.show()
        self.paper.draw(
            lambda _report: _drawn(paper), Filed(plan.client_id, None, title, file_name)
        )

    def _show_standing(self, plan: PaymentPlan, state: PlanState, figures: Figures) -> None:
        total = sum(each.instalment.amount_cents for each in state.instalments)
        paid = sum(each.paid_cents for each in state.instalments)
        of = _("of {total}").format(total=figures.money(total, self._currency))
        self.left.show_value(figures.money(total - paid, self._currency), of)
        coming = state.next_instalment
        if coming is None:
            self.next.show_value(_("none"), _("all are met"))
        else:
            cents = coming.instalment.amount_cents - coming.paid_cents
            day, late = figures.day(coming.instalment.due_on), not state.is_kept
            words = _("overdue since {day}") if late else _("by {day}")
            self.next.show_value(
                figures.money(cents, self._currency),
                words.format(day=day),
                tone="overdue" if late else "",
            )
        self.line.setText(self._standing_words(plan, state, figures))

    def _standing_words(self, plan: PaymentPlan, state: PlanState, figures: Figures) -> str:
        if plan.ended_on is not None:
            day = figures.day(plan.ended_on)
            return _("Ended {day}; what is open is due as it was before.").format(day=day)
        if state.is_kept:
            return _("The plan is kept. Reminders of its invoices rest.")
        overdue = figures.full_money(state.overdue_cents, self._currency)
        words = _("{overdue} is overdue; reminders of its invoices are due again.")
        if plan.grace_days is not None:
            words += " " + _("After {days} days of grace all of it is due at once.")
        return words.format(overdue=overdue, days=plan.grace_days)

    def _numbers(self, plan: PaymentPlan) -> str:
        read = self._desk.read
        about = payment_plans.list_invoices(read, plan.id)
        return ", ".join(claims.get(read, each).number for each in about)

    def _columns(self) -> list[Column]:
        return [
            Column("due", _("To be paid by"), self._due, stretch=2),
            Column("amount", _("Instalment"), self._amount, width=104, right=True),
            Column("paid", _("Paid"), self._paid, width=104, right=True),
            Column("status", _("State"), lambda _line: "", width=96, badge=_status),
        ]

    def _due(self, line: InstalmentLine) -> str:
        return self._figures.day(line.state.instalment.due_on) if self._figures else ""

    def _amount(self, line: InstalmentLine) -> str:
        return self._money(line.state.instalment.amount_cents)

    def _paid(self, line: InstalmentLine) -> str:
        return self._money(line.state.paid_cents) if line.state.paid_cents else ""

    def _money(self, cents: int) -> str:
        return self._figures.money(cents, self._currency) if self._figures else ""

    def _on_claim_clicked(self) -> None:
        if self._plan is not None:
            about = payment_plans.list_invoices(self._desk.read, self._plan.id)
            self.open_asked.emit("receivables", about[0])

    def _on_end_clicked(self) -> None:
        plan = self._plan
        if plan is None or not confirm(
            self,
            _("End the plan"),
            _(
                "Ends this plan today. What is open is due on the old days again and reminders go "
                "on. An ended plan cannot be taken up again, only agreed anew."
            ),
            _("End the plan"),
        ):
            return
        self._desk.do(end_plan, plan.id, now=self._desk.clock.now())

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(16)
        figures.addWidget(self.left, 1)
        figures.addWidget(self.next, 1)
        acts = QHBoxLayout()
        acts.setContentsMargins(-4, 0, 0, 0)
        acts.setSpacing(8)
        acts.addWidget(self.claim_button)
        acts.addWidget(self.end_button)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addLayout(figures)
        layout.addWidget(self.line)
        layout.addWidget(self.instalments)
        layout.addLayout(acts)
        layout.addWidget(self.paper)
        layout.addStretch(1)


def _status(line: InstalmentLine) -> tuple[str, str]:
    words = {
        InstalmentStatus.MET: (_("met"), "running"),
        InstalmentStatus.OPEN: (_("open"), "quiet"),
        InstalmentStatus.OVERDUE: (_("overdue"), "overdue"),
    }
    return words[line.state.status]


def _drawn(paper: PaymentPlanPaper) -> bytes:
    from lawdesk.exports.receivables.payment_plan_pdf import draw_payment_plan  # slow to import

    return draw_payment_plan(paper)
