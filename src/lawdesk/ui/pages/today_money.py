"""What is to be done about money owed today, as lines that lead to it.

What belongs here: one line for each kind of thing that waits; nothing is shown where nothing does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.clock import Moment
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.practice import Practice
from lawdesk.operations.receivables.payment_plans import state_of
from lawdesk.operations.receivables.reminders import list_due_reminders
from lawdesk.store import practice as practices
from lawdesk.store.billing import retainers
from lawdesk.store.database import Reader
from lawdesk.store.receivables import disputes, payment_plans
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: its words, and the kind and id of what to open for it."""

    words: str
    kind: str
    item_id: int


class TodayMoney(QWidget):
    """A heading and a few links; hidden while nothing waits."""

    open_asked = Signal(str, int)

    tables: ClassVar[frozenset[str]] = frozenset(
        {"account_entries", "issued_invoices", "reminders", "disputes", "dispute_steps"}
        | {"payment_plans", "collections", "reminder_pauses", "retainer_requests", "practice"}
        | {"billing_policies"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_stale = True
        self.setAccessibleName(_("Money owed"))
        self.lines: list[Button] = []
        self._shown: tuple[Waiting, ...] = ()
        self._day: date | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(text_label(_("Money owed"), "section"))
        self.hide()

    def notice(self, touched: frozenset[str]) -> None:
        """Takes note of tables that changed; `keep_up` reads them."""
        self._is_stale = self._is_stale or bool(self.tables & touched)

    def keep_up(self, day: date) -> None:
        """Reads again where something changed since, or another day began."""
        if self._is_stale or day != self._day:
            self._day, self._is_stale = day, False
            self._show(tuple(waiting(self._desk.read, self._desk.clock.now())))

    def _show(self, found: tuple[Waiting, ...]) -> None:
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        self._clear()
        for each in found:
            line = Button(each.words, icon="right", kind="link")
            line.clicked.connect(
                lambda _checked=False, each=each: self.open_asked.emit(each.kind, each.item_id)
            )
            self._layout.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
            line.show()
            self.lines.append(line)

    def _clear(self) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []


def waiting(read: Reader, now: Moment) -> list[Waiting]:
    """What waits for the lawyer, the most pressing kind first."""
    found = [_late_instalments(read, now), _steps(read, now), _reminders(read, now)]
    return [each for each in (*found, _requests(read)) if each is not None]


def _reminders(read: Reader, now: Moment) -> Waiting | None:
    due = list_due_reminders(read, now.day)
    if not due:
        return None
    words = _("1 reminder is due") if len(due) == 1 else _("{count} reminders are due")
    sums = [(each.row.currency, each.due.undisputed_cents) for each in due]
    told = f"{words.format(count=len(due))} · {_sums(sums, practices.get(read))}"
    return Waiting(told, "receivables", due[0].row.invoice_id)


def _steps(read: Reader, now: Moment) -> Waiting | None:
    rows = disputes.list_rows(read)
    due = [row for row in rows if row.next_due_on is not None and row.next_due_on <= now.day]
    if not due:
        return None
    words = _("1 dispute has a step due") if len(due) == 1 else _("{count} disputes have steps due")
    sums = [(row.currency, row.disputed_cents) for row in due]
    told = f"{words.format(count=len(due))} · {_sums(sums, practices.get(read))}"
    return Waiting(told, "receivables", due[0].invoice_id)


def _late_instalments(read: Reader, now: Moment) -> Waiting | None:
    late = [
        plan
        for plan in payment_plans.list_running(read)
        if not state_of(read, plan.id, now.day).is_kept
    ]
    if not late:
        return None
    words = (
        _("1 payment plan is behind") if len(late) == 1 else _("{count} payment plans are behind")
    )
    about = payment_plans.list_invoices(read, late[0].id)
    return Waiting(words.format(count=len(late)), "receivables", about[0])


def _requests(read: Reader) -> Waiting | None:
    found = retainers.list_open(read)
    if not found:
        return None
    words = _("1 advance was asked for and has not come")
    if len(found) > 1:
        words = _("{count} advances were asked for and have not come")
    settings = practices.get(read)
    sums = [(settings.currency, each.amount_cents) for each in found]
    told = f"{words.format(count=len(found))} · {_sums(sums, settings)}"
    return Waiting(told, "invoice", found[0].invoice_id)


def _sums(amounts: Sequence[tuple[str, int]], settings: Practice) -> str:
    """Amounts added up, each currency on its own."""
    sums: dict[str, int] = {}
    for currency, cents in amounts:
        sums[currency] = sums.get(currency, 0) + cents
    return ", ".join(
        format_money(cents, currency, settings.locale, with_currency=currency != settings.currency)
        for currency, cents in sorted(sums.items())
    )
