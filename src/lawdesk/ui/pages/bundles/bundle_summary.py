"""The last look before a bundle is written: for whom it is, about what, and what is in it.

A bundle that went to the wrong client cannot be called back, so this is asked every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import rule, text_label
from lawdesk.ui.widgets.scrolling import scrolled

_WIDTH, _LIST_HEIGHT = 560, 240


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told: the client, facts as (label, text), and the contents with their sizes."""

    client: str
    facts: Sequence[tuple[str, str]]
    contents: Sequence[tuple[str, str]]
    warning: str = ""


class SummaryDialog(QDialog):
    """Client, matters, way and list of contents, with two buttons. Esc goes back."""

    def __init__(self, parent: QWidget, summary: Summary) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Write this bundle"))
        self.setFixedWidth(_WIDTH)
        self.go_back = Button(_("Go back"))
        self.go_on = Button(_("Write it"), kind="primary")
        self.go_back.clicked.connect(self.reject)
        self.go_on.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(_("A bundle for"), "caption"))
        self.client = text_label(summary.client, "title", wrap=True)
        self.client.setAccessibleName(_("The client"))
        layout.addWidget(self.client)
        layout.addLayout(_facts(summary.facts))
        layout.addWidget(rule())
        self.list = scrolled(_contents(summary.contents), _("What goes in"))
        self.list.setMaximumHeight(_LIST_HEIGHT)
        layout.addWidget(self.list)
        self.warning = text_label(summary.warning, "body", wrap=True)
        self.warning.setProperty("tone", "attention")
        self.warning.setVisible(bool(summary.warning))
        layout.addWidget(self.warning)
        layout.addWidget(
            text_label(
                _("What was handed over cannot be called back; the log keeps what was in it."),
                "caption",
                wrap=True,
            )
        )
        layout.addLayout(self._buttons())
        self.go_back.setFocus()

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.go_back)
        buttons.addWidget(self.go_on)
        return buttons


def _facts(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (label, text) in enumerate(facts):
        grid.addWidget(text_label(label, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text_label(text, "strong", wrap=True), row, 1)
    return grid


def _contents(contents: Sequence[tuple[str, str]]) -> QWidget:
    """Each thing that goes in on a line of its own, its size at the right."""
    content = QWidget()
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 4, 12, 4)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for row, (title, size) in enumerate(contents):
        grid.addWidget(text_label(title, wrap=True), row, 0)
        figure = text_label(size, "quiet")
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(figure, row, 1)
    grid.setRowStretch(len(contents), 1)
    return content
