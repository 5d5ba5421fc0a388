"""Lets Tab walk through a window in the order it is read: as the layouts have it."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QMainWindow, QScrollArea, QStackedWidget, QWidget

from lawdesk.ui.widgets.layout_items import laid_out


def set_reading_order(root: QWidget) -> None:
    """Chains every control inside `root`. Qt's own order is the order of making them."""
    controls = list(_controls(root))
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)


def _controls(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
        return
    for child in _children(widget):
        if child is not None:
            yield from _controls(child)


def _children(widget: QWidget) -> Iterator[QWidget | None]:
    inside = widget.layout()
    if isinstance(widget, QMainWindow):
        yield widget.centralWidget()
    elif isinstance(widget, QScrollArea):
        yield widget.widget()
    elif isinstance(widget, QStackedWidget):
        yield from (widget.widget(place) for place in range(widget.count()))
    elif inside is not None:
        yield from _laid_out(inside)
    else:
        yield from (child for child in widget.children() if isinstance(child, QWidget))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for child in laid_out(layout):
        if isinstance(child, QWidget):
            yield child
        else:
            yield from _laid_out(child)
