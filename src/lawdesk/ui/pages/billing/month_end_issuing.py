"""Issuing many drafts: each in its own transaction, its PDF drawn and sealed on a worker.

Sealed files wait for the disk together, some at a time, and are recorded together after that. What
a crash leaves without its record is drawn again, as always.

An invoice that is refused is told with its matter, and the next one is tried. A disk that refuses
ends the work. What was issued stays issued, whatever comes after it.
"""

from __future__ import annotations

import queue
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.invoice_paper import InvoicePaper
from lawdesk.domain.invoices import ComposedInvoice, InvoiceId
from lawdesk.domain.issued_paper import paper_of
from lawdesk.errors import LawDeskError, StorageError
from lawdesk.operations.invoices import record_invoice_pdfs
from lawdesk.operations.month_end import issue_and_read
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.invoice_wording import texts_of_draft
from lawdesk.ui.pages.billing.month_end_steps import SteppedWork
from lawdesk.ui.pages.invoice_drawing import draw_sealed
from lawdesk.vault.atomic_file import LateSync
from lawdesk.vault.sealed_documents import SealedDocument

_IN_FLIGHT = 2
"""Papers on the worker: more would let it hold the interpreter while the window waits."""

_KEPT_AT_ONCE = 16
"""Papers that wait for the disk together; more would make their one record a long step."""

_PATIENCE_SECONDS = 0.2


_Sealed = tuple[tuple[InvoiceId, SealedDocument], ...]


@dataclass(frozen=True, slots=True)
class ToIssue:
    """A draft that is to be issued, and how its matter is called."""

    draft_id: DraftId
    client: str
    matter: str


@dataclass(frozen=True, slots=True)
class IssuedNow:
    """One invoice that was issued."""

    invoice_id: InvoiceId
    number: str
    total_cents: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: its invoices, one per payer, or the reason why there are none.

    With both, the invoices were issued and the reason says what is missing (a PDF).
    """

    draft: ToIssue
    invoices: tuple[IssuedNow, ...]
    reason: str = ""


class Issuing(SteppedWork):
    """Issues drafts one after another; succeeds with an Outcome for each, in order."""

    def __init__(self, desk: Desk, drafts: Sequence[ToIssue], parent: QObject) -> None:
        super().__init__(desk, parent)
        self._waiting = list(drafts)
        self._all = len(self._waiting)
        self._outcomes: list[Outcome] = []
        self._stop_reason = _("Not begun; the work was cancelled.")
        self._line = _DrawingLine(desk, self)
        self._line.drawn.connect(self._on_drawn)
        self._line.kept.connect(self._record)
        self._line.ended.connect(self._finish)

    def step(self) -> bool:
        """One invoice more, unless the worker has enough to do; it calls again then."""
        if self._is_cancelled or not self._waiting:
            self._line.close()
            return False
        if self._line.in_flight >= _IN_FLIGHT:
            return False
        self._issue(self._waiting.pop(0))
        self.progressed.emit(self._all - len(self._waiting), self._all)
        return True

    def _issue(self, draft: ToIssue) -> None:
        now = self._desk.clock.now()
        try:
            issued = self._desk.transact(issue_and_read, draft.draft_id, texts_of_draft, now=now)
        except StorageError as error:
            self._outcomes.append(Outcome(draft, (), str(error)))
            self._stop_reason = _("Not begun, because the disk refused before.")
            self._is_cancelled = True
            return
        except LawDeskError as error:
            self._outcomes.append(Outcome(draft, (), str(error)))
            return
        self._outcomes.append(Outcome(draft, tuple(self._hand_over(each) for each in issued)))

    def _hand_over(self, issued: ComposedInvoice) -> IssuedNow:
        invoice = issued.invoice
        self._line.draw(invoice.id, paper_of(issued))
        return IssuedNow(invoice.id, invoice.number, invoice.total_cents)

    def _on_drawn(self, invoice_id: InvoiceId, error: LawDeskError | None) -> None:
        if error is not None:
            self._note(invoice_id, str(error))
        self.go_on()

    def _note(self, invoice_id: InvoiceId, problem: str) -> None:
        words = _("Issued, but its PDF is missing: {problem}").format(problem=problem)
        self._outcomes = [
            replace(each, reason=words)
            if any(issued.invoice_id == invoice_id for issued in each.invoices)
            else each
            for each in self._outcomes
        ]

    def _record(self, sealed: _Sealed, error: LawDeskError | None) -> None:
        """Record what is durable; with an error it is not, and is drawn again one day."""
        if error is None:
            self._desk.do(record_invoice_pdfs, sealed, now=self._desk.clock.now())
            return
        for invoice_id, _document in sealed:
            self._note(invoice_id, str(error))

    def _finish(self) -> None:
        left = [Outcome(draft, (), self._stop_reason) for draft in self._waiting]
        self.succeeded.emit((*self._outcomes, *left))


class _DrawingLine(QObject):
    """A worker that draws and seals one paper after another, for as long as there are some."""

    drawn = Signal(object, object)  # the invoice's id, what went wrong or None
    kept = Signal(object, object)  # sealed PDFs by invoice, durable now unless something went wrong
    ended = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._papers: queue.SimpleQueue[tuple[InvoiceId, InvoicePaper] | None]
        self._papers = queue.SimpleQueue()
        self._is_begun = self._is_closed = False
        self.in_flight = 0
        self.drawn.connect(self._on_drawn)

    def draw(self, invoice_id: InvoiceId, paper: InvoicePaper) -> None:
        """Draw this paper after those before it."""
        self.in_flight += 1
        self._papers.put((invoice_id, paper))
        if not self._is_begun:
            self._is_begun = True
            task = self._desk.start(self._work, lambda _done: None, "")
            task.ended.connect(self.ended)

    def close(self) -> None:
        """End once everything is drawn."""
        if self._is_closed:
            return
        self._is_closed = True
        self._papers.put(None)
        if not self._is_begun:
            self.ended.emit()

    def _on_drawn(self) -> None:
        self.in_flight -= 1

    def _work(self, report: Report) -> None:
        """On the worker: no widget and no database, only papers in and sealed files out."""
        documents, later = self._desk.documents, LateSync()
        sealed: list[tuple[InvoiceId, SealedDocument]] = []
        while True:
            report(0, 0)
            try:
                paper = self._papers.get(timeout=_PATIENCE_SECONDS)
            except queue.Empty:
                continue
            if paper is not None:
                drawn = draw_sealed([paper], documents, report, later)
                sealed += drawn.sealed
                self.drawn.emit(paper[0], drawn.error)
            if sealed and (paper is None or len(sealed) >= _KEPT_AT_ONCE):
                self._keep(tuple(sealed), later)
                sealed.clear()
            if paper is None:
                return

    def _keep(self, sealed: _Sealed, later: LateSync) -> None:
        """Wait for the disk; whoever records the files hears when they are durable."""
        try:
            later.finish()
        except LawDeskError as error:
            self.kept.emit(sealed, error)
        else:
            self.kept.emit(sealed, None)
