"""Forms that save by themselves."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lawdesk.ui import fonts, theme
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.passphrase_field import PassphraseField
from lawdesk.ui.widgets.step_frame import StepFrame

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less

Told = list[tuple[str, object]]


@pytest.fixture
def form(qtbot: QtBot, qapp: QApplication) -> Form:
    fonts.load_fonts()
    theme.apply_theme(qapp, "light")
    made = Form(columns=2)
    qtbot.addWidget(made)
    made.add_line("name", "Name", hint="As on the invoice.")
    made.add_choice("country", "Country", [("US", "United States"), ("DE", "Germany")])
    made.add_money("rate", "Hourly rate", unit="USD/h")
    made.add_check("ledes", "Wants LEDES & more")
    made.add_repeated("mails", "E-mail", kinds=[("work", "Work"), ("home", "Home")])
    made.add_text("notes", "Notes")
    made.show_values({"name": "Alvarez", "country": "DE", "rate": "300.00", "notes": "calm"})
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def heard(form: Form) -> Told:
    told: Told = []
    form.committed.connect(lambda name, value: told.append((name, value)))
    return told


def line(form: Form, name: str) -> QLineEdit:
    found = [edit for edit in form.findChildren(QLineEdit) if edit.accessibleName() == name]
    assert len(found) == 1
    return found[0]


def test_leaving_a_field_commits_it(form: Form) -> None:
    told = heard(form)
    edit = line(form, "Name")
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "Brandt")
    assert told == []
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert told == [("name", "Brandt")]
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert told == [("name", "Brandt")]


def test_escape_takes_back_and_nothing_is_told(form: Form) -> None:
    told = heard(form)
    edit = line(form, "Name")
    edit.setFocus()
    QTest.keyClicks(edit, "zzz")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "Alvarez"
    form.focus("rate")
    assert told == []


def test_what_is_typed_is_never_overwritten(form: Form) -> None:
    edit = line(form, "Name")
    edit.setFocus()
    edit.end(False)
    QTest.keyClicks(edit, " & Co")
    form.show_values({"name": "Somebody else", "rate": "310.00"})
    assert edit.text() == "Alvarez & Co"
    assert line(form, "Hourly rate").text() == "310.00"


def test_several_lines_commit_on_leaving(form: Form) -> None:
    told = heard(form)
    edit = form.findChild(QPlainTextEdit)
    assert edit is not None
    edit.setFocus()
    QTest.keyClicks(edit, "very ")
    form.show_values({"notes": "other"})
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert told == [("notes", "very calm")]


def test_a_check_and_a_choice_commit_at_once(form: Form) -> None:
    told = heard(form)
    box = form.findChild(CheckBox)
    assert box is not None
    assert box.accessibleName() == "Wants LEDES & more"
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    country = next(
        found for found in form.findChildren(ChoiceBox) if found.accessibleName() == "Country"
    )
    country.setFocus()
    QTest.keyClick(country, Qt.Key.Key_Up)
    assert told == [("ledes", True), ("country", "US")]


def test_repeated_values_are_added_and_removed(form: Form) -> None:
    form.show_values({"mails": [("work", "a@example.org")]})
    told = heard(form)
    press(form, "Add another")
    second = line(form, "E-mail 2")
    QTest.keyClicks(second, "b@example.org")
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert told[-1] == ("mails", [("work", "a@example.org"), ("work", "b@example.org")])
    press(form, "Remove E-mail 1")
    assert told[-1] == ("mails", [("work", "b@example.org")])


def test_an_error_stands_under_its_field_until_it_is_touched(form: Form) -> None:
    form.show_error("name", "A client needs a name.")
    edit = line(form, "Name")
    assert edit.accessibleDescription() == "A client needs a name."
    assert "A client needs a name." in seen(form)
    edit.setFocus()
    QTest.keyClicks(edit, "x")
    assert "A client needs a name." not in seen(form)
    assert "As on the invoice." in seen(form)


def test_saved_is_said_and_goes_away(qtbot: QtBot, form: Form) -> None:
    form.show_saved("name")
    assert "saved" in seen(form)
    qtbot.waitUntil(lambda: "saved" not in seen(form), timeout=4000)


def test_a_passphrase_is_hidden_until_asked_for(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    edit = field.findChild(QLineEdit)
    assert edit is not None
    QTest.keyClicks(edit, "abc")
    assert edit.displayText() != "abc"
    press(field, "Show")
    assert edit.displayText() == "abc"
    press(field, "Hide")
    assert edit.displayText() != "abc"
    field.show_error("This passphrase does not open the practice.")
    assert "This passphrase does not open the practice." in seen(field)
    field.clear()
    assert field.text() == ""


def test_a_capital_without_shift_gives_caps_lock_away(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    edit = field.findChild(QLineEdit)
    assert edit is not None
    QApplication.sendEvent(edit, key_press("A", Qt.KeyboardModifier.ShiftModifier))
    assert "Caps Lock is on" not in seen(field)
    QApplication.sendEvent(edit, key_press("A", Qt.KeyboardModifier.NoModifier))
    assert "Caps Lock is on" in seen(field)


def test_steps_go_on_only_when_their_owner_says_so(qtbot: QtBot) -> None:
    frame = StepFrame()
    qtbot.addWidget(frame)
    frame.add_step("one", "First", "", QWidget())
    frame.add_step("two", "Second", "", QWidget(), next_words="Make the practice")
    asked: list[str] = []
    frame.next_asked.connect(asked.append)
    frame.show()
    press(frame, "Next")
    assert asked == ["one"]
    assert frame.current() == "one"
    frame.show_error("A name is needed.")
    assert frame.show_next()
    assert "A name is needed." not in seen(frame)
    press(frame, "Make the practice")
    assert asked == ["one", "two"]
    assert not frame.show_next()
    press(frame, "Back")
    assert frame.current() == "one"


def press(widget: QWidget, words: str) -> None:
    found = [
        button
        for button in widget.findChildren(Button)
        if button.words() == words and button.isVisible()
    ]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def seen(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def key_press(letter: str, shift: Qt.KeyboardModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, shift, letter)
