"""What a draft as a whole says: period, grouping, tax, term, opening sentence."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.billing.drafts import Draft, DraftId
from lawdesk.domain.clients import Grouping
from lawdesk.domain.locale_format import format_date, format_percent
from lawdesk.domain.practice import Practice
from lawdesk.domain.tax import TaxCategory
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.drafts import (
    set_grouping,
    set_intro,
    set_payment_days,
    set_tax_category,
    set_work_from,
    set_work_until,
)
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_field import KeptField
from lawdesk.ui.widgets.fields import ChoiceField
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.inline_edit import InlineEdit


class DraftSettings(QObject):
    """The fields of a draft, each saved when it is left. The page puts them in their places."""

    refused = Signal(object)  # a LawDeskError that belongs to no field

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft: Draft | None = None
        self.period = Form(columns=3)
        self.period.add_date("work_from", _("Work from"), placeholder=_("the beginning"))
        self.period.add_date("work_until", _("Work up to"))
        self.period.add_choice("grouping", _("Group"), _groupings())
        self.terms = Form()
        self._tax = ChoiceField(_("Tax"), [])
        self.terms.add_field("tax_category", _("Tax"), self._tax)
        self.terms.add_line("payment_days", _("Days to pay"), unit=_("days"))
        self.intro = InlineEdit(_("Opening sentence"))
        self._kept_intro = KeptField(desk, self.intro, saves_itself=True)
        for form in (self.period, self.terms):
            form.committed.connect(
                lambda name, value, form=form: self._on_committed(form, name, value)
            )
        self.intro.committed.connect(self._on_intro_committed)

    def restore_intro(self, draft_id: DraftId) -> None:
        """A crash may have left words that were being typed: they become the opening sentence."""
        place = f"draft-intro.{draft_id}"
        words = self._kept_intro.begin(place)
        if words:
            self._desk.do(set_intro, draft_id, words)
            self._kept_intro.forget(place)

    def show_draft(self, draft: Draft, practice: Practice, default_intro: str) -> None:
        """Shows the stored values; what is being typed stays."""
        if self._draft is None or self._draft.id != draft.id:
            self.period.clear_errors()
            self.terms.clear_errors()
        self._draft = draft
        first = _shown(draft.work_from, practice) if draft.work_from else ""
        self.period.show_values(
            {
                "work_from": first,
                "work_until": _shown(draft.work_until, practice),
                "grouping": draft.grouping,
            }
        )
        categories = practice.regime.categories
        self._tax.set_choices([(tax.code, _tax_words(tax, practice)) for tax in categories])
        self.terms.set_visible("tax_category", visible=len(categories) > 1)
        self.terms.show_values(
            {"tax_category": draft.tax_category, "payment_days": draft.payment_days}
        )
        self.intro.setPlaceholderText(default_intro)
        self.intro.show_value(draft.intro)

    def _on_committed(self, form: Form, name: str, value: object) -> None:
        if self._draft is None:
            return
        try:
            self._operations()[name](value)
        except FieldError as error:
            form.show_error(name, str(error))
        except LawDeskError as error:
            self.refused.emit(error)
        else:
            form.show_saved(name)

    def _operations(self) -> dict[str, Callable[[object], object]]:
        """What each field changes, by its name."""
        draft = self._draft
        if draft is None:
            return {}
        transact = self._desk.transact
        return {
            "work_from": lambda typed: transact(set_work_from, draft.id, self._day(typed)),
            "work_until": lambda typed: transact(set_work_until, draft.id, self._until(typed)),
            "grouping": lambda key: transact(set_grouping, draft.id, Grouping(str(key))),
            "tax_category": lambda key: transact(set_tax_category, draft.id, str(key)),
            "payment_days": lambda typed: transact(set_payment_days, draft.id, _days(typed)),
        }

    def _on_intro_committed(self, text: str) -> None:
        if self._draft is not None:
            self._desk.do(set_intro, self._draft.id, text)

    def _day(self, typed: object) -> date | None:
        text = str(typed).strip()
        if not text:
            return None
        locale = practices.get(self._desk.read).locale
        return parse_date(text, self._desk.clock.now().day, locale)

    def _until(self, typed: object) -> date:
        return self._day(typed) or self._desk.clock.now().day


def _groupings() -> list[tuple[object, str]]:
    return [
        (Grouping.ENTRY, _("Per entry")),
        (Grouping.DAY, _("Per day")),
        (Grouping.RATE, _("One line per rate")),
    ]


def _shown(day: date, practice: Practice) -> str:
    # The short form is the one that can be typed and read back in every locale.
    return format_date(day, practice.locale, "short")


def _tax_words(tax: TaxCategory, practice: Practice) -> str:
    name = _(tax.name)
    return f"{name}, {format_percent(tax.rate_ppm, practice.locale)}" if tax.rate_ppm else name


def _days(typed: object) -> int:
    text = str(typed).strip()
    if not text.isdecimal() or len(text) > 3:
        raise FieldError("payment_days", _("Type a number of days; the old term was kept."))
    return int(text)
