"""The parked clocks in the timer bar: as many as fit, the rest behind a menu."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lawdesk.translation import _
from lawdesk.ui import fonts
from lawdesk.ui.widgets.buttons import Button

_GAP = 12
_MORE_WIDTH = 48
_LEAST_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Parked:
    """A clock that waits: its id, its time so far ("0:12") and the matter's name."""

    id: object
    elapsed: str
    matter: str


class ParkedChips(QWidget):
    """Chips from the right; `switch_asked(id)` when one is clicked."""

    switch_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Parked clocks"))
        self._parked: tuple[Parked, ...] = ()
        self._chips: list[Button] = []
        self._fitting = 0
        self._more = Button("", kind="pill", parent=self)
        self._more.clicked.connect(lambda _checked=False: self._on_more_clicked())
        self._more.hide()

    def show_parked(self, parked: tuple[Parked, ...]) -> None:
        """Replaces the chips, newest first."""
        if parked == self._parked:
            return
        for old in self._chips:
            old.hide()
            old.deleteLater()
        self._parked = parked
        self._chips = [self._chip(entry) for entry in parked]
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        wide = sum(chip.sizeHint().width() + _GAP for chip in self._chips) - _GAP
        return QSize(max(0, wide), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """However narrow the bar: the button that leads to every parked clock stays in it."""
        least = _LEAST_WIDTH if self._parked else 0
        return QSize(round(least * fonts.text_scale()), round(26 * fonts.text_scale()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _chip(self, entry: Parked) -> Button:
        words = entry.matter if len(entry.matter) <= 24 else entry.matter[:23].rstrip() + "…"
        chip = Button(f"{entry.elapsed} {words}", icon="pause", kind="pill", parent=self)
        chip.setToolTip(_("Switch to this clock"))
        chip.setAccessibleName(_("Switch to {matter}").format(matter=entry.matter))
        chip.clicked.connect(lambda _checked=False: self.switch_asked.emit(entry.id))
        return chip

    def _place(self) -> None:
        fitting = self._fitting = self._count_fitting()
        hidden = len(self._chips) - fitting
        left = self.width()
        if hidden:
            words = f"+{hidden}" if fitting else _("{count} parked").format(count=hidden)
            self._more.set_words(words)
            self._more.setAccessibleName(_("{count} more parked clocks").format(count=hidden))
            self._more.setToolTip(_("Show the other parked clocks"))
            left = self._put(self._more, left)
        for chip in reversed(self._chips[:fitting]):
            left = self._put(chip, left)
        for chip in self._chips[fitting:]:
            chip.hide()
        self._more.setVisible(hidden > 0)

    def _put(self, button: Button, right: int) -> int:
        """Places one button left of `right`; gives the next right edge."""
        hint = button.sizeHint()
        button.setGeometry(right - hint.width(), 0, hint.width(), hint.height())
        button.show()
        return right - hint.width() - _GAP

    def _count_fitting(self) -> int:
        widths = [chip.sizeHint().width() + _GAP for chip in self._chips]
        for count in range(len(widths), 0, -1):
            more = _MORE_WIDTH if count < len(widths) else 0
            if sum(widths[:count]) - _GAP + more <= self.width():
                return count
        return 0

    def _on_more_clicked(self) -> None:
        """Opened without waiting for it: a lock may take the window away meanwhile."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self._parked[self._fitting :]:
            act = menu.addAction(f"{entry.elapsed}  {entry.matter}".replace("&", "&&"))
            act.triggered.connect(
                lambda _checked=False, picked=entry.id: self.switch_asked.emit(picked)
            )
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])
