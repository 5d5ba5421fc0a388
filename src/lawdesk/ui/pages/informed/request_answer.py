"""Ticking a request off: what the client said, and the papers that came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from lawdesk.domain.client_requests import ClientRequest, ClientRequestId
from lawdesk.domain.clock import day_of
from lawdesk.domain.documents import DocumentId, DocumentKind
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.typed_values import parse_date
from lawdesk.operations.client_requests import answer_request, reopen
from lawdesk.store import client_requests, documents
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.open_form import OpenForm
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.row_table import RowTable

_MOST_ROWS = 5
_MOST_PAPERS = 100


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that may be what was asked for."""

    id: DocumentId
    title: str
    day: str
    is_ticked: bool


class RequestAnswer(OpenForm):
    """Day, words and papers; the papers offered are those of the matter, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, keep=_("Tick off"))
        self._request: ClientRequest | None = None
        self._ticked: set[int] = set()
        self._title = text_label("", "strong", wrap=True)
        self.form.add_date("closed_on", _("Came on"))
        self.form.add_text("answer", _("What the client said"), lines=3)
        self._papers_head = text_label(_("Papers that came"), "caption")
        self.papers = RowTable(
            _("Papers of the matter"), _columns(), fit_rows=_MOST_ROWS, header=False
        )
        self.papers.edited.connect(self._on_ticked)
        self._lay_out([self._title, self.form, self._papers_head, self.papers], spacing=8)

    def open_request(self, request_id: ClientRequestId) -> None:
        """Opens the form for a request that is open."""
        self._request = client_requests.get(self._desk.read, request_id)
        self._ticked.clear()
        locale = practices.get(self._desk.read).locale
        today = format_date(self._desk.clock.now().day, locale, "short")
        self.form.show_values({"closed_on": today, "answer": self._request.answer})
        self._title.setText(self._request.title)
        self._show_papers()
        self._open(_("Tick off"), "answer")

    def close_form(self) -> None:
        """Gives up what stands in the form."""
        self._request = None
        super().close_form()

    def typed(self) -> dict[str, str]:
        """The fields, the ticks and whose they are; nothing while the form is closed."""
        if self.isHidden() or self._request is None:
            return {}
        ticked = json.dumps(sorted(self._ticked))
        return {**self.form.typed(), "request": str(self._request.id), "ticked": ticked}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts fields and ticks back into the form, which is open again."""
        super().show_typed(typed)
        self._ticked = set(json.loads(typed["ticked"]))
        self._show_papers()

    def _show_papers(self) -> None:
        if self._request is None:
            return
        zone, locale = self._desk.clock.now().zone, practices.get(self._desk.read).locale
        found = documents.list_of_matter(self._desk.read, self._request.matter_id)
        rows = [
            PaperRow(
                paper.id,
                paper.title,
                format_date(day_of(paper.added_at, zone), locale),
                paper.id in self._ticked,
            )
            for paper in sorted(found, key=lambda paper: -paper.added_at)
            if paper.kind is not DocumentKind.INVOICE
        ][:_MOST_PAPERS]
        self._papers_head.setVisible(bool(rows))
        self.papers.setVisible(bool(rows))
        self.papers.set_rows(rows, lambda row: row.id)

    def _on_ticked(self, key: object, _column: str, text: str) -> None:
        if isinstance(key, int):
            self._ticked = self._ticked | {key} if text else self._ticked - {key}
            self._show_papers()

    def _place_of(self, field: str) -> str:
        return "answer" if field == "answer" else "closed_on"

    def _after_keeping(self, kept: int) -> None:
        desk, request = self._desk, self._request
        self.close_form()
        if request is not None:
            desk.say(
                _("“{title}” is ticked off.").format(title=request.title),
                (_("Undo"), lambda: desk.do(reopen, request.id)),
            )

    def _keep(self) -> ClientRequestId | None:
        if self._request is None:
            return None
        values, now = self.form.values(), self._desk.clock.now()
        locale = practices.get(self._desk.read).locale
        return self._desk.transact(
            answer_request,
            self._request.id,
            answer=str(values["answer"]),
            document_ids=[DocumentId(each) for each in sorted(self._ticked)],
            closed_on=parse_date(str(values["closed_on"]), now.day, locale),
            now=now,
        )


def _columns() -> list[Column]:
    return [
        Column(
            "ticked",
            _("Came"),
            lambda row: "1" if row.is_ticked else "",
            width=44,
            editor=Editor.CHECK,
        ),
        Column("title", _("Paper"), lambda row: isolated(row.title)),
        Column("day", _("Added"), lambda row: row.day, width=110, tone=lambda _row: "quiet"),
    ]
