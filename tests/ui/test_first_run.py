"""The first run, by clicks and keys: four steps, errors under the fields, nothing half made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from lawdesk.store import clients, practice
from lawdesk.ui.pages.first_run import FirstRun
from lawdesk.vault.passphrase_slot import LOWEST
from lawdesk.vault.practice_list import list_practices
from program_room import ProgramRoom, program_room

OWN = "quiet heron, ladder of 19 maples"


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgramRoom]:
    with program_room(tmp_path, qtbot, monkeypatch) as made:
        made.begin()
        assert isinstance(made.front, FirstRun)
        made.front._cost = LOWEST
        made.front._sheet._choose_file = lambda _parent: str(tmp_path / "sheet.pdf")
        yield made


def steps(room: ProgramRoom) -> FirstRun:
    assert isinstance(room.front, FirstRun)
    return room.front


def fill_who(room: ProgramRoom) -> None:
    for name, text in (("Your name", "Helen Marsh"), ("Hourly rate", "300")):
        QTest.keyClicks(room.find(QLineEdit, name), text)
    room.find(QPlainTextEdit, "Address").setPlainText("412 Court Street\nSacramento")


def type_groups(room: ProgramRoom) -> None:
    made = steps(room)._made
    assert made is not None
    for number in steps(room)._sheet.asked_groups():
        edit = room.find(QLineEdit, f"Group {number} of the sheet")
        edit.clear()
        QTest.keyClicks(edit, made[1].groups()[number - 1].lower())


def to_sheet(room: ProgramRoom) -> str:
    fill_who(room)
    room.click("Next")
    words = room.find(QLabel, "The six words").text()
    QTest.keyClicks(room.find(QLineEdit, "Type it once more"), words)
    room.click("Next")
    room.wait(lambda: steps(room).current() == "sheet")
    return words


def test_errors_stand_under_their_fields(room: ProgramRoom) -> None:
    room.click("Next")
    assert steps(room).current() == "who"
    assert "Type your name." in room.texts()
    assert "Type your address; invoices need it." in room.texts()
    assert "Type your hourly rate." in room.texts()
    fill_who(room)
    QTest.keyClicks(room.find(QLineEdit, "IBAN or account"), "DE00 1234")
    room.click("Next")
    assert steps(room).current() == "who"
    assert room.errors()


def test_the_first_step_fits_the_smallest_window_with_every_error(room: ProgramRoom) -> None:
    room.click("Next")
    QTest.keyClicks(room.find(QLineEdit, "IBAN or account"), "DE00 1234")
    room.click("Next")
    assert room.front.minimumSizeHint().height() <= 700


def test_the_tab_key_goes_through_the_first_step_as_a_lawyer_thinks(room: ProgramRoom) -> None:
    asked = []
    for _field in range(16):
        focused = room.front.focusWidget()
        assert focused is not None
        asked.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert asked == [
        *("Your name", "Title", "Address", "E-mail", "Phone", "Tax number", "VAT id"),
        *("Bank", "IBAN or account", "BIC or routing number"),
        *("Country", "Currency", "Hourly rate", "Numbers and dates", "Tax", "Rounding of time"),
    ]


def test_the_country_proposes_and_the_lawyer_decides(room: ProgramRoom) -> None:
    country = room.find(QComboBox, "Country")
    country.setFocus()
    QTest.keyClicks(country, "Germany")
    assert room.find(QComboBox, "Currency").currentText() == "EUR"
    assert "Germany 19 %" in room.find(QComboBox, "Tax").currentText()
    assert room.find(QComboBox, "Rounding of time").currentText() == "6 min, nearest"
    assert room.find(QComboBox, "Numbers and dates").currentText().startswith("1.234,56")


def test_an_empty_practice_from_six_words(room: ProgramRoom) -> None:
    words = to_sheet(room)
    room.click("Next")
    assert "then type group" in room.errors()
    room.click("Save as PDF")
    assert (room.home / "sheet.pdf").read_bytes().startswith(b"%PDF")
    type_groups(room)
    room.click("Next")
    assert list_practices(room.home) == ()  # nothing is there before the end
    room.click("Open LawDesk")
    room.wait(lambda: not isinstance(room.front, FirstRun))
    made = practice.get(room.office.desk.read)
    assert (made.name, made.currency, made.is_sample) == ("Helen Marsh", "USD", False)
    assert [listed.label for listed in list_practices(room.home)] == ["Practice of Helen Marsh"]
    assert not (room.home / ".being-made").exists()
    assert room.program is not None
    room.program.lock()
    room.unlock(words)


def test_a_wrong_group_does_not_pass(room: ProgramRoom) -> None:
    to_sheet(room)
    first = steps(room)._sheet.asked_groups()[0]
    QTest.keyClicks(room.find(QLineEdit, f"Group {first} of the sheet"), "qqqqqq")
    room.click("Next")
    assert steps(room).current() == "sheet"
    assert f"Group {first} reads differently" in room.errors()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("short", "Too short"),
        ("helen marsh", "Too short"),
        ("lawdeskhelen", "Too easy"),
        ("qwertyuiopas", "Too easy"),
    ],
)
def test_weak_words_of_ones_own_are_refused(room: ProgramRoom, typed: str, sentence: str) -> None:
    fill_who(room)
    room.click("Next")
    room.find(QRadioButton, "My own words").click()
    QTest.keyClicks(room.find(QLineEdit, "Your passphrase"), typed)
    QTest.keyClicks(room.find(QLineEdit, "Type it once more"), typed)
    room.click("Next")
    assert steps(room).current() == "passphrase"
    assert sentence in room.texts()


def test_ones_own_strong_words_open_the_practice(room: ProgramRoom) -> None:
    fill_who(room)
    room.click("Next")
    room.find(QRadioButton, "My own words").click()
    QTest.keyClicks(room.find(QLineEdit, "Your passphrase"), OWN)
    QTest.keyClicks(room.find(QLineEdit, "Type it once more"), OWN[:-1])
    room.click("Next")
    assert "not the same" in room.errors()
    QTest.keyClicks(room.find(QLineEdit, "Type it once more"), OWN[-1])
    room.click("Next")
    room.wait(lambda: steps(room).current() == "sheet")
    type_groups(room)
    room.click("Next")
    room.click("Open LawDesk")
    room.wait(lambda: not isinstance(room.front, FirstRun))
    assert room.program is not None
    room.program.lock()
    room.unlock(OWN)


def test_another_label_after_going_back_makes_another_sheet(room: ProgramRoom) -> None:
    words = to_sheet(room)
    before = steps(room)._made
    room.click("Back")
    label = room.find(QLineEdit, "Shown on the lock screen")
    label.setFocus()
    label.selectAll()
    QTest.keyClicks(label, "Desk 1")
    again = room.find(QLineEdit, "Type it once more")
    again.clear()
    QTest.keyClicks(again, words)
    room.click("Next")
    room.wait(lambda: steps(room).current() == "sheet")
    after = steps(room)._made
    assert before is not None
    assert after is not None
    assert after[0].label == "Desk 1"
    assert after[1].text != before[1].text


def test_breaking_off_leaves_no_practice(room: ProgramRoom) -> None:
    to_sheet(room)
    assert room.program is not None
    room.program.end()
    assert list_practices(room.home) == ()


def test_the_sample_practice_opens_beside_ones_own(room: ProgramRoom) -> None:
    words = to_sheet(room)
    type_groups(room)
    QTest.keyClick(room.find(QLineEdit, "Group"), Qt.Key.Key_Return)
    assert steps(room).current() == "start"
    room.find(QRadioButton, "Look around in the sample practice").click()
    room.click("Open LawDesk")
    room.wait(lambda: not isinstance(room.front, FirstRun))
    read = room.office.desk.read
    assert practice.get(read).is_sample
    assert clients.count(read) == 9
    assert "Sample practice: nothing here is real." in room.texts()
    assert {p.folder.name for p in list_practices(room.home)} == {"practice", "sample-practice"}
    room.click("Go to my own practice")
    room.wait(room.is_locked)
    room.unlock(words)
    assert not practice.get(room.office.desk.read).is_sample
    assert clients.count(room.office.desk.read) == 0
