"""Payment plans: the list, and one of them with its instalments, its letter and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.payment_plans import InstalmentStatus, PlanState
from lawdesk.operations.receivables.payment_plans import state_of
from lawdesk.store import clients
from lawdesk.store.receivables import claims, payment_plans
from lawdesk.store.receivables.payment_plans import PaymentPlan, PaymentPlanId
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.receivables.arrears_words import Figures, figures_today
from lawdesk.ui.pages.receivables.payment_plan_detail import PaymentPlanDetail
from lawdesk.ui.pages.receivables.payment_plan_form import PaymentPlanForm
from lawdesk.ui.plain_words import dotted
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.empty_state import EmptyState
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.record_list import Record, RecordList
from lawdesk.ui.widgets.scrolling import scrolled

_LIST_WIDTH = 330
_NARROW_LIST_WIDTH = 280
_NARROW = 940


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list, with how it stands today."""

    plan: PaymentPlan
    client: str
    numbers: str
    currency: str
    left_cents: int
    state: PlanState


class PaymentPlansPart(Page):
    """List and detail; the form of a new plan opens in the detail's place."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"payment_plans", "instalments", "account_entries", "issued_invoices", "practice"}
        | {"clients"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions) -> None:
        super().__init__(desk, parent)
        self._figures: Figures = figures_today(desk)
        self._shown: PaymentPlanId | None = None
        self.form: PaymentPlanForm | None = None
        self.new_button = Button(_("New plan"), icon="add", hint="Ctrl N")
        self.new_button.clicked.connect(lambda _checked=False: self.begin_plan())
        self.with_ended = CheckBox(_("Show ended ones"))
        self.with_ended.toggled.connect(lambda _checked: self.refresh())
        self.list = RecordList(_("Payment plans"), self._record)
        self.list.set_empty(
            _("No plan. Agree one when a client cannot pay at once."),
            _("New plan"),
            self.begin_plan,
        )
        self.list.chosen.connect(self._on_chosen)
        self.detail = PaymentPlanDetail(desk, files)
        self.detail.open_asked.connect(self.open_asked)
        self._lay_out()

    def refresh(self) -> None:
        """Reads the plans and the one shown."""
        read = self.desk.read
        self._figures = figures_today(self.desk)
        found = payment_plans.list_running(read)
        if self.with_ended.isChecked():
            found = payment_plans.list_all(read)
        rows = [self._row(plan) for plan in found]
        self.list.set_rows(rows, lambda row: row.plan.id)
        words = _("1 plan") if len(rows) == 1 else _("{count} plans")
        self.list.set_summary(words.format(count=len(rows)) if rows else "")
        if self._shown is None and rows:
            self._shown = rows[0].plan.id
            self.list.select(self._shown)
        self._show_detail()

    def show_item(self, item_id: int) -> None:
        """Shows a plan, ended or not."""
        self._close_form()
        self._shown = PaymentPlanId(item_id)
        self._is_stale = False
        plan = payment_plans.get(self.desk.read, self._shown)
        self.with_ended.setChecked(plan.ended_on is not None)
        self.refresh()
        self.list.select(self._shown)

    def show_plan_of(self, invoice_id: int) -> None:
        """Shows the plan an invoice is in, or the form for one about it."""
        plan = payment_plans.find_running(self.desk.read, InvoiceId(invoice_id))
        if plan is not None:
            self.show_item(plan.id)
        else:
            self.begin_plan(InvoiceId(invoice_id))

    def begin_plan(self, invoice_id: InvoiceId | None = None) -> None:
        """Opens the form of a new plan, for one invoice where it is named."""
        self._close_form()
        self.form = PaymentPlanForm(self.desk)
        self.form.closed.connect(self._close_form)
        self.form.agreed.connect(self.show_item)
        self._form_place.addWidget(self.form)
        self.form.show()
        if invoice_id is not None:
            claim = claims.get(self.desk.read, invoice_id)
            self.form.choose(claim.client_id, invoice_id)
        self._stack.setCurrentIndex(2)
        set_reading_order(self)
        self.form.form.focus("client" if invoice_id is None else "count")

    def typed(self) -> dict[str, str]:
        """What stands in the form of a new plan."""
        return self.form.typed() if self.form is not None else {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.begin_plan()
        if self.form is not None:
            self.form.show_typed(typed)

    def showEvent(self, event: QShowEvent) -> None:
        """Ctrl N makes a plan only while its tab is shown."""
        super().showEvent(event)
        self.new_button.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Behind another tab the button must not answer to its keys."""
        super().hideEvent(event)
        self.new_button.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the plan more room than the list."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._left.setFixedWidth(_NARROW_LIST_WIDTH if narrow else _LIST_WIDTH)

    def _row(self, plan: PaymentPlan) -> PlanRow:
        read = self.desk.read
        about = [claims.get(read, each) for each in payment_plans.list_invoices(read, plan.id)]
        state = state_of(read, plan.id, self.desk.clock.now().day)
        left = sum(each.instalment.amount_cents - each.paid_cents for each in state.instalments)
        name = clients.get(read, plan.client_id).name
        numbers = ", ".join(claim.number for claim in about)
        return PlanRow(plan, name, numbers, about[0].currency, left, state)

    def _record(self, row: PlanRow) -> Record:
        met = sum(1 for each in row.state.instalments if each.status is InstalmentStatus.MET)
        told = _("{met} of {count} met").format(met=met, count=len(row.state.instalments))
        amount = self._figures.money(row.left_cents, row.currency)
        return Record(row.client, amount, dotted(row.numbers, told), _state(row))

    def _on_chosen(self, plan_id: object) -> None:
        self._close_form()
        self._shown = cast(PaymentPlanId | None, plan_id)
        self._show_detail()

    def _show_detail(self) -> None:
        if self.form is not None:
            return
        row = self.list.row(self._shown) if self._shown is not None else None
        if not isinstance(row, PlanRow):
            self._shown = None
            self._stack.setCurrentIndex(0)
            return
        self.detail.show_plan(row.plan, row.state, row.currency, self._figures)
        self._stack.setCurrentIndex(1)

    def _close_form(self) -> None:
        if self.form is None:
            return
        self.form.hide()
        self.form.deleteLater()
        self.form = None
        self._show_detail()

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.new_button)
        head.addStretch(1)
        left.addLayout(head)
        left.addWidget(self.list, 1)
        left.addWidget(self.with_ended)
        place = QWidget()
        self._form_place = QVBoxLayout(place)
        self._form_place.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(_("Choose a plan in the list to see it here.")))
        self._stack.addWidget(scrolled(self.detail, _("The plan")))
        self._stack.addWidget(scrolled(place, _("A new plan")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addWidget(self._left)
        layout.addWidget(rule(upright=True))
        layout.addWidget(self._stack, 1)


def _state(row: PlanRow) -> tuple[str, str]:
    if row.plan.ended_on is not None:
        return _("ended"), "quiet"
    if not row.state.is_kept:
        return _("overdue"), "overdue"
    return (_("kept"), "running") if row.left_cents else (_("met"), "running")
