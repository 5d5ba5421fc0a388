"""The Qt binding itself: releases of it have had a fault that ends the program after hours."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_void_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for turn in range(1000):
        label.setText(str(turn))
    assert sys.getrefcount(None) > before - 100  # the fault costs one a call, on Python 3.11
