"""Settings: each field saves by itself, refusals stand under it, keys change as they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from billing_forms import choose
from lawdesk.domain.clients import ContactKind
from lawdesk.domain.invoices import InvoiceId
from lawdesk.errors import UnlockError
from lawdesk.operations.clients import add_client, set_contacts
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice
from lawdesk.operations.matters import open_matter
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import invoices, practice, time_entries
from lawdesk.store.billing import policies
from lawdesk.ui import palette
from lawdesk.ui.invoice_wording import texts_of_draft
from lawdesk.ui.pages.settings_page import SettingsPage
from lawdesk.ui.pages.settings_security import SecurityPart
from lawdesk.ui.things import Place
from lawdesk.vault import practice_file, practice_folder
from lawdesk.vault.passphrase_slot import LOWEST
from practice_folders import PASSPHRASE
from practice_room import FRIDAY
from program_room import ProgramRoom, program_room


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.make_practice()
        made.begin()
        made.unlock().show_place(Place("settings"))
        yield made


def part(room: ProgramRoom, name: str) -> None:
    page = room.office.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_part(name)


def type_into(room: ProgramRoom, name: str, text: str) -> None:
    edit = room.find(QLineEdit, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_a_field_saves_when_it_is_left(room: ProgramRoom) -> None:
    type_into(room, "Title", "Solicitor")
    assert practice.get(room.office.desk.read).title == "Solicitor"
    assert "saved" in room.texts()


def test_the_name_cannot_be_emptied(room: ProgramRoom) -> None:
    edit = room.find(QLineEdit, "Your name")
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert "needs your name" in room.errors()
    assert practice.get(room.office.desk.read).name == "Helen Marsh"


@pytest.mark.parametrize(
    ("tab", "name", "typed"),
    [
        ("program", "Lock when nothing happens for", "0"),
        ("program", "Lock when nothing happens for", "121"),
        ("program", "Lock when nothing happens for", "²"),
        ("program", "Hours a day", "25"),
        ("billing", "Invoice numbers", "no counter"),
        ("practice", "IBAN or account", "DE00 1234"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(
    room: ProgramRoom, tab: str, name: str, typed: str
) -> None:
    before = practice.get(room.office.desk.read)
    part(room, tab)
    type_into(room, name, typed)
    assert room.errors()
    assert practice.get(room.office.desk.read) == before


def test_a_new_rate_counts_for_new_entries_only(room: ProgramRoom) -> None:
    desk, now = room.office.desk, room.clock.now()
    client = desk.transact(add_client, "Maria Alvarez", now=now.at)
    matter = desk.transact(open_matter, client, "Alvarez", now=now)

    def entry() -> int:
        made = desk.transact(
            add_time_entry, matter, worked_on=FRIDAY, seconds=3600, narrative="x", now=now
        )
        return time_entries.get(desk.read, made).rate_cents_per_hour

    assert entry() == 300_00
    part(room, "rates")
    room.click("Set a rate")
    type_into(room, "Per hour", "325.50")
    assert entry() == 325_50
    rates = desk.read.values("SELECT rate_cents_per_hour FROM time_entries ORDER BY id")
    assert rates == [300_00, 325_50]


def test_days_to_pay_are_refused_and_kept_with_the_terms(room: ProgramRoom) -> None:
    """What a lawyer looks for under settings: the terms that every invoice goes by."""
    read = room.office.desk.read
    part(room, "policy")
    room.click("Change terms")
    type_into(room, "Days to pay", "soon")
    room.click("Keep as a new version")
    assert "whole number from 0 to 365" in room.errors()
    type_into(room, "Days to pay", "21")
    room.click("Keep as a new version")
    versions = policies.list_versions(read)
    assert (versions[0].version, versions[0].terms.payment_days) == (2, 21)
    assert "within 21 days" in room.texts()


def test_the_rate_of_a_sales_tax_is_typed_and_taxes_the_next_bill(room: ProgramRoom) -> None:
    read = room.office.desk.read
    part(room, "billing")
    page = room.office.window.page("settings")
    field = next(e for e in page.findChildren(QLineEdit) if e.accessibleName() == "Sales tax rate")
    assert not field.isVisible()  # this practice charges VAT
    charge_sales_tax(room)
    assert field.isVisible()
    assert practice.get(read).sales_tax_ppm == 0
    for typed, stored in (("25", 250_000), ("6,2 %", 62_000), ("0", 0), ("8.75", 87_500)):
        type_into(room, "Sales tax rate", typed)
        kept = practice.get(read)
        assert kept.sales_tax_ppm == stored
        assert kept.regime.categories[0].rate_on(FRIDAY) == stored
    taxes = invoices.get_composed(read, bill_one_hour(room)).taxes
    assert [(t.rate_ppm, t.net_cents, t.tax_cents) for t in taxes] == [(87_500, 300_00, 26_25)]


def test_a_rate_that_no_sales_tax_has_is_refused(room: ProgramRoom) -> None:
    charge_sales_tax(room)
    type_into(room, "Sales tax rate", "7")
    for typed in ("25.0001", "150", "-1", "eight", "8.75.1", "1e1"):
        type_into(room, "Sales tax rate", typed)
        assert "was kept" in room.errors()
        assert practice.get(room.office.desk.read).sales_tax_ppm == 70_000


def charge_sales_tax(room: ProgramRoom) -> None:
    part(room, "billing")
    choose(room.office.window.page("settings"), "Tax", "US sales tax, at a rate of your own")


def bill_one_hour(room: ProgramRoom) -> InvoiceId:
    desk, now = room.office.desk, room.clock.now()
    client = desk.transact(add_client, "Maria Alvarez", now=now.at)
    desk.transact(set_contacts, client, ContactKind.ADDRESS, ["1 Main Street, Albuquerque"])
    matter = desk.transact(open_matter, client, "Alvarez", now=now)
    desk.transact(add_time_entry, matter, worked_on=FRIDAY, seconds=3600, narrative="x", now=now)
    draft = desk.transact(make_draft, matter, now=now)
    return desk.transact(issue_invoice, draft, texts_of_draft(desk.read, draft, now), now=now)


def test_the_theme_follows_at_once(room: ProgramRoom) -> None:
    part(room, "program")
    colours = room.find(QComboBox, "Colours")
    for words, paper in (("D", "#14181e"), ("L", "#fbfaf7")):
        colours.setFocus()
        QTest.keyClicks(colours, words)
        QTest.qWait(600)  # else the next letter would continue this one
        assert palette.current().color("paper").name() == paper
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        assert app.palette().window().color().name() == paper


def test_idle_minutes_hold_from_now_on(room: ProgramRoom) -> None:
    part(room, "program")
    type_into(room, "Lock when nothing happens for", "3")
    room.pass_time(120)
    assert not room.is_locked()
    room.pass_time(60)
    room.wait(room.is_locked)


@dataclass
class Keychain:
    """A keychain in memory."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def show_security(room: ProgramRoom, keychain: Keychain | None = None) -> None:
    """The security part with a cheap Argon2, a file name and a keychain of the test's own."""
    office = room.office
    made = SecurityPart(
        office.desk,
        room.folder,
        office._keys,
        "US",
        choose_file=lambda _parent: str(room.home / "new-sheet.pdf"),
        find_keychain=lambda: keychain,
        cost=LOWEST,
    )
    room.office.window.add_page("test", "Security", "lock", lambda: made, in_nav=False)
    room.office.window.show_page("test")


def test_the_passphrase_is_changed(room: ProgramRoom) -> None:
    show_security(room)
    room.click("Change passphrase")
    words = room.find(QLabel, "The six words").text()
    room.find(QLineEdit, "Passphrase until now").setText("not it")
    QTest.keyClicks(room.find(QLineEdit, "Type it once more"), words)
    room.click("Set new passphrase")
    room.wait(lambda: "does not open" in room.errors())
    practice_folder.open_with_passphrase(room.folder, PASSPHRASE).wipe()
    room.click("Dismiss")
    room.wait(room.find(QPushButton, "Set new passphrase").isEnabled)
    room.find(QLineEdit, "Passphrase until now").setText(PASSPHRASE)
    room.click("Set new passphrase")
    room.wait(lambda: "new passphrase holds" in room.office.window.messages.text())
    with pytest.raises(UnlockError):
        practice_folder.open_with_passphrase(room.folder, PASSPHRASE)
    practice_folder.open_with_passphrase(room.folder, words).wipe()


def test_a_new_sheet_counts_after_it_was_read_back(room: ProgramRoom) -> None:
    show_security(room)
    before = sorted(path.name for path in room.folder.iterdir())
    room.click("Make a new sheet")
    room.click("Use the new sheet")
    assert "then type group" in room.errors()
    room.click("Save as PDF")
    assert (room.home / "new-sheet.pdf").exists()
    assert sorted(path.name for path in room.folder.iterdir()) == before
    block = room.find(QLineEdit, "Group").parentWidget()
    identity = block._identity  # type: ignore[union-attr]
    for number in block.asked_groups():  # type: ignore[union-attr]
        edit = room.find(QLineEdit, f"Group {number} of the sheet")
        QTest.keyClicks(edit, identity.groups()[number - 1].lower())
    room.click("Use the new sheet")
    room.wait(lambda: "new sheet holds" in room.office.window.messages.text())
    practice_folder.open_with_recovery(room.folder, identity.text).wipe()


def test_the_keychain_opens_it_and_forgets_it_again(room: ProgramRoom) -> None:
    keychain = Keychain()
    show_security(room, keychain)
    room.find(QCheckBox, "Let this computer's keychain").click()
    room.wait(lambda: "can open the practice now" in room.office.window.messages.text())
    opened = practice_folder.open_with_keyring(room.folder, lambda: keychain)
    assert opened is not None
    room.find(QCheckBox, "Let this computer's keychain").click()
    room.wait(lambda: keychain.kept == {})
    room.wait(lambda: practice_folder.open_with_keyring(room.folder, lambda: keychain) is None)


def test_no_keychain_changes_nothing(room: ProgramRoom) -> None:
    show_security(room)
    box = room.find(QCheckBox, "Let this computer's keychain")
    box.click()
    room.wait(lambda: "No trusted keychain" in room.office.window.messages.text())
    room.wait(lambda: box.isEnabled() and not box.isChecked())


def test_the_words_on_the_lock_screen_can_be_changed(room: ProgramRoom) -> None:
    part(room, "security")
    type_into(room, "Shown on the lock screen", "Desk 4")
    assert "saved" in room.texts()
    assert room.program is not None
    room.program.lock()
    assert "Desk 4" in room.texts()
    room.unlock()


def test_the_lock_screen_needs_some_words(room: ProgramRoom) -> None:
    part(room, "security")
    type_into(room, "Shown on the lock screen", "   ")
    assert "Give the practice a name" in room.errors()
    assert practice_file.read_practice_file(room.folder).label
