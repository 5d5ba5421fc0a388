"""Whether the client accepted the version that holds, and the form to record it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.billing_policy import PolicyVersion
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.practice import Practice
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.billing.policies import accept_policy
from lawdesk.store import practice as practices
from lawdesk.store.billing import policies
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import set_style_property, text_label


class AcceptanceLine(QWidget):
    """One sentence with a link; the form opens below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id: ClientId | None = None
        self._version: PolicyVersion | None = None
        self.words = text_label("", "body", wrap=True)
        self.record_button = Button(_("Record acceptance"), kind="link")
        self.record_button.clicked.connect(lambda _checked=False: self.open())
        self.form = Form(columns=2)
        self.form.add_date("accepted_on", _("Accepted on"))
        how = self.form.add_line(
            "how", _("How"), placeholder=_("signed letter, mail, on the phone")
        )
        how.control().returnPressed.connect(self._on_keep_clicked)
        self.keep_button = Button(_("Record it"), icon="check")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        self._fields = QWidget()
        below = QVBoxLayout(self._fields)
        below.setContentsMargins(0, 4, 0, 4)
        below.addWidget(self.form)
        below.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.words, 1)
        line.addWidget(self.record_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._fields)
        self._fields.hide()

    def show_version(
        self, client_id: ClientId | None, version: PolicyVersion, practice: Practice
    ) -> None:
        """Says whether this client accepted this version."""
        is_other = (client_id, version.id) != (
            self._client_id,
            self._version.id if self._version else None,
        )
        self._client_id, self._version = client_id, version
        if is_other:
            self._fields.hide()
        if client_id is None:
            self.hide()
            return
        self.show()
        accepted = policies.find_acceptance(self._desk.read, version.id, client_id)
        self.words.setText(_("The client has not accepted this version yet."))
        if accepted is not None:
            day = format_date(accepted.accepted_on, practice.locale)
            words = _("The client accepted this version on {date}: {how}.")
            self.words.setText(words.format(date=day, how=accepted.how))
        set_style_property(self.words, "tone", "" if accepted else "attention")
        self.record_button.setVisible(accepted is None)

    def open(self) -> None:
        """Opens the form with today's date."""
        locale = practices.get(self._desk.read).locale
        today = format_date(self._desk.clock.now().day, locale, "short")
        self.form.clear_errors()
        self.form.show_values({"accepted_on": today, "how": ""})
        self._fields.show()
        self.form.focus("how")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape and self._fields.isVisible():
            self._fields.hide()
            self.record_button.setFocus()
        else:
            super().keyPressEvent(event)

    def _on_keep_clicked(self) -> None:
        version, client_id, now = self._version, self._client_id, self._desk.clock.now()
        if version is None or client_id is None:
            return
        self.form.clear_errors()
        values, locale = self.form.values(), practices.get(self._desk.read).locale
        try:
            day = parse_date(str(values["accepted_on"]), now.day, locale)
            self._desk.transact(
                accept_policy,
                version.id,
                client_id,
                accepted_on=day,
                how=str(values["how"]),
                now=now,
            )
        except FieldError as error:
            name = error.field if self.form.has_field(error.field) else "accepted_on"
            self.form.show_error(name, str(error))
            self.form.focus(name)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self._fields.hide()
