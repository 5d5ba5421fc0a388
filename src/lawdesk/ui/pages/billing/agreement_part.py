"""The fee agreement of one matter: what holds, what it has earned, and a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.fee_agreements import (
    Contingency,
    FeeAgreement,
    Hybrid,
    Subscription,
)
from lawdesk.domain.billing.fixed_charges import SUCCESS_FEE, FixedChargeId
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.billing.fee_agreements import agree_fee, agreement_for, end_agreement
from lawdesk.operations.billing.fixed_charges import (
    charge_subscription,
    reach_milestone,
    take_back_charge,
    uncharged_days,
)
from lawdesk.operations.billing.retainers import use_of_retainer
from lawdesk.store import documents
from lawdesk.store import practice as practices
from lawdesk.store.billing import fee_agreements, fixed_charges
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.agreement_form import AgreementForm, TypedAgreement
from lawdesk.ui.pages.billing.agreement_words import kind_words, terms_words
from lawdesk.ui.pages.billing.budget_line import retainer_words
from lawdesk.ui.pages.billing.charges_view import ChargesView
from lawdesk.ui.pages.billing.client_wording import words_for_client
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.billing.success_form import SuccessForm
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label


class AgreementPart(Page):
    """Terms in words with what they earn; a new agreement opens in their place."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"fee_agreements", "fixed_charges", "documents", "practice", "issued_invoices"}
        | {"account_entries", "payments", "time_entries", "expenses"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._matter_id: MatterId | None = None
        self._agreement: FeeAgreement | None = None
        self.form: AgreementForm | None = None
        self.head = SectionHead(_("Fee agreement"))
        self.success_button = self.head.add_link(_("Success fee…"), self._on_success_clicked)
        self.end_button = self.head.add_link(_("End it"), self._on_end_clicked)
        self.new_button = self.head.add_link(_("New agreement"), self.begin_new)
        self.terms = text_label("", wrap=True)
        self.retainer = text_label("", wrap=True)
        self.past = text_label("", "caption", wrap=True)
        self.charges = ChargesView()
        self.charges.reached.connect(self._on_reached)
        self.charges.taken_back.connect(self._on_taken_back)
        self.success = SuccessForm(desk)
        self.success.closed.connect(self.new_button.setFocus)
        self._waiting = text_label("")
        self.charge_button = Button(_("Charge them"), icon="check")
        self.charge_button.clicked.connect(lambda _checked=False: self._on_charge_clicked())
        self._lay_out()

    def show_matter(self, matter_id: MatterId) -> None:
        """Shows the agreement of a matter."""
        if matter_id != self._matter_id:
            self._close_form()
            self.success.hide()
        self._matter_id = matter_id
        self._reload()

    def refresh(self) -> None:
        """Reads the agreement that holds today, and what it earned."""
        matter_id, read, day = self._matter_id, self.desk.read, self.desk.clock.now().day
        if matter_id is None:
            return
        practice = practices.get(read)
        agreement = agreement_for(read, matter_id, day)
        self._agreement = agreement
        self.end_button.setVisible(agreement is not None and agreement.ended_on is None)
        self.terms.setVisible(agreement is not None)
        self.charges.setVisible(agreement is not None)
        self.success_button.setVisible(self._may_succeed(agreement))
        self._show_past(matter_id, practice)
        self._show_waiting(practice)
        self._show_retainer(matter_id, practice)
        if agreement is None:
            self.head.show_line(_("Nothing special is agreed: time is billed at its rates."))
            return
        self.head.show_line(self._standing(agreement, practice))
        self.terms.setText("\n".join(terms_words(agreement.terms, practice)))
        self.charges.show_agreement(read, agreement, practice)

    def typed(self) -> dict[str, str]:
        """What stands in the form for a new agreement, when it is open."""
        return self.form.form.typed() if self.form is not None else {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.begin_new()
        if self.form is not None:
            self.form.show_typed(typed)

    def begin_new(self) -> None:
        """Opens the form for a new agreement."""
        if self._matter_id is None:
            return
        self._close_form()
        read, today = self.desk.read, self.desk.clock.now().day
        papers = documents.list_of_matter(read, self._matter_id)
        self.form = AgreementForm(practices.get(read), today, papers)
        self.form.agreed.connect(self._on_agreed)
        self.form.closed.connect(self._close_form)
        self._place.insertWidget(1, self.form)
        self.form.show()
        self.form.form.focus("kind")

    def _lay_out(self) -> None:
        waiting = QHBoxLayout()
        waiting.setSpacing(12)
        waiting.addWidget(self._waiting)
        waiting.addWidget(self.charge_button)
        waiting.addStretch(1)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(8)
        self._place.addWidget(self.head)
        self._place.addWidget(self.terms)
        self._place.addWidget(self.retainer)
        self._place.addWidget(self.success)
        self._place.addLayout(waiting)
        self._place.addWidget(self.charges)
        self._place.addWidget(self.past)

    def _standing(self, agreement: FeeAgreement, practice: Practice) -> str:
        since = format_date(agreement.valid_from, practice.locale)
        agreed = format_date(agreement.agreed_on, practice.locale)
        words = _("{kind}, for work from {date} on; agreed on {agreed}.")
        told = words.format(kind=kind_words(agreement.terms.fee), date=since, agreed=agreed)
        if agreement.document_id is not None:
            paper = documents.get(self.desk.read, agreement.document_id)
            told += " " + _("Paper: {title}.").format(title=isolated(paper.title))
        if agreement.ended_on is not None:
            ended = format_date(agreement.ended_on, practice.locale)
            told += " " + _("It ends on {date}.").format(date=ended)
        return f"{told} {isolated(agreement.note)}" if agreement.note else told

    def _show_past(self, matter_id: MatterId, practice: Practice) -> None:
        """Agreements that do not hold today: earlier ones and one that is still to begin."""
        now = self._agreement
        others = [
            each
            for each in fee_agreements.list_of_matter(self.desk.read, matter_id)
            if now is None or each.id != now.id
        ]
        told = [f"{kind_words(each.terms.fee)} ({self._span(each, practice)})" for each in others]
        self.past.setVisible(bool(told))
        self.past.setText(_("Other agreements: {list}").format(list="; ".join(told)))

    def _span(self, agreement: FeeAgreement, practice: Practice) -> str:
        first = format_date(agreement.valid_from, practice.locale)
        if agreement.ended_on is None:
            return _("from {date} on").format(date=first)
        last = format_date(agreement.ended_on, practice.locale)
        return _("from {first}, ended {last}").format(first=first, last=last)

    def _show_waiting(self, practice: Practice) -> None:
        """Days of a subscription that are not charged yet."""
        agreement, count, amount = self._agreement, 0, ""
        if agreement is not None and isinstance(agreement.terms.fee, Subscription):
            today = self.desk.clock.now().day
            count = len(uncharged_days(self.desk.read, agreement, today))
            cents = count * agreement.terms.fee.cents
            amount = format_money(cents, practice.currency, practice.locale)
        words = (
            _("1 day is not charged yet: {amount}")
            if count == 1
            else _("{count} days are not charged yet: {amount}")
        )
        self._waiting.setText(words.format(count=count, amount=amount))
        self._waiting.setVisible(count > 0)
        self.charge_button.setVisible(count > 0)

    def _show_retainer(self, matter_id: MatterId, practice: Practice) -> None:
        """What is left of an evergreen retainer, and that work stops where it is too little."""
        use = use_of_retainer(self.desk.read, matter_id, self.desk.clock.now())
        self.retainer.setVisible(use is not None)
        if use is not None:
            self.retainer.setText(retainer_words(use, practice))
            tone = "overdue" if use.standing.stops_work else ""
            set_style_property(self.retainer, "tone", tone)

    def _may_succeed(self, agreement: FeeAgreement | None) -> bool:
        if agreement is None or not isinstance(agreement.terms.fee, Contingency | Hybrid):
            return False
        read = self.desk.read
        return fixed_charges.find_for_occasion(read, agreement.id, SUCCESS_FEE) is None

    def _on_agreed(self, typed: TypedAgreement) -> None:
        form = self.form
        if form is None or self._matter_id is None:
            return
        try:
            self.desk.transact(
                agree_fee,
                self._matter_id,
                typed.terms,
                agreed_on=typed.agreed_on,
                valid_from=typed.valid_from,
                document_id=typed.document_id,
                note=typed.note,
                now=self.desk.clock.now(),
            )
        except FieldError as error:
            form.show_error(error)
        except LawDeskError as error:
            self.desk.failed.emit(error)
        else:
            self._close_form()
            self.desk.say(_("The agreement is recorded. Time that exists keeps its rate."))

    def _on_end_clicked(self) -> None:
        if self._agreement is not None:
            now = self.desk.clock.now()
            self.desk.do(end_agreement, self._agreement.id, ended_on=now.day, now=now)
            self.desk.say(_("The agreement ends today. What was charged under it stays."))

    def _on_success_clicked(self) -> None:
        if self._agreement is not None:
            self.success.open(self._agreement)

    def _on_reached(self, position: int) -> None:
        if self._agreement is None:
            return
        now = self.desk.clock.now()
        charge_id = self.desk.do(
            reach_milestone, self._agreement.id, position, reached_on=now.day, now=now
        )
        if charge_id is not None:
            self.desk.say(
                _("The milestone is earned; the next invoice bills it."),
                (_("Undo"), lambda: self._on_taken_back(charge_id)),
            )

    def _on_taken_back(self, charge_id: int) -> None:
        self.desk.do(take_back_charge, FixedChargeId(charge_id), now=self.desk.clock.now())

    def _on_charge_clicked(self) -> None:
        agreement, now = self._agreement, self.desk.clock.now()
        if agreement is not None:
            wording = words_for_client(self.desk.read, agreement.matter_id, "line_agreed_fee")
            self.desk.do(charge_subscription, agreement.id, now.day, now=now, wording=wording)

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.new_button.setFocus()
