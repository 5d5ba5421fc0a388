"""The clients' page, clicked and typed as a lawyer does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_room import DeskRoom
from lawdesk.domain.clients import ClientId, ClientKind, ContactKind
from lawdesk.domain.matters import MatterId
from lawdesk.operations.clients import change_client, set_contacts
from lawdesk.operations.matters import archive_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import clients, matters
from lawdesk.ui import fonts, theme
from lawdesk.ui.pages.client_details import ClientDetails
from lawdesk.ui.pages.client_matters import ClientMatters
from lawdesk.ui.pages.clients_page import ClientsPage
from lawdesk.ui.pages.invoice_part import InvoicesPart
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.labels import ElidedLabel
from practice_room import FRIDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less

HOSTILE = ("<b>x</b> & Sons", "W" * 300, "\u202eevil\u202c name", "משה כהן")


@dataclass
class Office:
    """The page in a window, with what it said and asked for."""

    page: ClientsPage
    room: DeskRoom
    said: list[tuple[str, tuple[tuple[str, Callable[[], object]], ...]]] = field(
        default_factory=list
    )
    failed: list[str] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def details(self) -> ClientDetails:
        part = self.page.detail.tabs.show_part("details")
        assert isinstance(part, ClientDetails)
        return part

    def titles(self) -> list[str]:
        return [row.name for row in self.page.column.list.model.rows]

    def summary(self) -> str:
        return self.page.column.list._summary.text()

    def line(self, name: str) -> QLineEdit:
        found = [
            edit
            for edit in self.page.findChildren(QLineEdit)
            if edit.accessibleName() == name and edit.isVisible()
        ]
        assert len(found) == 1, name
        return found[0]


@pytest.fixture
def office(qtbot: QtBot, qapp: QApplication, desk_room: DeskRoom) -> Callable[[], Office]:
    """Opens the page at 1048 by 700 pixels over what was stored before."""

    def open_page() -> Office:
        fonts.load_fonts()
        theme.apply_theme(qapp, "light")
        page = ClientsPage(desk_room.desk)
        qtbot.addWidget(page)
        opened = Office(page, desk_room)
        desk_room.desk.said.connect(lambda words, steps: opened.said.append((words, steps)))
        desk_room.desk.failed.connect(lambda error: opened.failed.append(str(error)))
        page.open_asked.connect(lambda kind, thing: opened.asked.append((kind, thing)))
        page.resize(1048, 700)
        page.show()
        page.activateWindow()
        qtbot.waitActive(page)
        qtbot.wait(20)
        return opened

    return open_page


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def retype(edit: QLineEdit, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, key)


def work(desk_room: DeskRoom, matter: MatterId, seconds: int = 3600) -> None:
    desk_room.room.do(
        add_time_entry,
        matter,
        worked_on=FRIDAY,
        seconds=seconds,
        narrative="Call",
        now=desk_room.clock.now(),
    )


def title(page: ClientsPage) -> str:
    shown = [
        label.text()
        for label in page.detail.header.findChildren(ElidedLabel)
        if label.property("kind") == "title"
    ]
    return shown[0]


def test_a_name_and_enter_make_a_client(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    opened = office()
    click(opened.page.column.new_button)
    edit = opened.page.new_client.edit
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert clients.count(desk_room.desk.read) == 0
    QTest.keyClicks(edit, "Northgate GmbH")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert [c.name for c in clients.list_summaries(desk_room.desk.read)] == ["Northgate GmbH"]
    assert title(opened.page) == "Northgate GmbH"
    assert opened.titles() == ["Northgate GmbH"]
    assert isinstance(QApplication.focusWidget(), ChoiceBox)
    assert opened.page.new_client.isHidden()


def test_escape_leaves_without_a_client(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    opened = office()
    click(opened.page.column.new_button)
    QTest.keyClicks(opened.page.new_client.edit, "Nobody")
    QTest.keyClick(opened.page.new_client.edit, Qt.Key.Key_Escape)
    assert opened.page.new_client.isHidden()
    assert clients.count(desk_room.desk.read) == 0


def test_the_list_says_how_many_and_what_they_add_up_to(
    office: Callable[[], Office], desk_room: DeskRoom, qtbot: QtBot
) -> None:
    for name, seconds in (("Brandt", 3600), ("Chen Foods", 7200)):
        work(desk_room, desk_room.room.add_matter(name, desk_room.room.add_client(name)), seconds)
    opened = office()
    assert opened.summary() == "2 clients · 900.00 unbilled"
    search = opened.page.column.search
    search.enter()
    assert search.hasFocus()
    QTest.keyClicks(search, "foods")
    qtbot.waitUntil(lambda: opened.titles() == ["Chen Foods"])
    assert opened.summary() == "1 of 2 clients shown · 600.00 unbilled"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert title(opened.page) == "Chen Foods"
    search.setFocus()
    QTest.keyClicks(search, "zzz")
    qtbot.waitUntil(lambda: opened.titles() == [])
    clear = [b for b in opened.page.findChildren(Button) if b.words() == "Clear filter"]
    click(clear[0])
    assert opened.titles() == ["Brandt", "Chen Foods"]


def test_fields_save_when_they_are_left(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    client = desk_room.room.add_client("Maria Alvarez")
    opened = office()
    opened.details()
    retype(opened.line("Name"), "Maria Alvarez-Stone", Qt.Key.Key_Tab)
    retype(opened.line("E-mail 1"), "maria@alvarez.example")
    retype(opened.line("Client's reference"), "AZ-7")
    stored = clients.get(desk_room.desk.read, client)
    assert (stored.name, stored.reference) == ("Maria Alvarez-Stone", "AZ-7")
    mail = clients.find_contact(desk_room.desk.read, client, ContactKind.MAIL)
    assert mail is not None
    assert mail.value == "maria@alvarez.example"
    assert title(opened.page) == "Maria Alvarez-Stone"
    assert opened.titles() == ["Maria Alvarez-Stone"]


def test_an_address_of_several_lines_and_a_second_one(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    client = desk_room.room.add_client("Maria", "1 Main Street\n10115 Berlin")
    opened = office()
    form = opened.details().form
    add = [b for b in form.findChildren(Button) if b.words() == "Add another address"]
    click(add[0])
    box = next(e for e in form.findChildren(QPlainTextEdit) if e.accessibleName() == "Address 2")
    assert box.hasFocus()
    QTest.keyClicks(box, "Postfach 12")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "80331 Munich")
    opened.line("Name").setFocus()
    kept = clients.list_contacts(desk_room.desk.read, client)
    texts = [c.value for c in kept if c.kind is ContactKind.ADDRESS]
    assert texts == ["1 Main Street\n10115 Berlin", "Postfach 12\n80331 Munich"]


def test_a_bad_mail_is_refused_under_its_field_and_the_old_one_kept(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    client = desk_room.room.add_client("Maria")
    desk_room.room.do(set_contacts, client, ContactKind.MAIL, ["maria@alvarez.example"])
    opened = office()
    opened.details()
    edit = opened.line("E-mail 1")
    retype(edit, "not a mail")
    assert "not a mail address" in edit.accessibleDescription()
    mail = clients.find_contact(desk_room.desk.read, client, ContactKind.MAIL)
    assert mail is not None
    assert mail.value == "maria@alvarez.example"
    desk_room.desk.do(change_client, client, "notes", "meanwhile")
    assert edit.text() == "not a mail"
    assert "not a mail address" in edit.accessibleDescription()
    retype(edit, "maria@new.example")
    assert edit.accessibleDescription() == ""
    mail = clients.find_contact(desk_room.desk.read, client, ContactKind.MAIL)
    assert mail is not None
    assert mail.value == "maria@new.example"
    assert opened.failed == []


def test_what_is_typed_belongs_to_the_client_it_was_typed_for(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    first, second = desk_room.room.add_client("Brandt"), desk_room.room.add_client("Chen")
    opened = office()
    opened.page.show_item(first)
    opened.details()
    edit = opened.line("Name")
    edit.setFocus()
    QTest.keyClicks(edit, " family")
    opened.page.show_item(second)
    assert clients.get(desk_room.desk.read, first).name == "Brandt family"
    assert clients.get(desk_room.desk.read, second).name == "Chen"
    assert edit.text() == "Chen"


def test_kind_and_grouping_are_chosen(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    client = desk_room.room.add_client("Chen Foods")
    opened = office()
    opened.details()
    boxes = {box.accessibleName(): box for box in opened.page.findChildren(ChoiceBox)}
    for name in ("Kind", "Work on invoices", "Language of invoices and bundles"):
        boxes[name].setFocus()
        QTest.keyClick(boxes[name], Qt.Key.Key_Down)
    stored = clients.get(desk_room.desk.read, client)
    assert (stored.kind, stored.grouping, stored.language) == (
        ClientKind.ORGANISATION,
        "day",
        "de",
    )
    assert opened.line("Contact person").isVisible()


def test_archive_undo_and_restore(office: Callable[[], Office], desk_room: DeskRoom) -> None:
    client = desk_room.room.add_client("Maria")
    matter = desk_room.room.add_matter("One", client)
    opened = office()
    click(opened.details().archive_button)
    assert "matters that are not archived" in opened.failed[0]
    assert opened.said == []
    desk_room.room.do(archive_matter, matter, now=desk_room.clock.at)
    click(opened.details().archive_button)
    words, steps = opened.said[-1]
    assert "Maria" in words
    assert clients.count(desk_room.desk.read) == 0
    assert steps[0][0] == "Undo"
    steps[0][1]()
    assert clients.count(desk_room.desk.read) == 1
    click(opened.details().archive_button)
    assert opened.titles() == []
    assert opened.page.column.archive_button.words() == "Show archived (1)"
    click(opened.page.column.archive_button)
    assert opened.titles() == ["Maria"]
    click(opened.page.detail.restore_button)
    assert clients.count(desk_room.desk.read) == 1


def test_a_matter_is_opened_from_its_client(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    client = desk_room.room.add_client("Maria")
    opened = office()
    click(opened.page.detail.new_button)
    part = opened.page.detail.tabs.show_part("matters")
    assert isinstance(part, ClientMatters)
    assert part.new_matter.title_edit.hasFocus()
    QTest.keyClicks(part.new_matter.title_edit, "Alvarez v. Northgate")
    QTest.keyClick(part.new_matter.title_edit, Qt.Key.Key_Return)
    made = matters.list_summaries(desk_room.desk.read, client_id=client)
    assert [m.title for m in made] == ["Alvarez v. Northgate"]
    assert opened.asked == [("matter", made[0].id)]


def test_matters_and_invoices_of_the_client_only(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    first, second = desk_room.room.add_client("Brandt"), desk_room.room.add_client("Chen")
    estate = desk_room.room.add_matter("Estate", first)
    desk_room.room.add_matter("Lease", second)
    opened = office()
    opened.page.show_item(first)
    part = opened.page.detail.tabs.show_part("matters")
    assert isinstance(part, ClientMatters)
    assert [row.title for row in part.table.model.rows] == ["Estate"]
    part.table.select(estate)
    QTest.keyClick(part.table.view, Qt.Key.Key_Return)
    assert opened.asked == [("matter", estate)]
    assert isinstance(opened.page.detail.tabs.show_part("invoices"), InvoicesPart)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stand_there_as_they_are(
    office: Callable[[], Office], desk_room: DeskRoom, name: str
) -> None:
    client = desk_room.room.add_client(name)
    desk_room.room.add_matter(name, client)
    desk_room.room.do(change_client, client, "contact_person", name)
    opened = office()
    opened.page.resize(792, 600)
    for part in ("details", "matters", "invoices"):
        opened.page.detail.tabs.show_part(part)
        QApplication.processEvents()
        assert title(opened.page) == name
        assert opened.page.width() == 792
        right = opened.page.detail.new_button.mapTo(
            opened.page, QPoint(opened.page.detail.new_button.width(), 0)
        )
        assert right.x() <= opened.page.width()
    assert clients.get(desk_room.desk.read, ClientId(client)).name == name


def test_everything_that_takes_the_keyboard_has_a_name(
    office: Callable[[], Office], desk_room: DeskRoom
) -> None:
    desk_room.room.add_matter("One", desk_room.room.add_client("Maria"))
    opened = office()
    click(opened.page.column.new_button)
    for part in ("details", "matters", "invoices"):
        opened.page.detail.tabs.show_part(part)
        assert unnamed(opened.page) == []
    click(opened.page.detail.new_button)
    assert unnamed(opened.page) == []


def unnamed(page: QWidget) -> list[str]:
    controls = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(controls) > 5
    return [type(w).__name__ for w in controls if w.isVisible() and not w.accessibleName()]
