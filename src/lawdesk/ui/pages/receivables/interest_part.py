"""Interest on a late invoice: looked at for a day, then issued as a document of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.billing_policy import LateCharge
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.locale_format import format_percent
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.receivables.claim_terms import terms_of
from lawdesk.operations.receivables.interest_notes import (
    InterestTexts,
    LateClaim,
    issue_interest_note,
    preview_interest,
)
from lawdesk.store import invoices
from lawdesk.store.receivables import claims
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.receivables.arrears_act import ActForm
from lawdesk.ui.pages.receivables.arrears_words import days_words
from lawdesk.ui.questions import confirm
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

FindTexts = Callable[[InvoiceId], InterestTexts]


@dataclass(frozen=True, slots=True)
class InterestLine:
    """A segment, the lump sum, or the fees, in words."""

    key: int
    words: str
    detail: str
    amount: str


class InterestPart(ActForm):
    """The segments follow the day as it is typed. Issuing uses a number and asks first."""

    def __init__(
        self,
        desk: Desk,
        row: ArrearsRow,
        find_texts: FindTexts,
        on_issued: Callable[[InvoiceId], None],
    ) -> None:
        super().__init__(desk, _("Interest"), _("Issue interest note"))
        self._row, self._find_texts, self._on_issued = row, find_texts, on_issued
        self._late: LateClaim | None = None
        self.show_line(self._terms_words())
        day = self.form.add_date("until", _("Up to and with"), placeholder=_("today, fri, 12.3."))
        day.show_value(self._figures.short_day(desk.clock.now().day))
        day.control().textChanged.connect(lambda _text: self.show_preview())
        self.segments = RowTable(_("Interest"), self._columns(), fit_rows=10)
        self._place.insertWidget(3, self.segments)
        self.show_preview()

    def show_preview(self) -> None:
        """Works the interest out for the day typed."""
        self.form.clear_errors()
        self._refused.hide()
        try:
            late = preview_interest(self._desk.read, self._row.invoice_id, self._day("until"))
        except LawDeskError as error:
            self._late = None
            self._show_refused(error)
        else:
            self._late = late
        self._show_lines()

    def _show_refused(self, error: LawDeskError) -> None:
        """Without moving the cursor: the lawyer is still typing."""
        if isinstance(error, FieldError) and self.form.has_field(error.field):
            self.form.show_error(error.field, str(error))
        else:
            self._refused.setText(str(error))
            self._refused.show()

    def _show_lines(self) -> None:
        late, currency = self._late, self._row.currency
        lines = self._lines(late) if late is not None else []
        self.segments.set_rows(lines, lambda line: line.key)
        self.segments.set_empty(_("No interest up to this day."))
        total = self._figures.money(late.total_cents, currency) if late else ""
        self.segments.set_total({"words": _("Together"), "amount": total} if lines else {})
        self.button.setEnabled(late is not None and late.total_cents > 0)

    def _lines(self, late: LateClaim) -> list[InterestLine]:
        figures, currency = self._figures, self._row.currency
        lines = [
            InterestLine(
                place,
                f"{figures.near_day(each.first)} – {figures.near_day(each.last)}",
                _("{days}, {rate} on {principal}").format(
                    days=days_words(each.days),
                    rate=format_percent(each.rate_ppm, figures.practice.locale),
                    principal=figures.money(each.principal_cents, currency),
                ),
                figures.money(each.amount_cents, currency),
            )
            for place, each in enumerate(late.interest.segments)
        ]
        for place, words, cents in (
            (-1, _("Lump sum"), late.interest.lump_sum_cents),
            (-2, _("Reminder fees"), late.fee_cents),
        ):
            if cents:
                lines.append(InterestLine(place, words, "", figures.money(cents, currency)))
        return lines

    def _columns(self) -> list[Column]:
        return [
            Column("words", _("Days"), lambda line: line.words, detail=lambda line: line.detail),
            Column("amount", _("Amount"), lambda line: line.amount, width=84, right=True),
        ]

    def _terms_words(self) -> str:
        terms = terms_of(self._desk.read, claims.get(self._desk.read, self._row.invoice_id)).late
        rate = format_percent(terms.rate_ppm, self._figures.practice.locale)
        words = {
            LateCharge.NOTHING: _("The terms of this invoice charge no interest."),
            LateCharge.YEARLY: _("{rate} a year, simple, by the day; a year has {days} days."),
            LateCharge.MONTHLY_STARTED: _("{rate} for each month begun, simple."),
            LateCharge.MONTHLY_FULL: _("{rate} for each full month, simple."),
        }
        said = words[terms.charge].format(rate=rate, days=terms.day_count.value)
        return _("{terms} Each line is rounded on its own; what is disputed bears none.").format(
            terms=said
        )

    def _act(self) -> None:
        late, until = self._late, self._day("until")
        if late is None or not self._is_sure(late, until):
            return
        note_id = self._desk.transact(
            issue_interest_note,
            self._row.invoice_id,
            until,
            self._find_texts(self._row.invoice_id),
            now=self._desk.clock.now(),
        )
        note = invoices.get(self._desk.read, note_id)
        self._desk.say(_("Interest note {number} is issued.").format(number=note.number))
        self._on_issued(note_id)

    def _is_sure(self, late: LateClaim, until: date) -> bool:
        sentence = _(
            "Issues an interest note over {amount} for invoice {number} up to {day}. "
            "The invoice itself stays as it is. A note cannot be changed afterwards."
        ).format(
            amount=self._figures.full_money(late.total_cents, self._row.currency),
            number=self._row.number,
            day=self._figures.day(until),
        )
        return confirm(self, _("Interest"), sentence, _("Issue interest note"))
