"""The tab "Billing" of a client or a matter: agreement, budget, terms, rates below each other.

What belongs here: their order only. Each part reads by itself what changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_parts import KeepsTyping, show_typed_in, typed_in
from lawdesk.ui.pages.billing.agreement_part import AgreementPart
from lawdesk.ui.pages.billing.budget_part import BudgetPart
from lawdesk.ui.pages.billing.policy_part import PolicyPart
from lawdesk.ui.pages.billing.rates_part import RatesPart
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.scrolling import scrolled


class MatterBilling(QWidget):
    """What was agreed about a matter's fee, and by which terms and rates it is billed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.agreement = AgreementPart(desk)
        self.budget = BudgetPart(desk)
        self.policy = PolicyPart(desk)
        self.rates = RatesPart(desk)
        _lay_out(self, (self.agreement, self.budget, self.rates, self.policy))

    def show_matter(self, matter_id: int) -> None:
        """Shows the billing of a matter."""
        for part in (self.agreement, self.budget, self.policy, self.rates):
            part.show_matter(MatterId(matter_id))

    def typed(self) -> dict[str, str]:
        """The forms for an agreement, a budget, a rate and terms, where they are open."""
        return typed_in(self._parts())

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens them again with what `typed` gave."""
        show_typed_in(self._parts(), typed)

    def _parts(self) -> dict[str, KeepsTyping]:
        return {
            "agreement": self.agreement,
            "budget": self.budget,
            "rates": self.rates,
            "policy": self.policy,
        }


class ClientBilling(QWidget):
    """By which terms and rates a client is billed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.policy = PolicyPart(desk)
        self.rates = RatesPart(desk)
        _lay_out(self, (self.policy, self.rates))

    def show_client(self, client_id: int) -> None:
        """Shows the billing of a client."""
        for part in (self.policy, self.rates):
            part.show_client(ClientId(client_id))

    def typed(self) -> dict[str, str]:
        """The forms for a rate and for terms, where they are open."""
        return typed_in({"rates": self.rates, "policy": self.policy})

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens them again with what `typed` gave."""
        show_typed_in({"rates": self.rates, "policy": self.policy}, typed)


def _lay_out(holder: QWidget, parts: tuple[QWidget, ...]) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 12, 16)
    column.setSpacing(16)
    for place, part in enumerate(parts):
        if place:
            column.addWidget(rule())
        column.addWidget(part)
    column.addStretch(1)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scrolled(content, _("Billing")))
