"""The statement of account on the page of its client: the period above, the letter below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.pages.receivables.statement_part import StatementPart
from lawdesk.ui.widgets.scrolling import scrolled


class AccountStatement(StatementPart):
    """The client is the one of the page, so there is nobody to choose."""

    def _lay_out(self) -> None:
        for name in ("client", "currency"):
            self.form.set_visible(name, visible=False)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self.draw_button)
        acts.addWidget(self.sums, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self._refused)
        column.addLayout(acts)
        column.addWidget(self.paper, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside, _("Statement of account")))
