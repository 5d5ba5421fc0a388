"""The terms of a billing policy to read on the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from lawdesk.domain.billing.policy_sheet import PolicySheet
from lawdesk.translation import _
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.layout_items import clear

_LABEL_WIDTH = 132


class TermsView(QWidget):
    """What the sheet says, part by part, in the language of the practice."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The terms"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)

    def show_sheet(self, sheet: PolicySheet) -> None:
        """Replaces what is shown by the sections of this sheet."""
        from lawdesk.exports.billing.policy_words import policy_sections

        clear(self._grid)
        for row, section in enumerate(policy_sections(sheet)):
            said = [p if isinstance(p, str) else f"{p.name}: {p.value}" for p in section.parts]
            label = text_label(section.label, "caption", wrap=True)
            label.setContentsMargins(0, 1, 0, 0)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text_label("\n".join(said), wrap=True), row, 1)
