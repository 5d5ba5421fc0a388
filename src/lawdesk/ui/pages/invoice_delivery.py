"""The line in which the lawyer notes how something reached the client."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.invoices import Channel
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError
from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.fields import DateField
from lawdesk.ui.widgets.labels import text_label


def channel_words() -> dict[Channel, str]:
    """The ways to reach a client, as the lawyer says them."""
    return {
        Channel.MAIL: _("mail"),
        Channel.POST: _("post"),
        Channel.BUNDLE: _("bundle"),
        Channel.IN_PERSON: _("hand"),
        Channel.OTHER: _("another way"),
    }


class DeliveryLine(QWidget):
    """ "Sent on … by …" with one button. `noted(day, channel)` when the lawyer presses it."""

    noted = Signal(object, object)  # a date, a Channel

    def __init__(self, lead: str, words: str, channels: tuple[Channel, ...]) -> None:
        super().__init__()
        self._today = date.min
        self._locale = "en_GB"
        names = channel_words()
        self.day = DateField(lead, words=_("Choose from the calendar: {field}").format(field=lead))
        self.channel = ChoiceBox(_("By"), [(channel, names[channel]) for channel in channels])
        self.button = Button(words)
        self.button.clicked.connect(lambda _checked=False: self._on_clicked())
        self._error = text_label("", "error", wrap=True)
        self.day.setFixedWidth(136)
        self.day.touched.connect(lambda: self.show_error(""))
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (text_label(lead), self.day, text_label(_("by")), self.channel, self.button):
            line.addWidget(part)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._error)
        self.show_error("")

    def show_today(self, today: date, locale: str) -> None:
        """Proposes this day, in the practice's way of writing."""
        self._today, self._locale = today, locale
        self.day.show_value(format_date(today, locale, "short"))

    def show_error(self, text: str) -> None:
        """Why the day was refused; an empty text takes it away."""
        self.day.mark_bad(bad=bool(text))
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _on_clicked(self) -> None:
        try:
            day = parse_date(str(self.day.value()), self._today, self._locale)
        except FieldError as error:
            self.show_error(str(error))
        else:
            self.noted.emit(day, self.channel.key())
