"""The invoices of one matter or one client, as a part of their pages."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import DraftSummary
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceKind, InvoiceSummary
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.store import drafts, invoices, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.invoice_rows import (
    Listed,
    ListedKey,
    entries_words,
    key_of,
    state_of,
    summary_words,
)
from lawdesk.ui.pages.invoice_status import kind_words, standing_badge
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One draft or invoice with its figures as the practice writes them."""

    key: ListedKey
    issued: str
    number: str
    detail: str
    amount: str
    open: str
    state: tuple[str, str] | None


class InvoicesPart(Page):
    """A table; Enter or a double click opens the invoice or the draft."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"issued_invoices", "invoice_pdfs", "invoice_deliveries", "drafts", "draft_lines"}
        | {"time_entries", "practice", "account_entries", "disputes"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._matter_id: MatterId | None = None
        self._client_id: ClientId | None = None
        self.table = RowTable(_("Invoices"), _columns())
        self.table.set_empty(_("No invoices yet."))
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(lambda key, _link: self._on_opened(key))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_matter(self, matter_id: int) -> None:
        """Shows the invoices of a matter."""
        self._matter_id, self._client_id = MatterId(matter_id), None
        self._reload()

    def show_client(self, client_id: int) -> None:
        """Shows the invoices of a client, in all matters."""
        self._matter_id, self._client_id = None, ClientId(client_id)
        self._reload()

    def refresh(self) -> None:
        """Reads the rows again."""
        read, practice = self.desk.read, practices.get(self.desk.read)
        if self._matter_id is None and self._client_id is None:
            self.table.set_rows([], key=lambda row: row.key)
            return
        shown_drafts = self._drafts()
        issued = invoices.list_summaries(
            read, client_id=self._client_id, matter_id=self._matter_id, limit=_LIMIT
        )
        rows: list[Listed] = [*shown_drafts, *issued]
        with_matter = self._matter_id is None
        today = self.desk.clock.now().day
        shown = [_row(row, practice, today, with_matter=with_matter) for row in rows]
        self.table.set_rows(shown, key=lambda row: row.key)
        sums = invoices.list_sums(read, client_id=self._client_id, matter_id=self._matter_id)
        words = summary_words(shown_drafts, sums, practice)
        self.table.set_summary(words if rows else "")

    def _drafts(self) -> list[DraftSummary]:
        found = drafts.list_summaries(self.desk.read)
        if self._matter_id is not None:
            return [draft for draft in found if draft.matter_id == self._matter_id]
        return [draft for draft in found if self._client_of(draft) == self._client_id]

    def _client_of(self, draft: DraftSummary) -> ClientId:
        return matters.get(self.desk.read, draft.matter_id).client_id

    def _on_opened(self, key: object) -> None:
        chosen = cast(ListedKey | None, key)
        if chosen is not None:
            self.open_asked.emit(chosen.kind, chosen.id)


def _columns() -> list[Column]:
    return [
        Column("issued", _("Issued"), lambda row: row.issued, 104, tone=lambda _row: "quiet"),
        Column(
            "number",
            _("Invoice"),
            lambda row: row.number,
            bold=lambda _row: True,
            badge=lambda row: row.state,
            detail=lambda row: row.detail,
        ),
        Column("amount", _("Amount"), lambda row: row.amount, 96, right=True),
        Column("left", _("Still open"), lambda row: row.open, 96, right=True, optional=True),
        Column(
            "open", "", lambda _row: "", 60, right=True, links=lambda _row: [("open", _("Open"))]
        ),
    ]


def _row(row: Listed, practice: Practice, today: date, *, with_matter: bool) -> InvoiceRow:
    matter = [row.matter_title] if with_matter else []
    if isinstance(row, InvoiceSummary):
        return _issued_row(row, practice, today, matter)
    amount = format_money(row.amount_cents, practice.currency, practice.locale)
    detail = " · ".join([*matter, entries_words(row.lines)])
    state = state_of(row, practice)
    return InvoiceRow(key_of(row), "", _("no number"), detail, amount, "", state)


def _issued_row(
    row: InvoiceSummary, practice: Practice, today: date, matter: list[str]
) -> InvoiceRow:
    locale, is_claim = practice.locale, row.kind is not InvoiceKind.CREDIT_NOTE
    due = _("due {date}").format(date=format_date(row.due_on, locale))
    corrects = _("corrects {number}").format(number=row.corrects_number)
    kind = [] if row.kind is InvoiceKind.INVOICE else [kind_words(row.kind)]
    is_foreign = row.currency != practice.currency
    return InvoiceRow(
        key_of(row),
        format_date(row.issued_on, locale),
        row.number,
        " · ".join([*kind, *matter, due if is_claim else corrects]),
        format_money(row.total_cents, row.currency, locale, with_currency=is_foreign),
        format_money(row.open_cents, row.currency, locale) if is_claim else "",
        standing_badge(row, practice, today),
    )
