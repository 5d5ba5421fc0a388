"""Tabs where there is room for all of them, and where there is not."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lawdesk.ui.widgets.tabs import TabPages

NAMES = ("Timeline", "Updates", "Messages", "Time & more", "Invoices", "Documents", "Details")


@pytest.fixture
def pages(qtbot: QtBot) -> TabPages:
    """Seven tabs with a label under each."""
    made = TabPages("Parts")
    for name in NAMES:
        made.add(name, name, partial(QLabel, f"All of {name}"))
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def shown(pages: TabPages) -> list[str]:
    """The words on the tabs that can be seen."""
    bar = pages.tabs
    places = [place for place in range(bar.count()) if bar.isTabVisible(place)]
    return [bar.tabText(place).replace("&&", "&") for place in places]


def offered(pages: TabPages) -> list[str]:
    """What the button behind the tabs offers when it is pressed."""
    QTest.keyClick(pages.more_button, Qt.Key.Key_Space)
    return [action.text().replace("&&", "&") for action in pages.more_menu.actions()]


def test_with_room_every_tab_is_there_and_nothing_else(pages: TabPages) -> None:
    assert shown(pages) == list(NAMES)
    assert not pages.more_button.isVisible()


def test_without_room_the_last_ones_are_behind_a_button(pages: TabPages) -> None:
    pages.resize(360, 300)
    left = offered(pages)
    assert left
    assert [*shown(pages), *left] == list(NAMES)
    assert pages.more_button.geometry().right() <= pages.width()
    assert pages.tabs.tabRect(len(shown(pages)) - 1).right() <= pages.more_button.x()


def test_one_from_behind_the_button_takes_the_last_place(pages: TabPages) -> None:
    pages.resize(360, 300)
    offered(pages)
    pages.more_menu.actions()[-1].trigger()
    assert shown(pages)[-1] == "Details"
    assert "Details" not in offered(pages)
    part = pages.show_part("Details")
    assert isinstance(part, QLabel)
    assert part.isVisible()


def test_every_tab_comes_back_with_the_room(pages: TabPages) -> None:
    pages.resize(40, 300)
    assert shown(pages) == ["Timeline"]
    pages.resize(900, 300)
    assert shown(pages) == list(NAMES)
