"""Looking into a layout without keeping hold of its items, and emptying it.

PySide ties the wrapper of an item that `itemAt` gives to the layout's wrapper for good. When Qt
then deletes the item, a later object at the same address is taken for it: a view suddenly "is" a
`QWidgetItem`. So each item is let go of as soon as it has been looked at.
"""

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import Shiboken


def laid_out(layout: QLayout) -> Iterator[QWidget | QLayout]:
    """The widgets and inner layouts of a layout, in its order; spacers are left out."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        found = None if item is None else (item.widget() or item.layout())
        _let_go(item)
        if found is not None:
            yield found


def smallest_sizes(layout: QLayout) -> list[QSize]:
    """What each item of a layout needs at least."""
    sizes = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is not None:
            sizes.append(item.minimumSize())
        _let_go(item)
    return sizes


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets vanish at once and are deleted."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _let_go(item: QLayoutItem | None) -> None:
    if item is not None and not isinstance(item, QLayout):
        Shiboken.invalidate(item)
