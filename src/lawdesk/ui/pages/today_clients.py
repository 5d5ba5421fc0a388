"""Whose turn it is today: clients who wait for word, and clients who owe papers or an answer.

What belongs here: the most pressing ones as lines that lead to the matter, and how many more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.turns import OwingMatter, SilentMatter
from lawdesk.store import turns
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.informed.contact_words import days_words
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label

_FEW = 4
_MOST = 60


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One matter in which somebody waits."""

    matter_id: int
    words: str


class TodayClients(QWidget):
    """Two headings with a few links each; a heading is there only while somebody waits."""

    open_asked = Signal(str, int)

    tables: ClassVar[frozenset[str]] = frozenset(
        {"matters", "clients", "updates", "messages", "client_requests"}
        | {"bundle_deliveries", "invoice_deliveries"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_stale = True
        self._day: date | None = None
        self.silent = TurnList(_("Clients waiting for word"))
        self.owing = TurnList(_("Waiting for clients"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.setSpacing(16)
        for part in (self.silent, self.owing):
            part.chosen.connect(lambda matter_id: self.open_asked.emit("updates", matter_id))
            layout.addWidget(part)
        self.hide()

    def notice(self, touched: frozenset[str]) -> None:
        """Takes note of tables that changed; `keep_up` reads them."""
        self._is_stale = self._is_stale or bool(self.tables & touched)

    def keep_up(self, day: date) -> None:
        """Reads again where something changed since, or another day began."""
        if not self._is_stale and day == self._day:
            return
        self._day, self._is_stale = day, False
        silent = turns.list_silent(self._desk.read, day)
        owing = turns.list_owing(self._desk.read, day)
        self.silent.show_lines([TurnLine(each.matter_id, _silence(each)) for each in silent])
        self.owing.show_lines([TurnLine(each.matter_id, _debt(each, day)) for each in owing])
        self.setVisible(bool(silent or owing))


class TurnList(QWidget):
    """A heading, the first few lines, and a link that shows the others."""

    chosen = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.lines: list[Button] = []
        self._all: tuple[TurnLine, ...] = ()
        self._shows_all = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.more_button = Button("", icon="down", kind="link")
        self.more_button.clicked.connect(lambda _checked=False: self._on_more_clicked())
        self._rest = text_label("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(text_label(title, "section"))
        layout.addLayout(self._rows)
        layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._rest)

    def show_lines(self, lines: Sequence[TurnLine]) -> None:
        """Shows these, the most pressing first."""
        self.setVisible(bool(lines))
        if tuple(lines) != self._all:
            self._all = tuple(lines)
            self._lay_lines()

    def _lay_lines(self) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        shown = self._all[: _MOST if self._shows_all else _FEW]
        self.lines = [self._line(each) for each in shown]
        hidden = len(self._all) - len(shown)
        more = days_words(hidden, _("Show 1 more"), _("Show {count} more"))
        self.more_button.set_words(more)
        self.more_button.setVisible(hidden > 0 and not self._shows_all)
        rest = days_words(hidden, _("and 1 more"), _("and {count} more"))
        self._rest.setText(rest)
        self._rest.setVisible(hidden > 0 and self._shows_all)

    def _line(self, each: TurnLine) -> Button:
        line = Button(each.words, icon="right", kind="link")
        line.clicked.connect(lambda _checked=False: self.chosen.emit(each.matter_id))
        self._rows.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        line.show()
        return line

    def _on_more_clicked(self) -> None:
        self._shows_all = True
        self._lay_lines()
        self.lines[_FEW].setFocus(Qt.FocusReason.OtherFocusReason)


def _silence(each: SilentMatter) -> str:
    waited = days_words(each.silent_days, _("1 day"), _("{count} days"))
    if each.last_on is None:
        told = _("no word yet, {days} since it was opened").format(days=waited)
    else:
        told = _("no word for {days}").format(days=waited)
    return dotted(shortened(each.title, 34), shortened(each.client_name, 26), told)


def _debt(each: OwingMatter, today: date) -> str:
    late = (today - each.oldest_due_on).days
    days = days_words(late, _("1 day"), _("{count} days"))
    told = _("a request is {days} late").format(days=days)
    if each.requests > 1:
        told = _("{count} requests, the oldest {days} late").format(count=each.requests, days=days)
    return dotted(shortened(each.title, 34), shortened(each.client_name, 26), told)
