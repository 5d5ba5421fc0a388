"""The form in which the client is asked for papers or an answer."""

from __future__ import annotations

from PySide6.QtCore import Signal

from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.typed_values import parse_date
from lawdesk.operations.client_requests import ask, change_request
from lawdesk.store import client_requests
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.informed.contact_words import wants_words
from lawdesk.ui.pages.open_form import OpenForm
from lawdesk.ui.widgets.buttons import Button

_EMPTY = {"wants": RequestWants.PAPERS.value, "title": "", "detail": "", "due_on": ""}


class RequestForm(OpenForm):
    """Stays open for the next request until it is closed."""

    withdraw_asked = Signal(object)  # the id of the request that is worded anew

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, hint=_("Enter"))
        self._matter_id: MatterId | None = None
        self._changed: ClientRequestId | None = None
        kinds = wants_words().items()
        self.form.add_choice("wants", _("What is wanted"), [(k.value, w) for k, w in kinds])
        self.form.add_date("due_on", _("Due"), hint=_("Empty for no day"))
        title = self.form.add_line("title", _("What the client is asked for"), wide=True)
        self.form.add_text("detail", _("In more words, if needed"), lines=2)
        title.control().returnPressed.connect(self._on_keep_clicked)
        self.withdraw_button = Button(_("Withdraw the request"), icon="undo", kind="link")
        self.withdraw_button.clicked.connect(lambda _checked=False: self._on_withdraw_clicked())
        self._lay_out([self.form], links=[self.withdraw_button])

    def open_new(self, matter_id: MatterId) -> None:
        """Opens the form for a new request."""
        self._matter_id, self._changed = matter_id, None
        self.form.show_values(_EMPTY)
        self._open(_("Ask for it"), "title")

    def open_change(self, request_id: ClientRequestId) -> None:
        """Opens the form with a request that is open."""
        request = client_requests.get(self._desk.read, request_id)
        locale = practices.get(self._desk.read).locale
        self._matter_id, self._changed = request.matter_id, request_id
        due = format_date(request.due_on, locale, "short") if request.due_on else ""
        self.form.show_values(
            {
                "wants": request.wants.value,
                "title": request.title,
                "detail": request.detail,
                "due_on": due,
            }
        )
        self._open(_("Keep changes"), "title")

    def _open(self, keep: str, focus: str) -> None:
        self.withdraw_button.setVisible(self._changed is not None)
        super()._open(keep, focus)

    def _place_of(self, field: str) -> str:
        name = "due_on" if field == "date" else field
        return name if self.form.has_field(name) else "title"

    def _on_withdraw_clicked(self) -> None:
        request_id = self._changed
        self.close_form()
        self.withdraw_asked.emit(request_id)

    def _after_keeping(self, kept: int) -> None:
        if self._changed is None and self._matter_id is not None:
            self.open_new(self._matter_id)
        else:
            self.close_form()

    def _keep(self) -> ClientRequestId | None:
        values, now = self.form.values(), self._desk.clock.now()
        locale, typed = practices.get(self._desk.read).locale, str(values["due_on"]).strip()
        due_on = parse_date(typed, now.day, locale) if typed else None
        wants, title = RequestWants(str(values["wants"])), str(values["title"])
        detail = str(values["detail"])
        if self._changed is not None:
            return self._desk.transact(
                change_request,
                self._changed,
                wants=wants,
                title=title,
                detail=detail,
                due_on=due_on,
            )
        if self._matter_id is None:
            return None
        return self._desk.transact(
            ask,
            self._matter_id,
            wants=wants,
            title=title,
            detail=detail,
            due_on=due_on,
            now=now,
        )
