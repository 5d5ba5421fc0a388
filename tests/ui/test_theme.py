"""The colours of the program: the system's, or those the lawyer chose."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lawdesk.ui import theme
from lawdesk.ui.palette import DARK, LIGHT


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The program, which follows the system."""
    theme.follow_system(qapp)
    yield qapp
    theme.apply_theme(qapp)


def turn_dark() -> None:
    """What Qt says at dusk; the platforms that tests run on never say it themselves."""
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


def test_in_the_systems_colours_it_changes_with_the_system(app: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(app)
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    assert label.palette().color(QPalette.ColorRole.WindowText) == LIGHT.color("ink")
    turn_dark()
    assert label.palette().color(QPalette.ColorRole.WindowText) == DARK.color("ink")
    assert DARK.paper in app.styleSheet()


def test_colours_that_were_chosen_stay(app: QApplication) -> None:
    theme.apply_theme(app, "light")
    turn_dark()
    assert app.palette().color(QPalette.ColorRole.WindowText) == LIGHT.color("ink")


def test_one_sheet_after_another_leaves_the_same_as_the_last_alone(app: QApplication) -> None:
    theme.apply_theme(app, "dark")
    alone = (app.styleSheet(), app.palette())
    theme.apply_theme(app, "light")
    theme.apply_theme(app, "dark")
    assert (app.styleSheet(), app.palette()) == alone
