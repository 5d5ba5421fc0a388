"""The line under a draft of an update: taking it to the client, and noting that it was given."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import Sensitivity
from lawdesk.domain.typed_values import parse_date
from lawdesk.domain.updates import GivenBy
from lawdesk.errors import FieldError
from lawdesk.translation import _
from lawdesk.ui.pages.informed.contact_words import given_by_words
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.fields import DateField
from lawdesk.ui.widgets.labels import set_style_property, text_label


class GivingLine(QWidget):
    """Links to take the words along, and "Given on … by …" with one button."""

    bundle_asked = Signal()
    mail_asked = Signal()
    text_asked = Signal()
    noted = Signal(object, object)  # a date, a GivenBy

    def __init__(self) -> None:
        super().__init__()
        self._today, self._locale = date.min, "en"
        self.bundle_button = Button(_("Make a bundle"), icon="bundle")
        self.mail_button = Button(_("Mail draft"), icon="mail", kind="link")
        self.text_button = Button(_("Copy text"), icon="copy", kind="link")
        lead = _("Given on")
        self.day = DateField(lead, words=_("Choose from the calendar: {field}").format(field=lead))
        self.day.setFixedWidth(136)
        self.day.touched.connect(lambda: self.show_error(""))
        self.channel = ChoiceBox(_("By"))
        self.note_button = Button(_("Note as given"), icon="check")
        self._advice = text_label("", "caption", wrap=True)
        self._error = text_label("", "error", wrap=True)
        self._lay_out()
        self._connect()
        self.show_error("")

    def show_draft(self, sensitivity: Sensitivity, gaps: list[str], *, is_empty: bool) -> None:
        """What is allowed for the matter, and what the text still lacks."""
        words = given_by_words()
        ways = [GivenBy.PHONE, GivenBy.IN_PERSON, GivenBy.POST, GivenBy.OTHER]
        if sensitivity.may_mail_plain:
            ways.insert(2, GivenBy.MAIL)
        self.channel.set_choices([(way, words[way]) for way in ways])
        self.mail_button.setVisible(sensitivity.may_mail_plain)
        self.text_button.setVisible(sensitivity.may_leave_plain)
        for button in (self.mail_button, self.text_button, self.note_button):
            button.setEnabled(not is_empty)
        advice, tone = _advice(sensitivity, gaps)
        set_style_property(self._advice, "tone", tone)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))

    def show_today(self, today: date, locale: str) -> None:
        """Proposes this day, in the practice's way of writing."""
        self._today, self._locale = today, locale
        self.day.show_value(format_date(today, locale, "short"))
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Why the day was refused; an empty text takes it away."""
        self.day.mark_bad(bad=bool(text))
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(12)
        for button in (self.bundle_button, self.mail_button, self.text_button):
            ways.addWidget(button)
        ways.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (text_label(_("Given on")), self.day, text_label(_("by")), self.channel):
            line.addWidget(part)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(text_label(_("To the client"), "section"))
        layout.addWidget(self._advice)
        layout.addLayout(ways)
        layout.addLayout(line)
        layout.addWidget(self._error)
        layout.addWidget(self.note_button)

    def _connect(self) -> None:
        self.bundle_button.clicked.connect(lambda _checked=False: self.bundle_asked.emit())
        self.mail_button.clicked.connect(lambda _checked=False: self.mail_asked.emit())
        self.text_button.clicked.connect(lambda _checked=False: self.text_asked.emit())
        self.note_button.clicked.connect(lambda _checked=False: self._on_note_clicked())

    def _on_note_clicked(self) -> None:
        try:
            day = parse_date(str(self.day.value()), self._today, self._locale)
        except FieldError as error:
            self.show_error(str(error))
        else:
            self.noted.emit(day, GivenBy(str(self.channel.key())))


def _advice(sensitivity: Sensitivity, gaps: list[str]) -> tuple[str, str]:
    """What to mind before it goes out, and its tone."""
    told = []
    if gaps:
        told.append(_("Still to be filled in: {gaps}.").format(gaps=", ".join(gaps)))
    if sensitivity is Sensitivity.SENSITIVE:
        told.append(_("This matter is sensitive: by mail only as a sealed bundle."))
    if sensitivity is Sensitivity.SECRET:
        told.append(_("This matter is secret: no mail, and no plain copy of the words."))
    return " ".join(told), "attention" if gaps else ""
