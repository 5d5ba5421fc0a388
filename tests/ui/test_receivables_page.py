"""What is open, by age and by client, and what can be done about one claim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from billing_room import answer, click
from clock_window import press, texts_of
from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.operations.receivables.payments import record_payment
from lawdesk.operations.receivables.reminders import make_reminder
from lawdesk.store import documents
from lawdesk.store.receivables import disputes, reminders
from lawdesk.ui.pages.receivables.arrears_part import ArrearsPart
from lawdesk.ui.pages.receivables.dispute_form import DisputeForm
from lawdesk.ui.pages.receivables.receivables_page import ReceivablesPage
from lawdesk.ui.pages.receivables.statement_part import StatementPart
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.row_table import RowTable
from receivables_window import Owed, claim, client, enter, matter, open_receivables, terms, words_on

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FIRST = InvoiceId(1)

LATE = date(2026, 8, 31)  # 81 days before the day the tests stand on


@pytest.fixture
def owed(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> Owed:
    """Northgate owes 1,036.90 that is very late, 500.00 that is late and 200.00 that is not;
    Brandt owes 75.50.
    """
    northgate = matter(desk_room)
    brandt = matter(desk_room, "Estate of Walter Brandt", "Brandt estate")
    claim(desk_room, northgate, 1_036_90, LATE)
    claim(desk_room, northgate, 500_00, date(2026, 11, 1))
    claim(desk_room, northgate, 200_00, date(2026, 12, 1))
    claim(desk_room, brandt, 75_50, date(2026, 10, 15))
    return open_receivables(qtbot, desk_room, tmp_path)


def arrears(owed: Owed) -> ArrearsPart:
    part = owed.page.findChild(ArrearsPart)
    assert isinstance(part, ArrearsPart)
    return part


def statements(owed: Owed) -> StatementPart:
    part = owed.page.parts._parts["statements"]
    assert isinstance(part, StatementPart)
    return part


def numbers(owed: Owed) -> list[str]:
    return [texts[1] for texts in texts_of(arrears(owed).table)]


def total(table: RowTable) -> str:
    return str(table._total.accessibleName())


def test_the_oldest_claim_comes_first_with_age_amount_and_next_step(owed: Owed) -> None:
    assert texts_of(arrears(owed).table) == [
        ["Northgate GmbH", "T-0001", "Aug 31", "81", "1,036.90", "", "61–90", "Reminder 4 due"],
        [
            "Estate of Walter Brandt", "T-0004", "Oct 15", "36", "75.50", "", "31–60",
            "Reminder 4 due",
        ],
        ["Northgate GmbH", "T-0002", "Nov 1", "19", "500.00", "", "1–30", "Reminder 2 due"],
        [
            "Northgate GmbH", "T-0003", "Dec 1", "", "200.00", "", "not yet due",
            "Reminder 1 on Nov 28",
        ],
    ]  # fmt: skip
    assert total(arrears(owed).table) == "4 invoices, 1,812.40"
    line = "4 invoices, USD\u00a01,812.40 open, USD\u00a01,612.40 of it overdue."
    assert line.replace("\u00a0", " ") in words_on(owed.page.header).replace("\u00a0", " ")


def test_the_spans_add_up_and_filter_the_list(owed: Owed) -> None:
    ages = arrears(owed).ages
    spoken = [ages.button(bucket).accessibleName() for bucket in AgeBucket]
    assert spoken == [
        "Not yet due: 200.00, 1 invoice",
        "1–30 days: 500.00, 1 invoice",
        "31–60 days: 75.50, 1 invoice",
        "61–90 days: 1,036.90, 1 invoice",
        "Over 90 days: 0.00, 0 invoices",
    ]
    click(ages.button(AgeBucket.UP_TO_90))
    assert numbers(owed) == ["T-0001"]
    assert total(arrears(owed).table) == "1 invoice, 1,036.90"
    click(ages.button(AgeBucket.OVER_90))
    assert numbers(owed) == []
    press(owed.page, "Show all")
    assert len(numbers(owed)) == 4
    assert ages.chosen() is None


def test_a_span_is_picked_with_the_space_bar(owed: Owed) -> None:
    button = arrears(owed).ages.button(AgeBucket.UP_TO_30)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert numbers(owed) == ["T-0002"]
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(numbers(owed)) == 4


def test_every_typed_word_must_fit(owed: Owed) -> None:
    QTest.keyClicks(arrears(owed).search, "brandt t-0004")
    owed.wait(lambda: numbers(owed) == ["T-0004"])
    assert "Brandt estate" in words_on(arrears(owed).detail)
    QTest.keyClicks(arrears(owed).search, " nothing")
    owed.wait(lambda: numbers(owed) == [])


def test_claims_stand_under_their_clients_with_sums(owed: Owed) -> None:
    QTest.mouseClick(arrears(owed).by_client, Qt.MouseButton.LeftButton)
    shown = [[texts[0], texts[1], texts[4]] for texts in texts_of(arrears(owed).table)]
    assert shown == [
        ["Estate of Walter Brandt", "1 invoice", "75.50"],
        ["Brandt estate", "T-0004", "75.50"],
        ["Northgate GmbH", "3 invoices", "1,736.90"],
        ["Reply", "T-0001", "1,036.90"],
        ["Reply", "T-0002", "500.00"],
        ["Reply", "T-0003", "200.00"],
    ]


def test_the_story_of_a_claim_is_told_in_order(owed: Owed) -> None:
    room = owed.desk_room.room
    room.do(make_reminder, FIRST, now=room.clock.now())
    room.do(
        record_payment,
        ClientId(1),
        436_90,
        received_on=date(2026, 10, 1),
        named=[(FIRST, 436_90)],
        now=room.clock.now(),
    )
    owed.page.show_item(1)
    assert texts_of(arrears(owed).detail.story) == [
        ["Aug 17", "Issued", "1,036.90"],
        ["Oct 1", "Paid", "−436.90"],
        ["Nov 20", "Reminder 1 skipped", ""],
        ["Nov 20", "Reminder 2 skipped", ""],
        ["Nov 20", "Reminder 3 skipped", ""],
        ["Nov 20", "Reminder 4: 1,036.90 by Dec 4, 2026", ""],
    ]
    assert total(arrears(owed).detail.story) == "Open, 600.00"
    assert "Every reminder of its plan was made." in words_on(arrears(owed).detail)


def test_what_is_paid_elsewhere_leaves_the_list_by_itself(owed: Owed) -> None:
    room = owed.desk_room.room
    room.do(
        record_payment, ClientId(2), 75_50, received_on=date(2026, 11, 20), now=room.clock.now()
    )
    assert "T-0004" not in numbers(owed)
    assert total(arrears(owed).table) == "3 invoices, 1,736.90"


def test_an_invoice_is_shown_whatever_filter_hid_it(owed: Owed) -> None:
    click(arrears(owed).ages.button(AgeBucket.UP_TO_30))
    owed.page.show_item(4)
    assert owed.page.shown_item() == 4
    assert arrears(owed).table.selected() == 4
    assert "Invoice T-0004" in words_on(arrears(owed).detail)


def test_a_claim_far_down_the_list_is_found(owed: Owed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawdesk.ui.pages.receivables.arrears_part._PAGE", 1)
    owed.page.show_item(3)
    assert arrears(owed).table.selected() == 3
    assert "Invoice T-0003" in words_on(arrears(owed).detail)


def test_links_lead_to_the_invoice_and_the_client(owed: Owed, qtbot: QtBot) -> None:
    owed.page.show_item(2)
    for words, asked in (("Open invoice", ["invoice", 2]), ("Open client", ["client", 1])):
        with qtbot.waitSignal(owed.page.open_asked) as emitted:
            press(arrears(owed).detail, words)
        assert emitted.args == asked


def test_reminders_are_paused_and_go_on(owed: Owed) -> None:
    owed.page.show_item(1)
    press(arrears(owed).detail, "Pause reminders")
    act = arrears(owed).act
    assert act is not None
    enter(act.form._fields["until"].field.control(), "12/24/26")
    press(act, "Pause them")
    assert reminders.find_pause(owed.read, FIRST) == date(2026, 12, 24)
    assert texts_of(arrears(owed).table)[0][7] == "Paused until Dec 24"
    assert owed.said == ["Reminders of T-0001 are paused until Dec 24, 2026."]
    press(arrears(owed).detail, "Pause reminders")
    act = arrears(owed).act
    assert act is not None
    enter(act.form._fields["until"].field.control(), "today")
    press(act, "Pause them")
    assert texts_of(arrears(owed).table)[0][7] == "Reminder 4 due"


def test_a_wrong_day_is_refused_under_its_field_and_changes_nothing(owed: Owed) -> None:
    owed.page.show_item(1)
    arrears(owed).begin_act("pause")
    act = arrears(owed).act
    assert act is not None
    enter(act.form._fields["until"].field.control(), "someday")
    press(act, "Pause them")
    assert "someday" in words_on(act)
    assert reminders.find_pause(owed.read, FIRST) is None
    QTest.keyClick(act, Qt.Key.Key_Escape)
    assert arrears(owed).act is None
    assert arrears(owed).detail.isVisible()


def test_a_claim_is_handed_to_collection_after_a_question(owed: Owed) -> None:
    owed.page.show_item(1)
    press(arrears(owed).detail, "Hand to collection")
    act = arrears(owed).act
    assert act is not None
    press(act, "Hand it over")
    assert "Name who collects" in words_on(act)
    enter(act.form._fields["collector"].field.control(), "River Collections")
    asked = answer("Hand it over")
    press(act, "Hand it over")
    assert "USD 1,036.90 of T-0001" in asked[0].replace("\u00a0", " ")
    handed = disputes.list_collections(owed.read, FIRST)
    assert [(each.collector, each.amount_cents) for each in handed] == [
        ("River Collections", 1_036_90)
    ]
    assert texts_of(arrears(owed).table)[0][7] == "With River Collections"


def test_a_statement_is_drawn_filed_and_saved(owed: Owed) -> None:
    owed.page.show_item(1)
    press(arrears(owed).detail, "Statement")
    part = statements(owed)
    owed.wait(lambda: part.paper.pdf.page_count() > 0)
    text = part.paper.pdf.text()
    assert "Statement of account" in text
    assert "1,736.90" in text
    assert "Balance USD 1,736.90" in words_on(part).replace("\u00a0", " ")
    click(part.paper.file_button)
    owed.wait(lambda: owed.said != [])
    title = "Statement of account Northgate GmbH 2026-11-20"
    assert owed.read.values("SELECT title FROM documents") == [title]
    answer("Save plain copy")
    click(part.paper.save_button)
    saved = owed.folder / "statement-2026-11-20.pdf"
    owed.wait(saved.exists)
    assert saved.read_bytes() == part.paper.content


def test_a_statement_goes_out_as_a_mail_draft(
    owed: Owed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LAWDESK_HOME", str(tmp_path / "home"))
    owed.page.show_statement(1)
    part = statements(owed)
    owed.wait(lambda: part.paper.pdf.page_count() > 0)
    click(part.mail_button)
    owed.wait(lambda: owed.opened != [])
    draft = owed.opened[0].read_bytes()
    assert b"To: Northgate GmbH <pay@northgate.example>" in draft
    assert b"Subject: Your statement of account" in draft


def test_a_statement_of_a_client_without_bills_is_refused_in_words(owed: Owed) -> None:
    owed.page.show_statement(client(owed.desk_room, "New Client"))
    part = statements(owed)
    assert "This client was never billed; no letter was made." in words_on(part)
    assert part.paper.content == b""


def test_nothing_owed_says_so(qtbot: QtBot, desk_room: DeskRoom, tmp_path: Path) -> None:
    owed = open_receivables(qtbot, desk_room, tmp_path)
    assert "Nobody owes you anything." in words_on(arrears(owed))
    assert "Nothing is open." in words_on(owed.page.header)
    for name in ("reminders", "disputes", "plans", "statements"):
        owed.page.parts.show_part(name)
    assert owed.errors == []


def test_amounts_in_another_currency_are_told_apart(owed: Owed) -> None:
    room = owed.desk_room.room
    terms(owed.desk_room)
    with room.database.transaction() as tx:
        tx.write("UPDATE practice SET currency = 'EUR'")
    claim(owed.desk_room, matter(owed.desk_room, "Zweite GmbH"), 80_00, date(2026, 11, 30))
    owed.page.show_item(1)
    words = words_on(arrears(owed).table).replace("\u00a0", " ")
    assert "5 invoices · 80.00, USD 1,812.40" in words
    assert total(arrears(owed).table) == ""


def test_every_control_has_a_name(owed: Owed) -> None:
    names = []
    for name in ("arrears", "reminders", "disputes", "plans", "statements"):
        part = owed.page.parts.show_part(name)
        names += [b.accessibleName() for b in part.findChildren(Button) if b.isVisible()]
    assert len(names) > 12
    assert all(names)


def test_sealed_documents_stay_readable(owed: Owed) -> None:
    owed.page.show_statement(1)
    part = statements(owed)
    owed.wait(lambda: part.paper.pdf.page_count() > 0)
    click(part.paper.file_button)
    owed.wait(lambda: owed.said != [])
    document = documents.get(owed.read, DocumentId(1))
    assert document.plain_size == len(part.paper.content)


def test_a_dispute_that_is_being_typed_survives_a_lock(owed: Owed) -> None:
    owed.page.show_item(2)
    arrears(owed).begin_act("dispute")
    act = arrears(owed).act
    assert act is not None
    enter(act.form._fields["disputed"].field.control(), "120")
    reason = act.form._fields["reason"].field.control()
    assert isinstance(reason, QPlainTextEdit)
    reason.setPlainText("Not what we agreed.")
    kept = owed.page.typed()
    later = ReceivablesPage(owed.desk_room.desk)
    owed.qtbot.addWidget(later)
    later.show_typed(kept)
    again = later._arrears_shown.act
    assert isinstance(again, DisputeForm)
    assert later.shown_item() == 2
    values = again.form.values()
    assert (values["disputed"], values["reason"]) == ("120", "Not what we agreed.")


def test_nothing_is_kept_of_a_page_without_a_form(owed: Owed) -> None:
    owed.page.show_item(2)
    assert owed.page.typed() == {}
