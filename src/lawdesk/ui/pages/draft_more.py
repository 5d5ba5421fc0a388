"""What a draft rarely needs: a discount, the client's credit, a letter, another way to pay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lawdesk.domain.billing.discounts import (
    DiscountBase,
    DiscountKind,
    InvoiceDiscount,
    checked_discount,
)
from lawdesk.domain.billing.drafts import Draft
from lawdesk.domain.locale_format import format_money, format_percent
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.drafts import (
    set_applies_credit,
    set_cover_letter,
    set_discount,
    set_payment_note,
    set_shows_reductions,
)
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.typed_terms import percent_ppm, typed_cents
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.scrolling import scrolled


class DraftMore(QWidget):
    """Each field is saved when it is left; `typed` tells a discount before that."""

    typed = Signal(object)
    """an InvoiceDiscount or None, while it is typed"""

    refused = Signal(object)

    def __init__(self, desk: Desk, terms: QWidget) -> None:
        """`terms` are the fields for tax and days to pay, which save themselves."""
        super().__init__()
        self._desk = desk
        self._draft: Draft | None = None
        self.form = form = Form(columns=2)
        form.add_section(_("Discount"))
        self._discount = form.add_line(
            "discount", _("Discount"), placeholder=_("none"), hint=_("10 % or 200.00")
        )
        form.add_choice("base", _("Taken off"), _bases())
        form.add_line("wording", _("Called on the invoice"), wide=True)
        form.add_section(_("Credit and reductions"))
        form.add_check("applies_credit", _("Use the client's credit"), wide=True)
        self.credit = text_label("", "caption", wrap=True)
        form.add_widget(self.credit)
        form.add_check("shows_reductions", _("Show what was written down and why"), wide=True)
        form.add_section(_("Terms"))
        form.add_widget(terms)
        form.add_section(_("Letter and payment"))
        form.add_text("cover_letter", _("Cover letter"), lines=5)
        form.add_text(
            "payment_note", _("How to pay"), lines=2,
            placeholder=_("Your bank details; or type a link and what to quote"),
        )  # fmt: skip
        form.committed.connect(self._on_committed)
        self._discount.control().textEdited.connect(lambda _text: self._on_typed())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(form, _("More about this draft")))

    def discount_field(self) -> QLineEdit:
        """The field that a discount is typed into."""
        return self._discount.control()

    def show_draft(self, draft: Draft, practice: Practice, default_wording: str) -> None:
        """Shows the stored values; what is being typed stays."""
        if self._draft is None or self._draft.id != draft.id:
            self.form.clear_errors()
        self._draft = draft
        discount = draft.discount
        self.form.show_values(
            {
                "discount": _discount_words(discount, practice),
                "base": discount.base if discount else DiscountBase.FEES,
                "wording": (discount.wording if discount else "") or default_wording,
                "applies_credit": draft.applies_credit,
                "shows_reductions": draft.shows_reductions,
                "cover_letter": draft.cover_letter,
                "payment_note": draft.payment_note,
            }
        )

    def show_credit(self, there_cents: int, applied_cents: int, practice: Practice) -> None:
        """Says what credit there is and what of it this invoice takes."""
        there = format_money(there_cents, practice.currency, practice.locale)
        applied = format_money(applied_cents, practice.currency, practice.locale)
        words = _("Credit of {there} is there; {applied} will be applied.")
        none = _("The client has no credit.")
        self.credit.setText(words.format(there=there, applied=applied) if there_cents else none)

    def show_error(self, name: str, text: str) -> None:
        """Puts an error under a field."""
        self.form.show_error(name, text)

    def _on_typed(self) -> None:
        try:
            self.typed.emit(self._typed_discount())
        except FieldError:
            return  # half a figure is no figure yet; leaving the field says what is wrong

    def _typed_discount(self) -> InvoiceDiscount | None:
        values = self.form.values()
        text = str(values["discount"]).strip()
        if not text:
            return None
        base, wording = DiscountBase(str(values["base"])), str(values["wording"])
        if text.endswith("%"):
            found = InvoiceDiscount(
                DiscountKind.PERCENT, percent_ppm("discount", text), base, wording
            )
        else:
            practice = practices.get(self._desk.read)
            cents = typed_cents("discount", text, practice)
            found = InvoiceDiscount(DiscountKind.FIXED, cents, base, wording)
        return checked_discount(found)

    def _on_committed(self, name: str, value: object) -> None:
        draft = self._draft
        if draft is None:
            return
        try:
            self._operations(draft)[name](value)
        except FieldError as error:
            self.form.show_error("discount" if error.field == "discount" else name, str(error))
        except LawDeskError as error:
            self.refused.emit(error)
        else:
            self.form.show_saved(name)

    def _operations(self, draft: Draft) -> dict[str, Callable[[object], object]]:
        """What each field changes, by its name."""
        do = self._desk.transact

        def discount(_value: object) -> None:
            do(set_discount, draft.id, self._typed_discount())

        return {
            "discount": discount,
            "base": discount,
            "wording": discount,
            "applies_credit": lambda on: do(set_applies_credit, draft.id, applies=bool(on)),
            "shows_reductions": lambda on: do(set_shows_reductions, draft.id, shows=bool(on)),
            "cover_letter": lambda text: do(set_cover_letter, draft.id, str(text)),
            "payment_note": lambda text: do(set_payment_note, draft.id, str(text)),
        }


def _bases() -> list[tuple[object, str]]:
    return [(DiscountBase.FEES, _("Fees only")), (DiscountBase.ALL, _("Fees and expenses"))]


def _discount_words(discount: InvoiceDiscount | None, practice: Practice) -> str:
    if discount is None:
        return ""
    if discount.kind is DiscountKind.PERCENT:
        return format_percent(discount.value, practice.locale)
    return format_money(discount.value, practice.currency, practice.locale)
