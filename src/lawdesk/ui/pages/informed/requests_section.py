"""The requests of a matter: asked, late, ticked off, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.client_requests import ClientRequest, ClientRequestId, RequestOutcome
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.operations.client_requests import reopen, withdraw
from lawdesk.store import client_requests
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.informed.contact_words import days_words, request_badge
from lawdesk.ui.pages.informed.request_answer import RequestAnswer
from lawdesk.ui.pages.informed.request_form import RequestForm
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_MOST_ROWS = 9


class RequestsSection(QWidget):
    """Enter words an open request anew, Del withdraws it, a link ticks it off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._matter_id: MatterId | None = None
        self._locale = practices.get(desk.read).locale
        self.head = SectionHead(_("Asked of the client"))
        self.ask_button = self.head.add_link(_("Ask for something"), self.begin_new)
        self.form = RequestForm(desk)
        self.answer = RequestAnswer(desk)
        self.table = RowTable(_("Requests"), self._columns(), fit_rows=_MOST_ROWS)
        self.table.set_empty(_("Nothing is asked of the client."))
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(self._on_link_clicked)
        self.table.delete_asked.connect(self._on_withdraw_asked)
        self.form.withdraw_asked.connect(self._on_withdraw_asked)
        for form in (self.form, self.answer):
            form.closed.connect(self.table.view.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.head, self.form, self.answer, self.table):
            layout.addWidget(widget)

    def show_matter(self, matter_id: MatterId) -> None:
        """Closes what was open for another matter."""
        self._matter_id = matter_id
        self.form.hide()
        self.answer.hide()

    def refresh(self) -> None:
        """Reads the requests again."""
        if self._matter_id is None:
            return
        read = self._desk.read
        self._locale = practices.get(read).locale
        rows = client_requests.list_of_matter(read, self._matter_id)
        self.table.set_rows(rows, lambda row: row.id)
        today = self._desk.clock.now().day
        open_ones = [row for row in rows if row.closed_on is None]
        late = sum(1 for row in open_ones if row.days_overdue(today))
        told = days_words(len(open_ones), _("1 is open"), _("{count} are open"))
        if late:
            told += ", " + days_words(late, _("1 of them late"), _("{count} of them late"))
        self.head.show_line(f"{told}." if open_ones else "")

    def begin_new(self) -> None:
        """Opens the form for a new request."""
        if self._matter_id is not None:
            self.answer.hide()
            self.form.open_new(self._matter_id)

    def typed(self) -> dict[str, str]:
        """What stands in the form that is open."""
        return self.form.typed() or self.answer.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens that form again."""
        if "request" in typed:
            self._begin_answer(ClientRequestId(int(typed["request"])))
            self.answer.show_typed(typed)
            return
        if typed["changed"]:
            self.form.open_change(ClientRequestId(int(typed["changed"])))
        else:
            self.begin_new()
        self.form.show_typed(typed)

    def _columns(self) -> list[Column]:
        return [
            Column(
                "title",
                _("What"),
                lambda row: isolated(row.title),
                detail=_detail,
                tone=lambda row: "ink" if row.closed_on is None else "quiet",
            ),
            Column(
                "due",
                _("Due"),
                self._due,
                width=104,
                optional=True,
                tone=lambda _row: "quiet",
            ),
            Column("state", _("State"), lambda _row: "", width=110, badge=self._badge),
            Column("acts", "", lambda _row: "", width=96, links=_links),
        ]

    def _due(self, row: ClientRequest) -> str:
        return format_date(row.due_on, self._locale) if row.due_on else ""

    def _badge(self, row: ClientRequest) -> tuple[str, str]:
        return request_badge(row, self._desk.clock.now().day, self._locale)

    def _begin_answer(self, request_id: ClientRequestId) -> None:
        self.form.hide()
        self.answer.open_request(request_id)

    def _on_opened(self, key: object) -> None:
        row = self.table.row(key)
        if row is not None and row.closed_on is None:
            self.answer.hide()
            self.form.open_change(row.id)

    def _on_link_clicked(self, key: object, link: str) -> None:
        row = self.table.row(key)
        if row is not None and link == "answer":
            self._begin_answer(row.id)
        elif row is not None:
            self._desk.do(reopen, row.id)

    def _on_withdraw_asked(self, key: object) -> None:
        row, desk = self.table.row(key), self._desk
        if row is not None and desk.do(withdraw, row.id, now=desk.clock.now()) is not None:
            desk.say(
                _("“{title}” is no longer asked for.").format(title=row.title),
                (_("Undo"), lambda: desk.do(reopen, row.id)),
            )


def _detail(row: ClientRequest) -> str:
    """What came, or more words about what is wanted."""
    words = row.answer if row.outcome is RequestOutcome.DONE else row.detail
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    return isolated(f" · {line}") if line else ""


def _links(row: ClientRequest) -> list[tuple[str, str]]:
    if row.closed_on is not None:
        return [("reopen", _("Open again"))]
    return [("answer", _("Tick off"))]
