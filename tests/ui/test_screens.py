"""Every page and dialog in the smallest window: all can be named, nothing is cut off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from demo.camera import Camera
from demo.rooms import make_longest, make_sample
from demo.stage import Stage
from demo.tour import tour_first_run, tour_longest, tour_sample
from lawdesk.ui.widgets.labels import ElidedLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has less

NAMED = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
SMALLEST = (1024, 700)


@dataclass
class Inspector(Camera):
    """Looks at each stop instead of taking a picture; `faults` says what is wrong and where."""

    stops: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def shoot(self, stage: Stage, name: str) -> None:
        """Everything that is on the screen at this stop."""
        self.stops.append(name)
        self.folder.mkdir(exist_ok=True)
        window = stage.program.front
        assert window is not None
        window.resize(*SMALLEST)
        stage.hands.settle()
        stage.hands.settle()
        assert (window.width(), window.height()) == SMALLEST, name
        dialog = QApplication.activeModalWidget()
        for widget in _shown(dialog or window):
            for fault in (*_unnamed(widget), *_cut_off(widget)):
                self.faults.append(f"{name}: {fault}")


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def _unnamed(widget: QWidget) -> Iterator[str]:
    """A screen reader must have a name for whatever takes keys or clicks."""
    of_ours = isinstance(widget, NAMED) and not isinstance(widget.parent(), QAbstractItemView)
    is_inside = isinstance(widget.parent(), QTabBar | QComboBox | QLineEdit)  # Qt's own parts
    if of_ours and not is_inside:
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text):
            yield f"{type(widget).__name__} in {type(widget.parent()).__name__} has no name"


def _cut_off(widget: QWidget) -> Iterator[str]:
    """Labels and buttons have the room their words need, and lie inside their parents."""
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
        wanted = widget.sizeHint()
        if widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                yield f"text is cut: {widget.text()[:60]!r}"
        elif wanted.width() > widget.width() + 1 or wanted.height() > widget.height() + 1:
            yield f"text is cut: {widget.text()[:60]!r}"
    if isinstance(widget, QAbstractButton) and widget.sizeHint().width() > widget.width() + 1:
        yield f"button is too narrow: {widget.accessibleName() or widget.text()!r}"
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit):
        yield from _outside(widget)


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or isinstance(parent, QAbstractScrollArea | QScrollBar):
        return
    if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
        words = widget.accessibleName() or getattr(widget, "text", str)()
        yield f"{type(widget).__name__} {str(words)[:40]!r} sticks out of {type(parent).__name__}"


@pytest.mark.parametrize(
    ("make", "tour", "stops"),
    [(make_sample, tour_sample, 134), (make_longest, tour_longest, 56), (None, tour_first_run, 8)],
    ids=["sample", "longest", "first-run"],
)
def test_all_has_a_name_and_nothing_is_cut_off(
    make: Callable[[Path], None] | None,
    tour: Callable[[Path, Camera], None],
    stops: int,
    tmp_path: Path,
) -> None:
    practice = tmp_path / "practice"
    if make is not None:
        make(practice)
    inspector = Inspector(tmp_path / "seen", "1x")
    tour(practice, inspector)
    assert sorted(set(inspector.faults)) == []
    assert len(inspector.stops) == stops
