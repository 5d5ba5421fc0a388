"""The form in which the client is asked for papers or an answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.client_requests import ask, change_request
from lawdesk.store import client_requests
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.informed.contact_words import wants_words
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule

_EMPTY = {"wants": RequestWants.PAPERS.value, "title": "", "detail": "", "due_on": ""}


class RequestForm(QWidget):
    """Stays open for the next request until it is closed."""

    closed = Signal()
    withdraw_asked = Signal(object)  # the id of the request that is worded anew

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._matter_id: MatterId | None = None
        self._changed: ClientRequestId | None = None
        self.form = Form(columns=2)
        kinds = wants_words().items()
        self.form.add_choice("wants", _("What is wanted"), [(k.value, w) for k, w in kinds])
        self.form.add_date("due_on", _("Due"), hint=_("Empty for no day"))
        title = self.form.add_line("title", _("What the client is asked for"), wide=True)
        self.form.add_text("detail", _("In more words, if needed"), lines=2)
        title.control().returnPressed.connect(self._on_keep_clicked)
        self.keep_button = Button("", icon="check", hint=_("Enter"))
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self.close_form())
        self.withdraw_button = Button(_("Withdraw the request"), icon="undo", kind="link")
        self.withdraw_button.clicked.connect(lambda _checked=False: self._on_withdraw_clicked())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.keep_button)
        line.addWidget(leave)
        line.addWidget(self.withdraw_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(12)
        layout.addWidget(self.form)
        layout.addLayout(line)
        layout.addWidget(rule())
        self.hide()

    def open_new(self, matter_id: MatterId) -> None:
        """Opens the form for a new request."""
        self._matter_id, self._changed = matter_id, None
        self.form.show_values(_EMPTY)
        self._open(_("Ask for it"))

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
        self._open(_("Keep changes"))

    def close_form(self) -> None:
        """Gives up what stands in the form."""
        self.hide()
        self.closed.emit()

    def typed(self) -> dict[str, str]:
        """The fields, and which request is worded anew; nothing while the form is closed."""
        if self.isHidden():
            return {}
        return {**self.form.typed(), "changed": str(self._changed or "")}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts the fields back into the form, which is open again."""
        self.form.show_typed(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _open(self, words: str) -> None:
        self.keep_button.set_words(words)
        self.withdraw_button.setVisible(self._changed is not None)
        self.form.clear_errors()
        self.show()
        self.form.focus("title")

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        try:
            self._keep()
        except FieldError as error:
            name = "due_on" if error.field == "date" else error.field
            place = name if self.form.has_field(name) else "title"
            self.form.show_error(place, str(error))
            self.form.focus(place)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self._after_keeping()

    def _on_withdraw_clicked(self) -> None:
        request_id = self._changed
        self.close_form()
        self.withdraw_asked.emit(request_id)

    def _after_keeping(self) -> None:
        if self._changed is None and self._matter_id is not None:
            self.open_new(self._matter_id)
        else:
            self.close_form()

    def _keep(self) -> None:
        values, now = self.form.values(), self._desk.clock.now()
        locale, typed = practices.get(self._desk.read).locale, str(values["due_on"]).strip()
        due_on = parse_date(typed, now.day, locale) if typed else None
        wants, title = RequestWants(str(values["wants"])), str(values["title"])
        detail = str(values["detail"])
        if self._changed is not None:
            self._desk.transact(
                change_request,
                self._changed,
                wants=wants,
                title=title,
                detail=detail,
                due_on=due_on,
            )
        elif self._matter_id is not None:
            self._desk.transact(
                ask,
                self._matter_id,
                wants=wants,
                title=title,
                detail=detail,
                due_on=due_on,
                now=now,
            )
