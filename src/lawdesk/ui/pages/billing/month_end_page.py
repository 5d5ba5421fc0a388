"""Month end: every matter with unbilled work, ticked, drafted, reviewed and issued in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.billing.work_warnings import (
    EntryFacts,
    WarningKind,
    WorkWarning,
    work_warnings,
)
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError
from lawdesk.operations.month_end import MatterToBill, RefusedDraft, matters_to_bill
from lawdesk.store import practice as practices
from lawdesk.store.billing import month_end
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.month_end_detail import MonthEndSide
from lawdesk.ui.pages.billing.month_end_export import Exported, export_papers
from lawdesk.ui.pages.billing.month_end_issuing import Issuing, Outcome, ToIssue
from lawdesk.ui.pages.billing.month_end_rows import (
    Found,
    found_in,
    headline,
    month_end_columns,
    month_end_row,
    proposed_day,
    total_texts,
    warnings_by_matter,
)
from lawdesk.ui.pages.billing.month_end_steps import DraftMaking, FactReading, SteppedWork
from lawdesk.ui.questions import FileQuestions, confirm, documents
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable

_SIDE_WIDTH = 280
_NARROW_SIDE_WIDTH = 220
_NARROW = 900


class MonthEndPage(Page):
    """The table, and beside it what to look at. While drafts are issued, nothing is read anew."""

    review_asked = Signal(object)
    """draft ids, to be opened one after another"""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"time_entries", "expenses", "fixed_charges", "drafts", "issued_invoices", "matters"}
        | {"clients", "client_contacts", "practice", "fee_agreements", "time_intervals"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._files = files or FileQuestions()
        self._until: date | None = None
        self._matters: list[MatterToBill] = []
        self._unticked: set[MatterId] = set()
        self._found: dict[MatterId, list[Found]] = {}
        self._missing: dict[MatterId, int] = {}
        self._warnings: dict[MatterId, list[WorkWarning]] = {}
        self._facts_by_id: dict[TimeEntryId, EntryFacts] = {}
        self._checked_facts: tuple[EntryFacts, ...] | None = None
        self._reading: FactReading | None = None
        self._work: SteppedWork | None = None
        self._issued: list[InvoiceId] = []
        self.header = PageHeader(_("Month end"))
        add = self.header.add_button
        self.export_button = add(_("Export all…"), self._on_export_clicked)
        self.review_button = add(_("Review"), self._on_review_clicked)
        self.draft_button = add(_("Make drafts"), self._on_draft_clicked)
        self.issue_button = add(_("Issue all ticked…"), self._on_issue_clicked, primary=True)
        self.period = Form()
        self.period.add_date("until", _("Work up to"))
        self.period.committed.connect(lambda _name, value: self._on_day_typed(str(value)))
        self.all_button = Button(_("Tick all"), kind="link")
        self.all_button.clicked.connect(lambda _checked=False: self._tick_all(ticked=True))
        self.none_button = Button(_("Tick none"), kind="link")
        self.none_button.clicked.connect(lambda _checked=False: self._tick_all(ticked=False))
        self.table = RowTable(_("Matters with unbilled work"), month_end_columns())
        self.table.set_empty(_("Everything up to this day is billed."))
        self.table.edited.connect(self._on_edited)
        self.table.chosen.connect(lambda _matter_id: self._show_findings())
        self.table.opened.connect(self._on_opened)
        self.side = MonthEndSide()
        self.side.findings.open_asked.connect(self.open_asked)
        self.side.outcomes.open_asked.connect(self.open_asked)
        self._lay_out()

    def refresh(self) -> None:
        """Reads the table, then, in the background, what the entries say."""
        if self._work is not None:
            return  # the work tells when it has ended; reading after each invoice would delay it
        today = self.desk.clock.now().day
        if self._until is None:
            self._until = today
            oldest = [each.work.oldest_on for each in matters_to_bill(self.desk.read, today)]
            self._until = proposed_day(today, min(oldest, default=None))
        self._matters = matters_to_bill(self.desk.read, self._until)
        self._issued = [
            *dict.fromkeys([*self._issued, *month_end.list_issued_on(self.desk.read, today)])
        ]
        self._read_facts()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the table more room."""
        super().resizeEvent(event)
        self.side.setFixedWidth(_NARROW_SIDE_WIDTH if self.width() < _NARROW else _SIDE_WIDTH)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        self.period.setFixedWidth(180)
        tools.addWidget(self.period)
        tools.addStretch(1)
        tools.addWidget(self.all_button)
        tools.addWidget(self.none_button)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(tools)
        left.addWidget(self.table, 1)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left, 1)
        body.addWidget(rule(upright=True))
        body.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)

    def _show(self) -> None:
        practice = practices.get(self.desk.read)
        until = self._until or self.desk.clock.now().day
        day = format_date(until, practice.locale)
        self.header.show_line(headline(self._matters, day, practice))
        self.period.show_values({"until": format_date(until, practice.locale, "short")})
        rows = [
            month_end_row(
                each,
                self._found_of(each),
                self._missing.get(each.work.matter_id, 0),
                practice,
                ticked=each.work.matter_id not in self._unticked,
            )
            for each in self._matters
        ]
        self.table.set_rows(rows, key=lambda row: row.id)
        ticked = self._ticked()
        self.table.set_total(total_texts(ticked, practice) if rows else {})
        if rows and self.table.selected() is None:
            self.table.select(rows[0].id)
        self._show_buttons()
        self._show_findings()

    def _show_buttons(self) -> None:
        ticked, idle = self._ticked(), self._work is None
        has_drafts = any(each.work.draft_id is not None for each in ticked)
        self.draft_button.setEnabled(idle and bool(ticked))
        self.review_button.setEnabled(idle and has_drafts)
        self.issue_button.setEnabled(idle and has_drafts)
        self.export_button.setEnabled(idle and bool(self._issued))

    def _show_findings(self) -> None:
        chosen = self.table.selected()
        matter = next((each for each in self._matters if each.work.matter_id == chosen), None)
        if matter is None:
            self.side.findings.show_matter(None, ("", ""), None, (), is_checked=True)
            return
        work = matter.work
        self.side.findings.show_matter(
            work.matter_id,
            (work.matter_title, work.client_name),
            work.draft_id,
            self._found_of(matter),
            is_checked=self._checked_facts is not None,
        )

    def _found_of(self, matter: MatterToBill) -> list[Found]:
        found = self._found.get(matter.work.matter_id)
        if found is None:
            return found_in(matter, (), {}, practices.get(self.desk.read))
        return found

    def _ticked(self) -> list[MatterToBill]:
        return [each for each in self._matters if each.work.matter_id not in self._unticked]

    def _tick_all(self, *, ticked: bool) -> None:
        self._unticked = set() if ticked else {each.work.matter_id for each in self._matters}
        self._show()

    def _on_edited(self, matter_id: object, column: str, text: str) -> None:
        if column == "ticked":
            change = self._unticked.discard if text else self._unticked.add
            change(cast(MatterId, matter_id))
            self._show()

    def _on_opened(self, matter_id: object) -> None:
        row = self.table.row(matter_id)
        if row is not None and row.draft_id is not None:
            self.open_asked.emit("draft", row.draft_id)
        elif row is not None:
            self.open_asked.emit("matter", row.id)

    def _on_day_typed(self, typed: str) -> None:
        practice, today = practices.get(self.desk.read), self.desk.clock.now().day
        try:
            self._until = parse_date(typed, today, practice.locale) if typed.strip() else today
        except FieldError as error:
            self.period.show_error("until", str(error))
            return
        self.refresh()

    def _read_facts(self) -> None:
        """The words of all entries, a few matters at a time; the warnings on a worker."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading.deleteLater()
        ids = [each.work.matter_id for each in self._matters]
        until = self._until or self.desk.clock.now().day
        self._reading = FactReading(self.desk, ids, until, self)
        self._reading.succeeded.connect(self._on_facts_read)
        self._reading.failed.connect(self.desk.failed)
        self._reading.start()

    def _on_facts_read(self, facts: tuple[EntryFacts, ...]) -> None:
        if facts == self._checked_facts:
            self._on_checked(facts, None)
            return
        locale = practices.get(self.desk.read).locale
        self.desk.start(
            lambda _report: work_warnings(facts, locale),
            while_alive(self, lambda warnings: self._on_checked(facts, warnings)),
            "",
        )

    def _on_checked(
        self, facts: tuple[EntryFacts, ...], warnings: Sequence[WorkWarning] | None
    ) -> None:
        if warnings is not None:
            by_id = {fact.entry_id: fact for fact in facts}
            self._warnings = warnings_by_matter(warnings, by_id)
            self._facts_by_id = by_id
        practice = practices.get(self.desk.read)
        for each in self._matters:
            own = self._warnings.get(each.work.matter_id, [])
            self._found[each.work.matter_id] = found_in(each, own, self._facts_by_id, practice)
            self._missing[each.work.matter_id] = sum(
                warning.kind is WarningKind.MISSING_TEXT for warning in own
            )
        self._checked_facts = facts
        self._show()

    def _on_draft_clicked(self) -> None:
        ids = [each.work.matter_id for each in self._ticked()]
        until = self._until or self.desk.clock.now().day
        work = DraftMaking(self.desk, ids, until, self)
        words = _("Making {count} drafts") if len(ids) != 1 else _("Making a draft")
        self._begin(work, words.format(count=len(ids)), self._on_drafted)

    def _on_drafted(self, refused: object) -> None:
        reasons = [each.reason for each in cast(tuple[RefusedDraft, ...], refused)]
        if reasons:
            words = _("{count} matters have no draft: {reason}")
            self.desk.say(words.format(count=len(reasons), reason=reasons[0]))
        else:
            self.desk.say(_("Drafts made."), (_("Review"), self._on_review_clicked))

    def _on_review_clicked(self) -> None:
        ids = [draft_id for draft_id in self._draft_ids() if draft_id is not None]
        if ids:
            self.review_asked.emit(ids)
            self.open_asked.emit("draft", ids[0])

    def _draft_ids(self) -> list[DraftId | None]:
        return [each.work.draft_id for each in self._ticked()]

    def _on_issue_clicked(self) -> None:
        waiting = [
            ToIssue(each.work.draft_id, each.work.client_name, each.work.matter_title)
            for each in self._ticked()
            if each.work.draft_id is not None
        ]
        left_out = len(self._ticked()) - len(waiting)
        if not confirm(self, _("Issue drafts"), _issue_sentence(len(waiting), left_out), _issue()):
            return
        words = _("Issuing {count} invoices") if len(waiting) != 1 else _("Issuing an invoice")
        work = Issuing(self.desk, waiting, self)
        self._begin(work, words.format(count=len(waiting)), self._on_issued)

    def _on_issued(self, result: object) -> None:
        outcomes = cast(tuple[Outcome, ...], result)
        issued = [one.invoice_id for each in outcomes for one in each.invoices]
        self._issued = [*self._issued, *issued]
        self.side.outcomes.show_outcomes(outcomes, practices.get(self.desk.read))
        self.side.setCurrentWidget(self.side.outcomes)
        refused = sum(not each.invoices for each in outcomes)
        words = _("{count} invoices issued.") if len(issued) != 1 else _("1 invoice issued.")
        if refused:
            words += " " + _("{refused} not; the list says why.")
        said = words.format(count=len(issued), refused=refused)
        steps = [(_("Export all…"), self._on_export_clicked)] if issued else []
        self.desk.say(said, *steps)

    def _begin(self, work: SteppedWork, words: str, then: Callable[[object], None]) -> None:
        """Lets long work run; the page is read again when it has ended."""
        self._work = work

        def end() -> None:
            self._work = None
            work.deleteLater()
            self.refresh()

        work.succeeded.connect(lambda _result: end())
        work.succeeded.connect(then)
        work.failed.connect(lambda _error: end())
        work.failed.connect(self.desk.failed)
        self._show_buttons()
        work.start(words)

    def _on_export_clicked(self) -> None:
        papers = month_end.list_papers(self.desk.read, self._issued)
        folder = self._files.folder(self, _("Export invoices"), documents())
        if folder is None or not papers:
            return
        sentence = _(
            "Saves {count} invoices in {folder}. The copies are not encrypted: whoever can open "
            "that folder can read them."
        ).format(count=len(papers), folder=folder)
        if not confirm(self, _("Save plain copies"), sentence, _("Save plain copies")):
            return
        sealed = self.desk.documents
        self.desk.start(
            lambda report: export_papers(papers, sealed, folder, report),
            while_alive(self, self._on_exported),
            _("Saving {count} invoices").format(count=len(papers)),
        )

    def _on_exported(self, exported: Exported) -> None:
        if exported.error is not None:
            self.desk.failed.emit(exported.error)
        else:
            words = _("{count} invoices saved, not encrypted.")
            self.desk.say(words.format(count=exported.written))


def _issue_sentence(count: int, left_out: int) -> str:
    words = _(
        "Issues {count} invoices, each with its own number. They cannot be changed afterwards, "
        "only credited."
    )
    if count == 1:
        words = _("Issues 1 invoice. It cannot be changed afterwards, only credited.")
    if left_out:
        words += " " + _("{left} ticked matters have no draft and are left out.")
    return words.format(count=count, left=left_out)


def _issue() -> str:
    return _("Issue invoices")
