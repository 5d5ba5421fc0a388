"""A dispute from the day it came to its end, and the dossier of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from billing_room import answer, click, draw_pdf, issue, make_work
from claims_room import add_claim, set_day
from clock_window import press, texts_of
from desk_room import DeskRoom
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.disputes import DisputeId, Outcome, StepKind
from lawdesk.operations.billing.policies import set_policy
from lawdesk.operations.receivables.disputes import open_dispute
from lawdesk.store.receivables import accounts, disputes, write_offs
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.dispute_form import DisputeForm
from lawdesk.ui.pages.receivables.dispute_part import DisputesPart
from lawdesk.ui.pages.receivables.receivables_page import ReceivablesPage
from receivables_window import (
    PROGRAMME,
    TERMS,
    Owed,
    enter,
    matter,
    open_receivables,
    terms,
    tick,
    words_on,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FIRST, DISPUTE = InvoiceId(1), DisputeId(1)

DUE = date(2026, 12, 12)


@pytest.fixture
def owed(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Owed:
    """Northgate owes 2,150.00 by 12 December, and is told of a fee programme in a dispute."""
    policy = terms(desk_room)
    add_claim(
        desk_room.room, matter(desk_room), 2_150_00, DUE, date(2026, 11, 12), policy_id=policy
    )
    return open_receivables(qtbot, desk_room, tmp_path)


def form_of(owed: Owed) -> DisputeForm:
    arrears = owed.page._arrears_shown
    click(arrears.detail.links["dispute"])
    assert isinstance(arrears.act, DisputeForm)
    return arrears.act


def say(form: ActForm, name: str, text: str) -> None:
    control = form.form._fields[name].field.control()
    if isinstance(control, QPlainTextEdit):
        control.setPlainText(text)
    else:
        enter(control, text)


def note_dispute(owed: Owed, cents: int = 400_00) -> DisputesPart:
    room = owed.desk_room.room
    dispute_id = room.do(
        open_dispute,
        FIRST,
        cents,
        "It took too long",
        received_on=date(2026, 11, 20),
        now=room.clock.now(),
    )
    owed.page.show_dispute(dispute_id)
    return part_of(owed)


def part_of(owed: Owed) -> DisputesPart:
    part = owed.page.parts._parts["disputes"]
    assert isinstance(part, DisputesPart)
    return part


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_part_is_disputed_and_the_rest_stays_due_on_its_day(owed: Owed) -> None:
    form = form_of(owed)
    say(form, "disputed", "400")
    say(form, "reason", "The call was shorter.")
    press(form, "Note the dispute")
    found = disputes.list_of_invoice(owed.read, FIRST)
    assert [(d.disputed_cents, d.reason, d.received_on) for d in found] == [
        (400_00, "The call was shorter.", date(2026, 11, 20))
    ]
    assert plain(owed.said[0]).endswith("USD 1,750.00 stays due on Dec 12, 2026.")
    detail = part_of(owed).detail
    words = plain(words_on(detail))
    assert "Interest, reminders and collection rest for USD 400.00." in words
    assert "USD 1,750.00 stays due on Dec 12, 2026." in words
    assert f"Nothing may be collected before the client was told of {PROGRAMME}." in words


def test_the_protocol_has_its_days(owed: Owed) -> None:
    detail = note_dispute(owed).detail
    assert texts_of(detail.steps) == [
        ["Received", "done Nov 20", ""],
        ["Acknowledge", "by Nov 24", "Note as done"],
        ["Explain with the dossier", "by Nov 30", "Note as done"],
        ["Offer or adjust", "", "Note as done"],
        ["Fee programme notice", "", "Note as done"],
        ["Settled", "", ""],
    ]


def test_more_than_is_open_is_refused_under_the_amount(owed: Owed) -> None:
    form = form_of(owed)
    say(form, "disputed", "2,150.01")
    say(form, "reason", "All of it.")
    press(form, "Note the dispute")
    assert "At most what is open and not yet disputed can be disputed" in words_on(form)
    say(form, "disputed", "2,150.00")
    say(form, "reason", "  ")
    press(form, "Note the dispute")
    assert "A dispute needs a reason" in words_on(form)
    assert disputes.list_of_invoice(owed.read, FIRST) == []


def test_ticked_lines_propose_the_amount(owed: Owed) -> None:
    room = owed.desk_room.room
    invoice_id = issue(room, make_work(room))
    owed.page.show_item(invoice_id)
    form = form_of(owed)
    amount = form.form._fields["disputed"].field
    assert amount.value() == "1,680.00"
    assert [texts[2] for texts in texts_of(form.lines)] == ["420.00", "1,020.00", "90.00", "150.00"]
    tick(form.lines, 1, "disputed")
    tick(form.lines, 3, "disputed")
    assert amount.value() == "510.00"
    say(form, "reason", "I was not there.")
    press(form, "Note the dispute")
    found = disputes.list_of_invoice(owed.read, invoice_id)
    assert [(d.disputed_cents, d.line_positions) for d in found] == [(510_00, (1, 3))]
    assert "about 2 of 4 lines" in words_on(part_of(owed).detail)


def test_an_overdue_step_is_marked_done_with_a_note(owed: Owed) -> None:
    set_day(owed.desk_room.room, date(2026, 11, 20))
    part = note_dispute(owed)
    set_day(owed.desk_room.room, date(2026, 11, 26))
    part.refresh()
    assert texts_of(part.detail.steps)[1][1] == "overdue since Nov 24"
    assert part.list.row(1).next_due_on == date(2026, 11, 24)
    part.detail.steps.select(1)
    part.detail.steps.opened.emit(1)
    form = part.detail.form
    assert form is not None
    say(form, "done_on", "11/25/26")
    say(form, "note", "Called her.")
    press(form, "Note as done")
    assert texts_of(part.detail.steps)[1] == ["Acknowledge", "done Nov 25", "Called her."]
    step = next(
        s for s in disputes.list_steps(owed.read, DISPUTE) if s.kind is StepKind.ACKNOWLEDGE
    )
    assert (step.done_on, step.note) == (date(2026, 11, 25), "Called her.")


def test_a_step_before_the_dispute_is_refused_in_its_place(owed: Owed) -> None:
    detail = note_dispute(owed).detail
    detail.begin_step(StepKind.EXPLAIN)
    form = detail.form
    assert form is not None
    say(form, "done_on", "11/19/26")
    press(form, "Note as done")
    assert "after the dispute was received" in words_on(form)
    steps = disputes.list_steps(owed.read, DISPUTE)
    assert [step.kind for step in steps if step.done_on is not None] == [StepKind.RECEIVED]


def test_a_note_and_an_escalation_stand_in_the_protocol(owed: Owed) -> None:
    detail = note_dispute(owed).detail
    press(detail, "Add a note")
    assert detail.form is not None
    press(detail.form, "Add the note")
    assert "The note is empty" in words_on(detail.form)
    say(detail.form, "note", "She will think about it.")
    press(detail.form, "Add the note")
    press(detail, "Note an escalation")
    press(detail.form, "Note as done")
    shown = [texts[:2] for texts in texts_of(detail.steps)]
    assert ["Note", "done Nov 20"] in shown
    assert shown[-2:] == [["Escalated", "done Nov 20"], ["Settled", ""]]
    assert not detail.acts["escalate"].isVisible()


def test_collection_is_blocked_until_the_notice_has_run_out(owed: Owed) -> None:
    detail = note_dispute(owed).detail
    assert detail.collection.accessibleName() == "Collection: blocked. no day yet"
    detail.begin_step(StepKind.PROGRAMME_NOTICE)
    assert detail.form is not None
    press(detail.form, "Note as done")
    assert detail.collection.accessibleName() == "Collection: blocked. until Dec 20, 2026"
    assert "Collection is blocked until Dec 20, 2026." in words_on(detail)
    set_day(owed.desk_room.room, date(2026, 12, 20))
    part_of(owed).refresh()
    assert detail.collection.accessibleName().startswith("Collection: not blocked")


def test_a_blocked_claim_is_not_handed_to_collection(owed: Owed) -> None:
    note_dispute(owed)
    set_day(owed.desk_room.room, date(2026, 12, 14))
    owed.page.show_item(1)
    arrears = owed.page._arrears_shown
    click(arrears.detail.links["collect"])
    assert arrears.act is not None
    say(arrears.act, "collector", "River Collections")
    answer("Hand it over")
    press(arrears.act, "Hand it over")
    assert f"was not told of {PROGRAMME} yet" in words_on(arrears.act)
    assert disputes.list_collections(owed.read, FIRST) == []


def test_upholding_lets_the_whole_claim_stand(owed: Owed) -> None:
    part = note_dispute(owed)
    press(part.detail, "Uphold")
    assert part.detail.form is not None
    say(part.detail.form, "note", "Shown to her.")
    press(part.detail.form, "End the dispute")
    ended = disputes.get(owed.read, DISPUTE)
    assert (ended.outcome, ended.outcome_note) == (Outcome.UPHOLD, "Shown to her.")
    assert disputes.disputed_cents(owed.read, FIRST) == 0
    assert part.list.row(1) is None
    click(part.with_ended)
    assert part.list.row(1) is not None


def test_writing_off_asks_first_and_gives_up_the_disputed_part(owed: Owed) -> None:
    detail = note_dispute(owed).detail
    press(detail, "Write off")
    assert detail.form is not None
    answer("Go back")
    press(detail.form, "Write off")
    assert disputes.get(owed.read, DISPUTE).is_open
    asked = answer("Write off")
    press(detail.form, "Write off")
    assert "gives up USD 400.00 of invoice T-0001" in plain(asked[0])
    assert write_offs.sum_of_invoice(owed.read, FIRST) == 400_00
    assert accounts.open_cents(owed.read, FIRST) == 1_750_00


def test_adjusting_leads_to_the_credit_note_and_ends_nothing(owed: Owed, qtbot: QtBot) -> None:
    detail = note_dispute(owed).detail
    with qtbot.waitSignal(owed.page.open_asked) as asked:
        press(detail, "Adjust by credit note")
    assert asked.args == ["adjust", int(DISPUTE)]
    assert detail.form is None
    assert disputes.get(owed.read, DISPUTE).is_open


def test_the_claim_of_a_dispute_is_one_click_away(owed: Owed) -> None:
    detail = note_dispute(owed).detail
    press(detail, "Show the claim")
    assert owed.page.shown_item() == 1
    assert owed.page._arrears_shown.isVisible()
    assert texts_of(owed.page._arrears_shown.table)[0][5] == "400.00"


def test_the_dossier_holds_invoice_work_protocol_and_terms(owed: Owed, qtbot: QtBot) -> None:
    room, desk = owed.desk_room.room, owed.desk_room.desk
    room.do(set_policy, TERMS, valid_from=date(2026, 11, 20), now=room.clock.now())
    invoice_id = issue(room, make_work(room))
    draw_pdf(qtbot, desk, invoice_id)
    dispute_id = room.do(
        open_dispute,
        invoice_id,
        1_020_00,
        "The deposition was shorter.",
        received_on=date(2026, 11, 20),
        line_positions=[2],
        now=room.clock.now(),
    )
    owed.page.show_dispute(dispute_id)
    detail = part_of(owed).detail
    click(detail.dossier_button)
    owed.wait(lambda: detail.paper.content != b"")
    owed.wait(lambda: detail.paper.pdf.page_count() > 3)
    text = plain(" ".join(detail.paper.pdf.text().split()))
    for told in (
        "The deposition was shorter.",
        "Prepare for and attend deposition",
        "3:20:00",
        "1,020.00",
        PROGRAMME,
        "Invoice 2026-0001",
        "Northgate GmbH",
    ):
        assert told in text
    click(detail.paper.file_button)
    title = "Dossier of the dispute of 2026-0001"
    owed.wait(lambda: title in owed.read.values("SELECT title FROM documents"))
    answer("Save plain copy")
    click(detail.paper.save_button)
    owed.wait((owed.folder / "dossier-2026-0001.pdf").exists)


def test_without_a_programme_nothing_is_blocked(
    qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path
) -> None:
    policy = terms(desk_room, replace(TERMS, dispute=replace(TERMS.dispute, programme="")))
    add_claim(
        desk_room.room, matter(desk_room), 2_150_00, DUE, date(2026, 11, 12), policy_id=policy
    )
    owed = open_receivables(qtbot, desk_room, tmp_path)
    detail = note_dispute(owed).detail
    assert detail.collection.accessibleName().startswith("Collection: not blocked")
    assert [texts[0] for texts in texts_of(detail.steps)][3:] == ["Offer or adjust", "Settled"]


def test_a_step_that_is_being_noted_survives_a_lock(owed: Owed) -> None:
    part = note_dispute(owed)
    part.detail.begin_end(Outcome.WRITE_OFF)
    assert part.detail.form is not None
    say(part.detail.form, "note", "Half of it was my fault.")
    kept = owed.page.typed()
    later = ReceivablesPage(owed.desk_room.desk)
    owed.qtbot.addWidget(later)
    later.show_typed(kept)
    again = later.parts._parts["disputes"]
    assert isinstance(again, DisputesPart)
    assert again.detail.form is not None
    assert again.detail.form.act == "write_off"
    assert again.detail.form.form.values()["note"] == "Half of it was my fault."
