"""The frame of the program: side bar, timer bar, one page, message strip.

It knows pages by name only and no business; `app` puts the pages in and connects them.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lawdesk.translation import _
from lawdesk.ui.actions import ActionRegistry
from lawdesk.ui.message_strip import MessageStrip
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel
from lawdesk.ui.widgets.nav_bar import NavBar
from lawdesk.ui.widgets.reading_order import set_reading_order
from lawdesk.ui.widgets.timer_bar import TimerBarView

_PAGE_MARGIN = 24
_NUMBERED = 9


class MainWindow(QMainWindow):
    """The one window of an unlocked practice."""

    page_shown = Signal(str)
    lock_asked = Signal()
    close_asked = Signal()

    def __init__(self, timer_bar: TimerBarView | None = None) -> None:
        super().__init__()
        self.setMinimumSize(1024, 700)
        self.resize(1280, 800)
        self.actions_registry = ActionRegistry(self)
        self.nav = NavBar()
        self.timer_bar = timer_bar or TimerBarView()
        self.messages = MessageStrip()
        self._stack = QStackedWidget()
        self._banner = _Banner()
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self._titles: dict[str, str] = {}
        self._current = ""
        self._practice = ""
        self._running = ""
        self._numbered = 0
        self.setCentralWidget(self._make_frame())
        self.nav.page_chosen.connect(self.show_page)
        self.nav.lock_clicked.connect(self.lock_asked)
        self.actions_registry.add(
            "lock", _("Lock"), self.lock_asked.emit, shortcut="Ctrl+L", group=_("Program")
        )
        self._show_window_title()

    def add_page(
        self,
        name: str,
        title: str,
        icon: str,
        factory: Callable[[], QWidget],
        *,
        in_nav: bool = True,
        at_foot: bool = False,
    ) -> None:
        """Adds a page, made by `factory` when it is first shown.

        The first nine in the side bar get Ctrl+1 to Ctrl+9; one without place in the side bar is
        reached by `show_page` only.
        """
        self._factories[name] = factory
        self._titles[name] = title
        if not in_nav:
            return
        item = self.nav.add(name, icon, title, at_foot=at_foot)
        keys = "Ctrl+," if at_foot else self._next_number()
        self.actions_registry.add(
            f"page.{name}",
            _("Go to {page}").format(page=title),
            lambda: self.show_page(name),
            shortcut=keys,
            group=_("Pages"),
        )
        item.setToolTip(keys)

    def show_page(self, name: str, marked: str = "") -> QWidget:
        """Shows that page and gives it; `marked` is the side bar's entry when it is another one.

        Raises KeyError when there is no page of that name.
        """
        page = self.page(name)
        typed_at = page.focusWidget()  # asked before: the stack itself picks the first button
        self._current = name
        self._stack.setCurrentWidget(page)
        self.nav.mark(marked or name)
        set_reading_order(self)
        _focus_into(page, typed_at)
        self._show_window_title()
        self.page_shown.emit(name)
        return page

    def page(self, name: str) -> QWidget:
        """The page of that name, made now if it was not yet. Raises KeyError."""
        if name not in self._pages:
            page = self._factories[name]()
            page.setContentsMargins(_PAGE_MARGIN, _PAGE_MARGIN, _PAGE_MARGIN, _PAGE_MARGIN)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def made_pages(self) -> dict[str, QWidget]:
        """The pages that exist by now."""
        return dict(self._pages)

    def current_page(self) -> str:
        """The name of the page shown, empty before the first."""
        return self._current

    def page_title(self, name: str) -> str:
        """What that page is called in the side bar. Raises KeyError."""
        return self._titles[name]

    def show_practice(self, name: str) -> None:
        """The practice's name, for the window's title."""
        self._practice = name
        self._show_window_title()

    def show_running_title(self, clock: str) -> None:
        """The running time for the window's title ("0:47"), empty when no clock runs."""
        if clock != self._running:
            self._running = clock
            self._show_window_title()

    def show_banner(
        self, text: str, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """A line above the pages, such as "This is a sample practice."; no text, no line."""
        self._banner.show_text(text, words, on_click)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_asked.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for child in self.findChildren(QWidget):
                child.update()

    def _make_frame(self) -> QWidget:
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.timer_bar, self._banner):
            right.addWidget(part)
        right.addWidget(self._stack, 1)
        right.addWidget(self.messages)
        frame = QWidget()
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.nav)
        layout.addLayout(right, 1)
        return frame

    def _next_number(self) -> str:
        self._numbered += 1
        return f"Ctrl+{self._numbered}" if self._numbered <= _NUMBERED else ""

    def _show_window_title(self) -> None:
        parts = [self._running, self._titles.get(self._current, ""), self._practice, "LawDesk"]
        self.setWindowTitle(" · ".join(part for part in parts if part))


def _focus_into(page: QWidget, before: QWidget | None) -> None:
    """Puts the keyboard into the page: where it was, else its first list or control."""
    if before is not None and before.isVisibleTo(page):
        before.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        return
    lists: list[QWidget] = list(page.findChildren(QAbstractItemView))
    for widget in [*lists, *page.findChildren(QWidget)]:
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_keys and widget.isEnabled() and widget.isVisibleTo(page):
            widget.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
            return


class _Banner(QWidget):
    """One line in the colour of attention with at most one button."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = ElidedLabel()
        self._button = Button("", kind="link")
        self._run: Callable[[], object] | None = None
        self._button.clicked.connect(lambda _checked=False: self._run() if self._run else None)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_PAGE_MARGIN, 4, _PAGE_MARGIN, 4)
        layout.addWidget(self._text)
        layout.addStretch(1)
        layout.addWidget(self._button)
        self.hide()

    def show_text(self, text: str, words: str, on_click: Callable[[], object] | None) -> None:
        self._text.setText(text)
        self._button.set_words(words)
        self._button.setVisible(bool(words))
        self._run = on_click
        self.setVisible(bool(text))
