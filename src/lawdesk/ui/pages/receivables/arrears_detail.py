"""One open claim beside the list: how it stands, what comes next, what can be done, its story."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.operations.receivables.disputes import blocked_until
from lawdesk.store.receivables import disputes
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_list import ClaimLine
from lawdesk.ui.pages.receivables.arrears_steps import StepReason, step_sentence
from lawdesk.ui.pages.receivables.arrears_story import StoryLine, story_of
from lawdesk.ui.pages.receivables.arrears_words import Figures, age_tone, days_words
from lawdesk.ui.plain_words import dotted, shortened
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable

_NAME_LENGTH = 40
_LINKS_ACROSS = 2


class ArrearsDetail(QWidget):
    """Shows a claim. `act_asked` names what the lawyer wants to do with it."""

    act_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._figures: Figures | None = None
        self.header = PageHeader("")
        self.open = Figure(_("Open"))
        self.due = Figure(_("Due"))
        self.disputed = Figure(_("In dispute"))
        self.step = text_label("", wrap=True)
        self.remind_button = Button(_("Make this reminder"), icon="mail")
        self.remind_button.clicked.connect(lambda _checked=False: self.act_asked.emit("remind"))
        self.links = self._make_links()
        self.story = RowTable(
            _("What happened"), _story_columns(lambda: self._figures), fit_rows=40
        )
        self._lay_out()

    def show_claim(self, line: ClaimLine, figures: Figures) -> None:
        """Reads and shows a claim."""
        row, today = line.row, self._desk.clock.now().day
        self._figures = figures
        kind = _("Interest note {number}") if row.kind == "interest_note" else _("Invoice {number}")
        self.header.show_title(kind.format(number=row.number))
        names = (shortened(name, _NAME_LENGTH) for name in (row.client_name, row.matter_title))
        self.header.show_line(dotted(*names))
        self._show_figures(line, figures)
        self._show_disputed(row, figures, today)
        self.step.setText(step_sentence(line.step, figures))
        is_due = line.step.is_due(today)
        set_style_property(self.step, "tone", "attention" if is_due else "")
        self.remind_button.setVisible(line.step.reason in {StepReason.REMIND, StepReason.PLAN_LATE})
        self._show_links(row, today)
        told = story_of(self._desk.read, row.invoice_id, row.currency, figures)
        self.story.set_rows(told, lambda each: each.key)
        self.story.set_total({"words": _("Open"), "amount": self._money(row.open_cents, row)})

    def _show_figures(self, line: ClaimLine, figures: Figures) -> None:
        row = line.row
        total = _("of {total}").format(total=figures.money(row.total_cents, row.currency))
        self.open.show_value(self._money(row.open_cents, row), total)
        late = (
            _("{days} late").format(days=days_words(line.late)) if line.late else _("not yet due")
        )
        tone = age_tone(line.bucket) if line.late else ""
        self.due.show_value(figures.near_day(row.due_on), late, tone=tone)

    def _show_disputed(self, row: ArrearsRow, figures: Figures, today: date) -> None:
        self.disputed.setVisible(row.disputed_cents > 0)
        stays = _("{amount} stays due").format(amount=self._money(row.undisputed_cents, row))
        note = (
            stays
            if row.undisputed_cents
            else blocked_words(blocked_until(self._desk.read, row.invoice_id), figures, today)
        )
        self.disputed.show_value(self._money(row.disputed_cents, row), note)

    def _money(self, cents: int, row: ArrearsRow) -> str:
        return self._figures.money(cents, row.currency) if self._figures else ""

    def _show_links(self, row: ArrearsRow, today: date) -> None:
        is_invoice, is_late = row.kind == "invoice", row.days_late(today) > 0
        handed = bool(disputes.list_collections(self._desk.read, row.invoice_id))
        self.links["interest"].setEnabled(is_invoice and is_late)
        self.links["dispute"].setEnabled(row.undisputed_cents > 0)
        self.links["collect"].setEnabled(is_late and row.undisputed_cents > 0 and not handed)

    def _make_links(self) -> dict[str, Button]:
        words = {
            "dispute": _("Note a dispute"),
            "plan": _("Payment plan"),
            "interest": _("Interest"),
            "statement": _("Statement"),
            "pause": _("Pause reminders"),
            "collect": _("Hand to collection"),
            "invoice": _("Open invoice"),
            "client": _("Open client"),
        }
        links = {}
        for name, said in words.items():
            links[name] = Button(said, kind="link")
            links[name].clicked.connect(lambda _checked=False, name=name: self.act_asked.emit(name))
        return links

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for figure in (self.open, self.due, self.disputed):
            figures.addWidget(figure, 1)
        links = QGridLayout()
        links.setContentsMargins(-4, 0, 0, 0)
        links.setHorizontalSpacing(8)
        links.setVerticalSpacing(2)
        for place, button in enumerate(self.links.values()):
            links.addWidget(button, place // _LINKS_ACROSS, place % _LINKS_ACROSS)
        links.setColumnStretch(_LINKS_ACROSS, 1)
        remind = QHBoxLayout()
        remind.addWidget(self.remind_button)
        remind.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addLayout(figures)
        layout.addWidget(self.step)
        layout.addLayout(remind)
        layout.addLayout(links)
        layout.addWidget(text_label(_("What happened"), "section"))
        layout.addWidget(self.story)
        layout.addStretch(1)


def blocked_words(until: date | None, figures: Figures, today: date) -> str:
    """Whether the disputed part may be collected, and from when."""
    if until is None or until <= today:
        return _("held until it is settled")
    if until == date.max:
        return _("no collection before the notice")
    return _("no collection before {day}").format(day=figures.day(until))


def _story_columns(figures: object) -> list[Column]:
    def day(line: StoryLine) -> str:
        found = figures() if callable(figures) else None
        return found.near_day(line.day) if isinstance(found, Figures) else ""

    return [
        Column("day", _("Day"), day, width=74, tone=lambda _line: "quiet"),
        Column(
            "words",
            _("What"),
            lambda line: line.words,
            tone=lambda line: line.tone,
            detail=lambda line: line.detail,
        ),
        Column("amount", _("Amount"), lambda line: line.amount, width=84, right=True),
    ]
