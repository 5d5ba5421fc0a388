"""List pages over 100,000 entries: first paint, and a filter as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pyrage import x25519
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from bench.figures import Figure, median, milliseconds
from lawdesk.ui import fonts, theme
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.clients_page import ClientsPage
from lawdesk.ui.pages.invoices_page import InvoicesPage
from lawdesk.ui.pages.matters_page import MattersPage
from lawdesk.ui.pages.time_page import TimePage
from lawdesk.ui.widgets.search_box import SearchBox
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import PracticeRoom

_RUNS = 5
_BOUND_MS = 100
_TYPED = ("lease", "re", "seeded 03", "review inventory")


def list_figures(room: PracticeRoom, folder: Path) -> list[Figure]:
    """First paint of each list page, and the slowest of some filters, median of several runs."""
    app = QApplication.instance() or QApplication([])
    fonts.load_fonts()
    theme.apply_theme(app)  # type: ignore[arg-type]
    documents = SealedDocuments(folder / "docs", (str(x25519.Identity.generate()),))
    desk = Desk(room.database, documents, room.clock)
    figures = []
    for make in (TimePage, MattersPage, ClientsPage, InvoicesPage):
        _shown(make, desk).deleteLater()
        figures += _page_figures(make, desk)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # before the rows are gone
    desk.close()
    return figures


def _page_figures(make: Callable[[Desk], Page], desk: Desk) -> list[Figure]:
    name = getattr(make, "__name__", "page")
    first = median(milliseconds(lambda: _shown(make, desk).deleteLater(), _RUNS))
    page = _shown(make, desk)
    slowest = max(median(sorted(_filter(page, typed) for _ in range(_RUNS))) for typed in _TYPED)
    page.deleteLater()
    return [
        Figure(f"{name}, first paint, 100,000 entries", first, _BOUND_MS, "ms"),
        Figure(f"{name}, slowest filter, 100,000 entries", slowest, _BOUND_MS, "ms"),
    ]


def _shown(make: Callable[[Desk], Page], desk: Desk) -> Page:
    page = make(desk)
    page.resize(1048, 700)
    page.show()
    page.grab()
    return page


def _filter(page: Page, typed: str) -> float:
    """Milliseconds from a pause in typing to the painted list; the list starts unfiltered."""
    box = page.findChild(SearchBox)
    if box is None:
        raise AssertionError("a list page has a search box")
    box.searched.emit("")
    page.grab()

    def show() -> None:
        box.searched.emit(typed)
        page.grab()

    return milliseconds(show, 1)[0]
