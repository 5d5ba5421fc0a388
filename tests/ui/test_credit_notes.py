"""Crediting an invoice from its page: whole, lines, hours, and the way back to the draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import Folders, answer, click, click_cell, issue, make_work, retype, show
from desk_room import DeskRoom
from lawdesk.domain.billing.credit_notes import Credited
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.disputes import DisputeId, Outcome, StepKind
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.dispute_credits import adjust_by_credit_note
from lawdesk.operations.receivables.disputes import (
    end_dispute,
    open_dispute,
)
from lawdesk.store import drafts, invoices, time_entries
from lawdesk.store.receivables import accounts, disputes
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.pages.invoices_page import InvoicesPage
from lawdesk.ui.pages.receivables.credit_note_form import KEEP, PARTS, CreditNoteForm
from practice_room import FRIDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Crediting:
    """The invoices page with the form for a credit note open over invoice 2026-0001."""

    def __init__(self, qtbot: QtBot, desk_room: DeskRoom, folder: Path) -> None:
        self.room = desk_room.room
        self.matter: MatterId = make_work(self.room)
        self.invoice: InvoiceId = issue(self.room, self.matter)
        self.page = InvoicesPage(
            desk_room.desk, mails=MailHandover(desk_room.desk), files=Folders(folder)
        )
        show(qtbot, self.page)
        self.page.show_item(self.invoice)
        click(self.page.detail.acts["credit"])

    @property
    def form(self) -> CreditNoteForm:
        """The form that is open."""
        form = self.page.detail.form
        assert isinstance(form, CreditNoteForm)
        return form

    def choose_parts(self) -> None:
        """Lets lines be ticked."""
        control = self.form.form._fields["what"].field.control()
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_Down)
        assert self.form.form.values()["what"] == PARTS

    def write_reason(self, text: str = "Agreed by telephone") -> None:
        """Types why."""
        control = self.form.form._fields["reason"].field.control()
        control.setFocus()
        QTest.keyClicks(control, text)

    def unbilled(self) -> list[int]:
        """Amounts of the matter's unbilled entries."""
        found = time_entries.list_unbilled(self.room.read, self.matter, FRIDAY)
        return sorted(entry.amount_cents for entry in found)

    def notes(self) -> list[tuple[str, int]]:
        """The credit notes of the invoice."""
        found = invoices.list_corrections(self.room.read, self.invoice)
        return [(note.number, note.total_cents) for note in found]


@pytest.fixture
def crediting(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Crediting:
    """The form over an invoice of 1,680.00."""
    return Crediting(qtbot, desk_room, tmp_path)


def test_the_whole_invoice_is_credited_after_one_question(
    qtbot: QtBot, crediting: Crediting
) -> None:
    crediting.write_reason()
    asked = answer("Issue credit note")
    click(crediting.form.button)
    assert asked == [
        "Issues credit note CN-2026-0001 over USD\N{NO-BREAK SPACE}−1,680.00 to Northgate GmbH. "
        "It cannot be changed afterwards."
    ]
    assert crediting.notes() == [("CN-2026-0001", -1_680_00)]
    assert crediting.unbilled() == [90_00, 150_00, 420_00, 1_020_00]
    detail = crediting.page.detail
    assert detail.form is None
    assert detail.header._title.text() == "Credit note CN-2026-0001"
    qtbot.waitUntil(lambda: detail.pdf.page_count() > 0, timeout=20_000)
    assert "CN-2026-0001" in detail.pdf.text()
    assert "2026-0001" in detail.pdf.text()


def test_going_back_from_the_question_changes_nothing(crediting: Crediting) -> None:
    crediting.write_reason()
    answer("Go back")
    click(crediting.form.button)
    assert crediting.notes() == []
    assert crediting.form.isVisible()


def test_without_a_reason_nothing_is_credited(crediting: Crediting) -> None:
    click(crediting.form.button)
    below = crediting.form.form._fields["reason"]._below
    assert below.text() == "Say why; it stands on the note. Nothing was credited."
    assert crediting.notes() == []


def test_ticked_lines_make_a_partial_note(qtbot: QtBot, crediting: Crediting) -> None:
    crediting.choose_parts()
    assert not crediting.form.again_button.isEnabled()
    click_cell(crediting.form.table, 0, "tick")
    assert "−420.00" in crediting.form.total.text()
    qtbot.waitUntil(lambda: crediting.form.preview.pdf.page_count() > 0, timeout=20_000)
    assert "420.00" in crediting.form.preview.pdf.text()
    crediting.write_reason()
    answer("Issue credit note")
    click(crediting.form.button)
    assert crediting.notes() == [("CN-2026-0001", -420_00)]
    assert crediting.unbilled() == [420_00]
    assert accounts.open_cents(crediting.room.read, crediting.invoice) == 1_260_00


def test_hours_of_a_line_are_credited_and_kept_written_down(
    qtbot: QtBot, crediting: Crediting
) -> None:
    crediting.choose_parts()
    retype(qtbot, crediting.form.table, 1, "credit", "0.4")
    assert crediting.form.wanted() is not None
    assert "−120.00" in crediting.form.total.text()
    crediting.form.form.show_values({"work": KEEP})
    crediting.write_reason()
    answer("Issue credit note")
    click(crediting.form.button)
    assert crediting.notes() == [("CN-2026-0001", -120_00)]
    assert crediting.unbilled() == []


def test_more_hours_than_a_line_has_are_refused_in_a_sentence(
    qtbot: QtBot, crediting: Crediting
) -> None:
    crediting.choose_parts()
    retype(qtbot, crediting.form.table, 1, "credit", "1.5")
    assert "More would be credited than a line has left" in crediting.form._refused.text()
    crediting.write_reason()
    click(crediting.form.button)
    assert crediting.notes() == []


def test_hours_that_are_no_units_are_refused(qtbot: QtBot, crediting: Crediting) -> None:
    crediting.choose_parts()
    retype(qtbot, crediting.form.table, 1, "credit", "0.25")
    assert "whole billed units" in crediting.form._refused.text()
    assert crediting.form.wanted() == ()


def test_credit_and_draft_again_opens_the_draft(qtbot: QtBot, crediting: Crediting) -> None:
    crediting.write_reason("Wrong rate")
    answer("Credit and draft again")
    with qtbot.waitSignal(crediting.page.open_asked) as asked:
        click(crediting.form.again_button)
    draft = drafts.find_for_matter(crediting.room.read, crediting.matter)
    assert draft is not None
    assert asked.args == ["draft", draft.id]
    assert crediting.notes() == [("CN-2026-0001", -1_680_00)]


def test_escape_goes_back_to_the_paper(crediting: Crediting) -> None:
    form = crediting.form
    form.button.setFocus()
    QTest.keyClick(form.button, Qt.Key.Key_Escape)
    assert crediting.page.detail.form is None
    assert crediting.page.detail.pdf.isVisible()


def test_note_and_invoice_lead_to_each_other(crediting: Crediting) -> None:
    crediting.write_reason()
    answer("Issue credit note")
    click(crediting.form.button)
    detail = crediting.page.detail
    assert not detail.acts["pay"].isVisible()
    (link,) = detail.related.buttons
    assert link.words() == "Corrects invoice 2026-0001"
    click(link)
    assert detail.header._title.text() == "Invoice 2026-0001"
    assert not detail.acts["credit"].isEnabled()
    (link,) = detail.related.buttons
    assert link.words() == "Credit note CN-2026-0001"
    click(link)
    assert detail.header._title.text() == "Credit note CN-2026-0001"


def disputed(crediting: Crediting) -> DisputeId:
    """The client disputes 400.00 of the invoice; the lawyer goes to adjust it."""
    room = crediting.room
    dispute_id = room.do(
        open_dispute,
        crediting.invoice,
        400_00,
        "It took too long",
        received_on=FRIDAY,
        now=room.clock.now(),
    )
    crediting.page.detail.close_form()
    crediting.page.adjust(disputes.get(room.read, dispute_id))
    return dispute_id


def test_a_dispute_is_adjusted_when_its_credit_note_is_issued(crediting: Crediting) -> None:
    dispute_id = disputed(crediting)
    assert crediting.form.form.values()["dispute"] == dispute_id
    crediting.choose_parts()
    click_cell(crediting.form.table, 0, "tick")
    crediting.write_reason("Half of it, as agreed")
    assert disputes.get(crediting.room.read, dispute_id).is_open
    asked = answer("Issue credit note")
    click(crediting.form.button)
    assert asked[0].endswith("It ends the dispute.")
    assert crediting.notes() == [("CN-2026-0001", -420_00)]
    ended = disputes.get(crediting.room.read, dispute_id)
    assert (ended.outcome, ended.ended_on, ended.outcome_note) == (
        Outcome.ADJUST,
        FRIDAY,
        "CN-2026-0001: Half of it, as agreed",
    )
    steps = disputes.list_steps(crediting.room.read, dispute_id)
    assert (steps[-1].kind, steps[-1].done_on) == (StepKind.RESOLVED, FRIDAY)


def test_a_dispute_stays_open_when_the_credit_note_is_left(crediting: Crediting) -> None:
    dispute_id = disputed(crediting)
    crediting.write_reason()
    answer("Go back")
    click(crediting.form.button)
    click(crediting.form.back_button)
    assert crediting.page.detail.form is None
    assert crediting.notes() == []
    assert disputes.get(crediting.room.read, dispute_id).is_open


def test_a_refused_credit_note_leaves_the_dispute_open(crediting: Crediting) -> None:
    room, dispute_id = crediting.room, disputed(crediting)
    too_much = [Credited(1, units=10_000)]
    with pytest.raises(FieldError):
        room.do(
            adjust_by_credit_note, dispute_id, reason="x", now=room.clock.now(), wanted=too_much
        )
    assert disputes.get(room.read, dispute_id).is_open
    with pytest.raises(RuleError, match="when its credit note is issued"):
        room.do(end_dispute, dispute_id, Outcome.ADJUST, ended_on=FRIDAY, now=room.clock.now())
    room.do(adjust_by_credit_note, dispute_id, reason="All of it", now=room.clock.now())
    with pytest.raises(RuleError):  # nothing is left, and the dispute has ended
        room.do(adjust_by_credit_note, dispute_id, reason="Again", now=room.clock.now())
    assert [number for number, _total in crediting.notes()] == ["CN-2026-0001"]


def test_crediting_an_invoice_may_leave_its_dispute_open(crediting: Crediting) -> None:
    dispute_id = disputed(crediting)
    crediting.page.detail.begin_form("credit")
    assert crediting.form.form.values()["dispute"] == 0
    crediting.write_reason()
    answer("Issue credit note")
    click(crediting.form.button)
    assert len(crediting.notes()) == 1
    assert disputes.get(crediting.room.read, dispute_id).is_open


def test_drafting_anew_ends_the_dispute_too(crediting: Crediting) -> None:
    dispute_id = disputed(crediting)
    crediting.write_reason("Billed at the wrong rate")
    answer("Credit and draft again")
    click(crediting.form.again_button)
    assert len(drafts.list_summaries(crediting.room.read)) == 1
    assert disputes.get(crediting.room.read, dispute_id).outcome is Outcome.ADJUST


def test_what_ends_a_dispute_is_kept_over_a_lock(
    qtbot: QtBot, crediting: Crediting, desk_room: DeskRoom, tmp_path: Path
) -> None:
    dispute_id = disputed(crediting)
    crediting.write_reason("As agreed")
    kept = crediting.page.typed()
    page = InvoicesPage(desk_room.desk, files=Folders(tmp_path))
    show(qtbot, page)
    page.show_typed(kept)
    form = page.detail.form
    assert isinstance(form, CreditNoteForm)
    assert form.form.values()["dispute"] == dispute_id
    assert form.form.values()["reason"] == "As agreed"
