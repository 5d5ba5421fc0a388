"""The choice of days a report is about: a span by name, or two days of one's own."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.locale_format import format_date
from lawdesk.domain.reports.periods import Period, PeriodChoice, own_period, period_of
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError
from lawdesk.translation import _
from lawdesk.ui.widgets.choice_box import Choice, ChoiceBox
from lawdesk.ui.widgets.fields import DateField
from lawdesk.ui.widgets.labels import text_label

_DATE_WIDTH = 150


class PeriodBar(QWidget):
    """`changed` comes when other days are meant; `period()` gives them."""

    changed = Signal()

    def __init__(self, today: date, locale: str) -> None:
        super().__init__()
        self._today, self._locale = today, locale
        self._own: tuple[date, date] = (today.replace(month=1, day=1), today)
        self.box = ChoiceBox(_("Period"), _choices())
        self.first = DateField(_("First day"), words=_("Choose the first day"))
        self.last = DateField(_("Last day"), words=_("Choose the last day"))
        self._dash = text_label("–", "quiet")
        self._error = text_label("", "error", wrap=True)
        self._error.hide()
        self.box.chosen.connect(lambda _key: self._on_chosen())
        for field in (self.first, self.last):
            field.setFixedWidth(_DATE_WIDTH)
            field.committed.connect(lambda _value: self._on_typed())
        self._lay_out()
        self._show_own()

    def choice(self) -> PeriodChoice:
        """What is chosen in the box."""
        return PeriodChoice(str(self.box.key()))

    def show_choice(self, choice: PeriodChoice) -> None:
        """Choose without telling."""
        self.box.show_key(choice)
        self._show_own()

    def show_today(self, today: date, locale: str) -> None:
        """The day and the locale that choices and typed days go by."""
        self._today, self._locale = today, locale

    def period(self, oldest: date | None) -> Period:
        """The days meant; `oldest` is the first day anything is known of."""
        if self.choice() is PeriodChoice.OWN:
            return own_period(*self._own, oldest)
        return period_of(self.choice(), self._today, oldest)

    def error(self) -> str:
        """What was wrong with the days typed last; empty when nothing was."""
        return self._error.text()

    def _on_chosen(self) -> None:
        self._show_own()
        self.changed.emit()
        if self.choice() is PeriodChoice.OWN:
            self.first.control().setFocus()

    def _show_own(self) -> None:
        is_own = self.choice() is PeriodChoice.OWN
        for part in (self.first, self._dash, self.last):
            part.setVisible(is_own)
        self._show_error(None)
        for field, day in zip((self.first, self.last), self._own, strict=True):
            field.show_value(format_date(day, self._locale, "short") if is_own else "")

    def _on_typed(self) -> None:
        """Both days are read again; where one is refused, the report stays as it was."""
        try:
            first = self._read(self.first, "first")
            last = self._read(self.last, "last")
            own_period(first, last)
        except FieldError as error:
            self._show_error(error)
            return
        self._own = (first, last)
        self._show_own()
        self.changed.emit()

    def _read(self, field: DateField, name: str) -> date:
        try:
            return parse_date(field.value(), self._today, self._locale)
        except FieldError as error:
            raise FieldError(name, str(error)) from error

    def _show_error(self, error: FieldError | None) -> None:
        self._error.setText(str(error) if error else "")
        self._error.setVisible(error is not None)
        self.first.mark_bad(bad=error is not None and error.field == "first")
        self.last.mark_bad(bad=error is not None and error.field == "last")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (self.box, self.first, self._dash, self.last):
            line.addWidget(part)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._error)


def _choices() -> list[Choice]:
    return [
        (PeriodChoice.THIS_MONTH, _("This month")),
        (PeriodChoice.LAST_MONTH, _("Last month")),
        (PeriodChoice.THIS_QUARTER, _("This quarter")),
        (PeriodChoice.LAST_QUARTER, _("Last quarter")),
        (PeriodChoice.THIS_YEAR, _("This year")),
        (PeriodChoice.LAST_YEAR, _("Last year")),
        (PeriodChoice.ALL, _("All until today")),
        (PeriodChoice.OWN, _("Own dates")),
    ]
