"""Payment in instalments: proposed, typed over, agreed, watched, printed, ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from billing_room import answer, click, retype
from claims_room import set_day
from clock_window import open_editor, press, texts_of
from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.payment_plans import Instalment
from lawdesk.operations.receivables.payment_plans import agree_plan
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.receivables.reminders import list_due_reminders
from lawdesk.store.receivables import payment_plans
from lawdesk.ui.pages.receivables.payment_plan_form import PaymentPlanForm
from lawdesk.ui.pages.receivables.payment_plan_part import PaymentPlansPart
from receivables_window import Owed, claim, enter, matter, open_receivables, tick, words_on

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FIRST = InvoiceId(1)


@pytest.fixture
def owed(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Owed:
    """Northgate owes 1,000.00 and 36.90, both late."""
    northgate = matter(desk_room)
    claim(desk_room, northgate, 1_000_00, date(2026, 11, 1))
    claim(desk_room, northgate, 36_90, date(2026, 11, 5))
    return open_receivables(qtbot, desk_room, tmp_path)


def part_of(owed: Owed) -> PaymentPlansPart:
    part = owed.page.parts.show_part("plans")
    assert isinstance(part, PaymentPlansPart)
    return part


def begin(owed: Owed, invoice_id: int = 1) -> PaymentPlanForm:
    owed.page.show_item(invoice_id)
    click(owed.page._arrears_shown.detail.links["plan"])
    form = part_of(owed).form
    assert form is not None
    return form


def say(form: PaymentPlanForm, name: str, text: str) -> None:
    enter(form.form._fields[name].field.control(), text)


def put(owed: Owed, form: PaymentPlanForm, row: int, column: str, text: str) -> None:
    """Types over a cell; Enter opens the cell below, which is left as it is."""
    retype(owed.qtbot, form.instalments, row, column, text)
    if form.instalments.view.is_editing():
        QTest.keyClick(open_editor(form.instalments), Qt.Key.Key_Escape)


def agreed(owed: Owed) -> PaymentPlansPart:
    """Two instalments of 500.00, by 1 December and 1 January."""
    room = owed.desk_room.room
    room.do(
        agree_plan,
        ClientId(1),
        [FIRST],
        [Instalment(date(2026, 12, 1), 500_00), Instalment(date(2027, 1, 1), 500_00)],
        agreed_on=date(2026, 11, 20),
        grace_days=7,
        now=room.clock.now(),
    )
    return part_of(owed)


def test_equal_instalments_are_proposed_and_the_last_takes_the_rest(owed: Owed) -> None:
    form = begin(owed)
    assert texts_of(form.instalments) == [
        ["Dec 20, 2026", "333.33"],
        ["Jan 20, 2027", "333.33"],
        ["Feb 20, 2027", "333.34"],
    ]
    assert "come to USD 1,000.00, all that is open" in words_on(form).replace("\u00a0", " ")


def test_ticks_count_and_first_day_lead_the_proposal(owed: Owed) -> None:
    form = begin(owed)
    tick(form.claims, 2, "chosen")
    say(form, "count", "2")
    say(form, "first", "12/1/26")
    assert texts_of(form.instalments) == [["Dec 1, 2026", "518.45"], ["Jan 1, 2027", "518.45"]]


def test_the_sum_is_checked_as_one_types(owed: Owed) -> None:
    form = begin(owed)
    put(owed, form, 0, "amount", "500")
    words = words_on(form).replace("\u00a0", " ")
    assert "The instalments come to USD 1,166.67; that is USD 166.67 too much." in words
    assert not form.button.isEnabled()
    put(owed, form, 2, "amount", "100")
    assert "USD 66.67 is missing" in words_on(form).replace("\u00a0", " ")
    click(form.add_button)
    assert texts_of(form.instalments)[3] == ["Mar 20, 2027", "66.67"]
    assert form.button.isEnabled()


def test_own_days_and_amounts_are_agreed_as_typed(owed: Owed) -> None:
    form = begin(owed)
    put(owed, form, 0, "amount", "600")
    put(owed, form, 0, "due_on", "12/5/26")
    put(owed, form, 1, "amount", "400")
    form.instalments.delete_asked.emit(2)
    say(form, "grace", "7")
    say(form, "note", "No interest meanwhile.")
    press(form, "Agree the plan")
    plan = payment_plans.find_running(owed.read, FIRST)
    assert plan is not None
    assert (plan.grace_days, plan.note) == (7, "No interest meanwhile.")
    assert payment_plans.list_instalments(owed.read, plan.id) == [
        Instalment(date(2026, 12, 5), 600_00),
        Instalment(date(2027, 1, 20), 400_00),
    ]
    assert part_of(owed).form is None
    assert owed.said == ["The plan is agreed; reminders rest while it is kept."]


@pytest.mark.parametrize("count", ["0", "121", "three", ""])
def test_a_number_that_cannot_be_is_refused_under_its_field(owed: Owed, count: str) -> None:
    form = begin(owed)
    say(form, "count", count)
    assert "A plan has 1 to 120 instalments." in words_on(form)
    assert texts_of(form.instalments) == []
    assert not form.button.isEnabled()


def test_a_wrong_amount_is_said_and_the_old_one_kept(owed: Owed) -> None:
    form = begin(owed)
    put(owed, form, 0, "amount", "much")
    assert texts_of(form.instalments)[0][1] == "333.33"
    assert "much" in words_on(form)


def test_a_first_day_before_the_agreement_is_refused(owed: Owed) -> None:
    form = begin(owed)
    say(form, "first", "11/1/26")
    press(form, "Agree the plan")
    assert "none before the agreement" in words_on(form)
    assert payment_plans.list_running(owed.read) == []


def test_reminders_rest_while_the_plan_is_kept(owed: Owed) -> None:
    day = owed.desk_room.clock.now().day
    assert {each.row.invoice_id for each in list_due_reminders(owed.read, day)} == {1, 2}
    part = agreed(owed)
    assert {each.row.invoice_id for each in list_due_reminders(owed.read, day)} == {2}
    assert "The plan is kept. Reminders of its invoices rest." in words_on(part.detail)
    owed.page.show_item(1)
    assert "the next by Dec 1, 2026" in words_on(owed.page._arrears_shown.detail)


def test_instalments_are_met_open_and_overdue(owed: Owed) -> None:
    part, room = agreed(owed), owed.desk_room.room
    set_day(room, date(2026, 12, 2))
    part.refresh()
    assert [texts[3] for texts in texts_of(part.detail.instalments)] == ["overdue", "open"]
    words = words_on(part.detail).replace("\u00a0", " ")
    assert "USD 500.00 is overdue; reminders of its invoices are due again." in words
    assert "After 7 days of grace all of it is due at once." in words
    room.do(
        record_payment,
        ClientId(1),
        600_00,
        received_on=date(2026, 12, 2),
        named=[(FIRST, 600_00)],
        now=room.clock.now(),
    )
    assert texts_of(part.detail.instalments) == [
        ["Dec 1, 2026", "500.00", "500.00", "met"],
        ["Jan 1, 2027", "500.00", "100.00", "open"],
    ]
    assert part.detail.left.accessibleName() == "Still to pay: 400.00. of 1,000.00"
    assert part.detail.next.accessibleName() == "Next instalment: 400.00. by Jan 1, 2027"


def test_the_agreement_is_drawn_and_filed(owed: Owed) -> None:
    part = agreed(owed)
    click(part.detail.letter_button)
    owed.wait(lambda: part.detail.paper.content != b"")
    text = part.detail.paper.pdf.text()
    assert "Instalment agreement" in text
    assert "December 1, 2026" in text
    assert "more than 7 days late" in text
    click(part.detail.paper.file_button)
    titles = ["Payment plan of 2026-11-20"]
    owed.wait(lambda: owed.read.values("SELECT title FROM documents") == titles)


def test_a_plan_is_ended_after_a_question(owed: Owed) -> None:
    part = agreed(owed)
    answer("Go back")
    press(part.detail, "End the plan")
    assert payment_plans.find_running(owed.read, FIRST) is not None
    answer("End the plan")
    press(part.detail, "End the plan")
    assert payment_plans.find_running(owed.read, FIRST) is None
    assert part.list.row(1) is None
    click(part.with_ended)
    assert part.list.row(1) is not None


def test_an_invoice_in_a_plan_leads_to_it(owed: Owed) -> None:
    agreed(owed)
    owed.page.show_item(1)
    click(owed.page._arrears_shown.detail.links["plan"])
    assert part_of(owed).form is None
    assert part_of(owed).list.selected() == 1
    form = begin(owed, 2)
    assert [texts[1] for texts in texts_of(form.claims)] == ["T-0002, Reply"]
