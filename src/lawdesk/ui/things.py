"""How each kind of thing is opened: on which page, and in which part of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.store import documents
from lawdesk.store.receivables import disputes
from lawdesk.ui.desk import Desk
from lawdesk.ui.main_window import MainWindow


@dataclass(frozen=True)
class Place:
    """Where the lawyer is: the page, and the thing that was opened on it."""

    page: str = "today"
    item: int | None = None


_PAGES = {
    "matter": "matters",
    "client": "clients",
    "draft": "draft",
    "invoice": "invoices",
    "bundle": "bundle",
    "letter": "letter",
    "time": "time",
    "receivables": "receivables",
    "month_end": "month_end",
    "reply": "replies",
}
"""Where a thing fills its page, by its kind."""

_MARKED = {
    "draft": "invoices",
    "month_end": "invoices",
    "bundle": "matters",
    "letter": "matters",
}
"""What the navigation marks for pages that it does not name itself."""


def marked_page(page: str) -> str:
    """The line of the navigation that stands for a page."""
    return _MARKED.get(page, page)


class Things:
    """Opens things by the kind that pages name them by.

    `here` gives where the lawyer is, `show_place` goes to a page and the thing on it.
    """

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        here: Callable[[], Place],
        show_place: Callable[[Place], object],
    ) -> None:
        self._desk, self._window, self._here, self._show_place = desk, window, here, show_place
        self._openers: dict[str, Callable[[int], object]] = {
            "adjust": self._adjust,
            "document": self._open_document,
            "templates": self._open_templates,
            "updates": self._open_updates,
            "written bundle": self._open_written_bundle,
        }

    def open(self, kind: str, item_id: int) -> None:
        """Show one thing. Raises KeyError for a kind that nobody knows."""
        opener = self._openers.get(kind)
        if opener is None:
            self._show_place(Place(_PAGES[kind], item_id))
        else:
            opener(item_id)

    def _open_document(self, document_id: int) -> None:
        """A document where it lies: with its matter, or with its client."""
        from lawdesk.ui.pages.documents_part import DocumentsPart

        paper = documents.get(self._desk.read, DocumentId(document_id))
        part = self._part_of(paper.client_id, paper.matter_id, "documents")
        if isinstance(part, DocumentsPart):
            part.show_document(document_id)

    def _open_written_bundle(self, bundle_id: int) -> None:
        """A bundle in the log of the client or the matter that is open here, if it is theirs."""
        from lawdesk.store import bundles
        from lawdesk.ui.pages.bundles.bundle_log import BundleLog

        client_id = bundles.get(self._desk.read, bundle_id).client_id
        about, here = bundles.list_matters(self._desk.read, bundle_id), self._here()
        open_here = [each for each in about if here == Place("matters", each)]
        matter_id = next(iter([*open_here, *about]), None)
        part = self._part_of(client_id, None if here.page == "clients" else matter_id, "bundles")
        if isinstance(part, BundleLog):
            part.show_bundle(bundle_id)

    def _open_updates(self, matter_id: int) -> None:
        """What the client of a matter was told and asked."""
        from lawdesk.ui.pages.matters_page import MattersPage

        self._show_place(Place("matters", matter_id))
        page = self._window.page("matters")
        if isinstance(page, MattersPage):
            page.show_updates(matter_id)

    def _open_templates(self, item_id: int) -> None:
        """The templates of letters, among the settings."""
        from lawdesk.ui.pages.settings_page import SettingsPage

        self._show_place(Place("settings", item_id))
        page = self._window.page("settings")
        if isinstance(page, SettingsPage):
            page.show_part("templates")

    def _adjust(self, dispute_id: int) -> None:
        """The credit note that ends a dispute, over its invoice."""
        from lawdesk.ui.pages.invoices_page import InvoicesPage

        dispute = disputes.get(self._desk.read, DisputeId(dispute_id))
        self._show_place(Place("invoices", dispute.invoice_id))
        page = self._window.page("invoices")
        if isinstance(page, InvoicesPage):
            page.adjust(dispute)

    def _part_of(
        self, client_id: ClientId, matter_id: MatterId | None, part: str
    ) -> QWidget | None:
        """The part of that name with a matter, or without one with its client."""
        from lawdesk.ui.pages.clients_page import ClientsPage
        from lawdesk.ui.pages.matters_page import MattersPage

        place = Place("clients", client_id) if matter_id is None else Place("matters", matter_id)
        self._show_place(place)
        page = self._window.page(place.page)
        if isinstance(page, MattersPage | ClientsPage):
            return page.detail.tabs.show_part(part)
        return None
