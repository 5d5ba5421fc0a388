"""Beside the month end's table: what to look at in one matter, or what became of the drafts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.pages.billing.month_end_issuing import Outcome
from lawdesk.ui.pages.billing.month_end_rows import Found
from lawdesk.ui.plain_words import dotted
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.layout_items import clear, laid_out
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled


class MatterFindings(QWidget):
    """What to look at in the chosen matter, one sentence each."""

    open_asked = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._matter_id: MatterId | None = None
        self._draft_id: DraftId | None = None
        self._title = text_label("", "section", wrap=True)
        self._client = text_label("", "caption", wrap=True)
        self.matter_button = Button(_("Open matter"), kind="link")
        self.matter_button.clicked.connect(lambda _checked=False: self._open_matter())
        self.draft_button = Button(_("Open draft"), kind="link")
        self.draft_button.clicked.connect(lambda _checked=False: self._open_draft())
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        links = QHBoxLayout()
        links.setSpacing(4)
        links.addWidget(self.matter_button)
        links.addWidget(self.draft_button)
        links.addStretch(1)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._client)
        layout.addLayout(links)
        layout.addSpacing(8)
        layout.addWidget(scrolled(content, _("What to look at")), 1)

    def show_matter(
        self,
        matter_id: MatterId | None,
        names: tuple[str, str],
        draft_id: DraftId | None,
        found: Sequence[Found],
        *,
        is_checked: bool,
    ) -> None:
        """Shows the findings; `names` are matter and client, `is_checked` whether all is read."""
        self._matter_id, self._draft_id = matter_id, draft_id
        self._title.setText(names[0])
        self._client.setText(names[1])
        self.matter_button.setVisible(matter_id is not None)
        self.draft_button.setVisible(draft_id is not None)
        clear(self._list)
        if matter_id is not None and not found:
            words = _("Nothing to look at here.") if is_checked else _("Reading the entries …")
            self._list.addWidget(text_label(words, "quiet", wrap=True))
        for each in found:
            self._list.addWidget(_finding(each))

    def sentences(self) -> list[str]:
        """The sentences that are shown."""
        found = laid_out(self._list)
        return [child.accessibleName() for child in found if isinstance(child, QWidget)]

    def _open_matter(self) -> None:
        if self._matter_id is not None:
            self.open_asked.emit("matter", self._matter_id)

    def _open_draft(self) -> None:
        if self._draft_id is not None:
            self.open_asked.emit("draft", self._draft_id)


class OutcomeList(QWidget):
    """What was issued and what was not, and why."""

    open_asked = Signal(str, int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = text_label("", "section", wrap=True)
        self._line = text_label("", "caption", wrap=True)
        self.rows = RowTable(
            _("What became of the drafts"),
            [
                Column(
                    "matter", _("Matter"), lambda row: row.draft.matter, stretch=3,
                    tone=lambda row: "ink" if row.invoices else "overdue",
                ),
                Column("number", _("Invoice"), _numbers, stretch=2),
            ],
        )  # fmt: skip
        self.rows.chosen.connect(self._on_chosen)
        self.rows.opened.connect(self._on_opened)
        self.reason = text_label("", "body", wrap=True)
        self._done = Button(_("Back to the warnings"), kind="link")
        self._done.clicked.connect(lambda _checked=False: self.closed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._title, self._line, self._done):
            layout.addWidget(part)
        layout.addSpacing(8)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self.reason)

    def show_outcomes(self, outcomes: Sequence[Outcome], practice: Practice) -> None:
        """Those that were not issued stand first, because they need the lawyer."""
        ordered = sorted(outcomes, key=lambda each: (bool(each.invoices), not each.reason))
        issued = [one for each in outcomes for one in each.invoices]
        cents = sum(one.total_cents for one in issued)
        refused = sum(not each.invoices for each in outcomes)
        total = format_money(cents, practice.currency, practice.locale)
        words = _("{count} invoices issued") if len(issued) != 1 else _("1 invoice issued")
        self._title.setText(words.format(count=len(issued)))
        self._line.setText(
            dotted(
                f"{total} {practice.currency}" if issued else "",
                _("{count} not issued").format(count=refused) if refused else "",
            )
        )
        self.rows.set_rows(ordered, key=lambda each: each.draft.draft_id)
        if ordered:
            self.rows.select(ordered[0].draft.draft_id)
        self._on_chosen(self.rows.selected())

    def _on_chosen(self, draft_id: object) -> None:
        row: Outcome | None = self.rows.row(draft_id)
        self.reason.setText(row.reason if row is not None else "")
        set_style_property(self.reason, "tone", "overdue" if row and row.reason else "ink")

    def _on_opened(self, draft_id: object) -> None:
        row: Outcome | None = self.rows.row(draft_id)
        if row is None:
            return
        if row.invoices:
            self.open_asked.emit("invoice", row.invoices[0].invoice_id)
        else:
            self.open_asked.emit("draft", row.draft.draft_id)


class MonthEndSide(QStackedWidget):
    """The findings of one matter; after issuing, the list of what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.findings = MatterFindings()
        self.outcomes = OutcomeList()
        self.outcomes.closed.connect(lambda: self.setCurrentWidget(self.findings))
        self.addWidget(self.findings)
        self.addWidget(self.outcomes)


def _finding(each: Found) -> QWidget:
    title = text_label(each.title, "strong")
    set_style_property(title, "tone", each.tone)
    sentence = text_label(each.sentence, "body", wrap=True)
    whole = QWidget()
    whole.setAccessibleName(f"{each.title}: {each.sentence}")
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(title)
    layout.addWidget(sentence)
    return whole


def _numbers(outcome: Outcome) -> str:
    return ", ".join(one.number for one in outcome.invoices) or _("not issued")
