"""One dispute: what it holds, its dated steps, the next one to note, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.receivables.disputes import (
    Dispute,
    DisputeId,
    DisputeStep,
    Outcome,
    StepKind,
)
from lawdesk.operations.receivables.claim_terms import terms_of
from lawdesk.operations.receivables.disputes import blocked_until
from lawdesk.store import clients, invoices
from lawdesk.store.receivables import accounts, claims, disputes
from lawdesk.store.receivables.claims import Claim
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.detail_header import DetailHeader
from lawdesk.ui.pages.receivables.arrears_act import reveal
from lawdesk.ui.pages.receivables.arrears_paper import Filed, PaperView
from lawdesk.ui.pages.receivables.arrears_story import outcome_words
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.pages.receivables.dispute_dossier import dossier_work
from lawdesk.ui.pages.receivables.dispute_steps import EndForm, StepForm
from lawdesk.ui.pages.receivables.dispute_words import (
    collection_words,
    held_words,
    step_names,
    step_state,
)
from lawdesk.ui.plain_words import dotted
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.row_table import RowTable

_DOSSIER_HEIGHT = 560


@dataclass(frozen=True, slots=True)
class StepLine:
    """A row of the protocol."""

    key: int
    step: DisputeStep


class DisputeDetail(QWidget):
    """Shows a dispute. Forms open below the protocol; the dossier below them."""

    open_asked = Signal(str, int)

    def __init__(self, desk: Desk, files: FileQuestions) -> None:
        super().__init__()
        self._desk, self._files = desk, files
        self._dispute: Dispute | None = None
        self._figures: Figures | None = None
        self.form: StepForm | EndForm | None = None
        self.header = DetailHeader()
        self.dossier_button = self.header.head.add_button(
            _("Dossier (PDF)"), self.draw_dossier, icon="pdf"
        )
        self.disputed = Figure(_("Disputed"))
        self.rest = Figure(_("Stays due"))
        self.collection = Figure(_("Collection"))
        self.reason = text_label("", wrap=True)
        self.held = text_label("", "quiet", wrap=True)
        self.steps = RowTable(_("Protocol"), self._columns(), fit_rows=30)
        self.steps.link_clicked.connect(self._on_link_clicked)
        self.steps.opened.connect(lambda key: self._on_link_clicked(key, "do"))
        self.acts = self._make_acts()
        self.paper = PaperView(desk, files, _("The dossier"))
        self.paper.pdf.setFixedHeight(_DOSSIER_HEIGHT)
        self.paper.hide()
        self.paper.drawn.connect(lambda: reveal(self.paper))
        self._lay_out()

    def show_dispute(self, dispute_id: DisputeId, figures: Figures) -> None:
        """Reads and shows a dispute. Raises NotFound."""
        read = self._desk.read
        dispute = disputes.get(read, dispute_id)
        if self._dispute is None or self._dispute.id != dispute.id:
            self._close_form()
            self.paper.clear()
            self.paper.hide()
        self._dispute, self._figures = dispute, figures
        claim = claims.get(read, dispute.invoice_id)
        name = clients.get(read, claim.client_id).name
        day = figures.day(dispute.received_on)
        self.header.show_words(
            _("Dispute of {number}").format(number=claim.number),
            dotted(name, _("received {day}").format(day=day), self._lines_words(dispute)),
        )
        self.reason.setText(dispute.reason)
        self._show_standing(dispute, claim, figures)
        told = disputes.list_steps(read, dispute.id)
        self.steps.set_rows(
            [StepLine(place, step) for place, step in enumerate(told)], lambda line: line.key
        )
        self._show_acts(dispute, told)

    def begin_step(self, kind: StepKind) -> None:
        """Opens the form that notes a step or a note."""
        if self._dispute is not None:
            self._open(StepForm(self._desk, self._dispute, kind))

    def begin_end(self, outcome: Outcome) -> None:
        """Opens the form that ends the dispute."""
        if self._dispute is not None:
            self._open(EndForm(self._desk, self._dispute, outcome))

    def begin_act(self, act: str) -> None:
        """Opens the form whose `act` this is."""
        if act in list(Outcome):
            self.begin_end(Outcome(act))
        else:
            self.begin_step(StepKind(act))

    def draw_dossier(self) -> None:
        """Draws the dossier on a worker and shows it."""
        dispute = self._dispute
        if dispute is None:
            return
        claim = claims.get(self._desk.read, dispute.invoice_id)
        work = dossier_work(self._desk, dispute.id)
        title = _("Dossier of the dispute of {number}").format(number=claim.number)
        file_name = f"dossier-{claim.number.replace('/', '-')}.pdf"
        self.paper.show()
        self.paper.draw(work, Filed(claim.client_id, claim.matter_id, title, file_name))

    def _show_standing(self, dispute: Dispute, claim: Claim, figures: Figures) -> None:
        read, today = self._desk.read, self._desk.clock.now().day
        route = terms_of(read, claim).dispute
        open_cents = accounts.open_cents(read, claim.id)
        rest = max(0, open_cents - disputes.disputed_cents(read, claim.id))
        blocked = blocked_until(read, claim.id)
        amount = figures.money(dispute.disputed_cents, claim.currency)
        total = _("of {total}").format(total=figures.money(claim.total_cents, claim.currency))
        self.disputed.show_value(amount, total)
        due = _("on {day}").format(day=figures.day(claim.due_on))
        self.rest.show_value(figures.money(rest, claim.currency), due if rest else _("nothing"))
        if dispute.is_open:
            words = held_words(
                dispute.disputed_cents,
                rest,
                claim.currency,
                claim.due_on,
                blocked,
                route.programme,
                figures,
                today,
            )
        else:
            words = dotted(
                _("Ended {day}").format(day=figures.day(dispute.ended_on or today)),
                outcome_words()[dispute.outcome or Outcome.UPHOLD],
                dispute.outcome_note,
            )
            words += " " + collection_words(blocked, route.programme, figures, today)
        self.held.setText(words.strip())
        is_blocked = blocked is not None and blocked > today
        until = _("no day yet") if blocked and blocked.year == 9999 else ""
        said = until or (figures.day(blocked) if blocked else "")
        self.collection.show_value(
            _("blocked") if is_blocked else _("not blocked"),
            _("until {day}").format(day=said) if is_blocked and not until else until,
            tone="attention" if is_blocked else "",
        )

    def _lines_words(self, dispute: Dispute) -> str:
        if not dispute.line_positions:
            return _("about the whole invoice")
        composed = invoices.get_composed(self._desk.read, dispute.invoice_id)
        count = len(dispute.line_positions)
        own = sum(1 for line in composed.lines if line.part == "invoice")
        words = _("about 1 of {own} lines") if count == 1 else _("about {count} of {own} lines")
        return words.format(count=count, own=own)

    def _columns(self) -> list[Column]:
        return [
            Column("step", _("Step"), lambda line: step_names()[line.step.kind], stretch=4),
            Column("state", _("Day"), lambda _line: "", width=104, badge=self._state),
            Column(
                "note",
                _("Note"),
                lambda line: line.step.note,
                stretch=4,
                tone=lambda _line: "quiet",
                links=self._links,
            ),
        ]

    def _state(self, line: StepLine) -> tuple[str, str] | None:
        if self._figures is None:
            return None
        return step_state(line.step, self._desk.clock.now().day, self._figures)

    def _links(self, line: StepLine) -> list[tuple[str, str]]:
        return [("do", _("Note as done"))] if self._can_do(line.step) else []

    def _can_do(self, step: DisputeStep) -> bool:
        if self._dispute is None or step.done_on is not None or step.kind is StepKind.RESOLVED:
            return False
        upheld = self._dispute.outcome is Outcome.UPHOLD
        return self._dispute.is_open or (upheld and step.kind is StepKind.PROGRAMME_NOTICE)

    def _on_link_clicked(self, key: object, _link: str) -> None:
        line = self.steps.row(key)
        if isinstance(line, StepLine) and self._can_do(line.step):
            self.begin_step(line.step.kind)

    def _make_acts(self) -> dict[str, Button]:
        asked = {
            "note": (_("Add a note"), partial(self.begin_step, StepKind.NOTE)),
            "escalate": (_("Note an escalation"), partial(self.begin_step, StepKind.ESCALATED)),
            "claim": (_("Show the claim"), self._on_claim_clicked),
            "uphold": (_("Uphold"), partial(self.begin_end, Outcome.UPHOLD)),
            "adjust": (_("Adjust by credit note"), self._on_adjust_clicked),
            "write_off": (_("Write off"), partial(self.begin_end, Outcome.WRITE_OFF)),
        }
        acts = {}
        for name, (words, run) in asked.items():
            acts[name] = Button(words, kind="link")
            acts[name].clicked.connect(lambda _checked=False, run=run: run())
        return acts

    def _show_acts(self, dispute: Dispute, steps: list[DisputeStep]) -> None:
        is_escalated = any(step.kind is StepKind.ESCALATED for step in steps)
        for name in ("uphold", "adjust", "write_off"):
            self.acts[name].setVisible(dispute.is_open)
        self._ends.setVisible(dispute.is_open)
        may_escalate = dispute.is_open or dispute.outcome is Outcome.UPHOLD
        self.acts["escalate"].setVisible(may_escalate and not is_escalated)
        is_owed = accounts.open_cents(self._desk.read, dispute.invoice_id) > 0
        self.acts["claim"].setVisible(is_owed)

    def _on_adjust_clicked(self) -> None:
        """To the credit note; the dispute stays open until that is issued."""
        if self._dispute is not None:
            self.open_asked.emit("adjust", self._dispute.id)

    def _on_claim_clicked(self) -> None:
        if self._dispute is not None:
            self.open_asked.emit("receivables", self._dispute.invoice_id)

    def _open(self, form: StepForm | EndForm) -> None:
        self._close_form()
        self.form = form
        form.closed.connect(self._close_form)
        self._form_place.addWidget(form)
        form.show()  # else it is shown a moment later, and the cursor cannot go into it yet
        set_reading_order(self)
        reveal(form)
        form.form.focus("note")

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for figure in (self.disputed, self.rest, self.collection):
            figures.addWidget(figure, 1)
        self._ends = text_label(_("How it ends:"))
        on, ends = ("note", "escalate", "claim"), ("uphold", "adjust", "write_off")
        self._form_place = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addLayout(figures)
        layout.addWidget(self.reason)
        layout.addWidget(self.held)
        layout.addWidget(self.steps)
        layout.addLayout(_line(*(self.acts[name] for name in on)))
        layout.addLayout(_line(self._ends, *(self.acts[name] for name in ends)))
        layout.addLayout(self._form_place)
        layout.addWidget(self.paper)
        layout.addStretch(1)


def _line(*parts: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return line
