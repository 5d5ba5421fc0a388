"""What was invoiced and what was collected, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawdesk.domain.reports.adding import added, apart
from lawdesk.domain.reports.periods import (
    Period,
    month_words,
    months_of,
    months_under,
    period_words,
)
from lawdesk.domain.reports.report import (
    Chart,
    ChartKind,
    Column,
    Kind,
    Report,
    Row,
    Series,
)
from lawdesk.domain.reports.report_names import ReportName, title_of
from lawdesk.translation import _

_MOST_BARS = 13


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """What was booked in one currency in one month ("2026-11"), in cents, tax included.

    All are positive in the usual case: what was credited and written off lowers what is owed,
    what bounced or was refunded lowers `collected_cents`.
    """

    month: str
    currency: str
    invoiced_cents: int
    credited_cents: int
    collected_cents: int
    written_off_cents: int

    @property
    def change_cents(self) -> int:
        """By how much the month raised what clients owe."""
        lowered = self.credited_cents + self.collected_cents + self.written_off_cents
        return self.invoiced_cents - lowered


def collected_report(
    months: Sequence[MonthMoney], period: Period, currency: str, locale: str
) -> Report:
    """The report, one row for each month, also for those in which nothing happened."""
    own = {one.month: one for one in months if one.currency == currency}
    keys = months_of(period, own)
    filled = [own.get(key) or MonthMoney(key, currency, 0, 0, 0, 0) for key in keys]
    columns = _columns()
    rows = [_row(one, month_words(one.month, locale)) for one in filled]
    return Report(
        title=title_of(ReportName.COLLECTED),
        period=period_words(period, locale),
        currency=currency,
        columns=columns,
        rows=tuple(rows),
        totals=added(columns, rows, _("Total")),
        chart=_chart(filled, locale),
        apart=apart(
            months,
            currency,
            lambda found, words: added(columns, [_row(one, "") for one in found], words),
        ),
        note=_(
            "Tax included, by the day it was booked. Payments count with the day they arrived, "
            "also those not yet set against an invoice; refunds and bounced payments are taken off."
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("month", _("Month")),
        Column("invoiced", _("Invoiced"), Kind.MONEY),
        Column("credited", _("Credited"), Kind.MONEY),
        Column("collected", _("Collected"), Kind.MONEY),
        Column("written_off", _("Written off"), Kind.MONEY),
        Column("change", _("Change in what is owed"), Kind.MONEY),
    )


def _row(one: MonthMoney, words: str) -> Row:
    return (
        words,
        one.invoiced_cents,
        one.credited_cents,
        one.collected_cents,
        one.written_off_cents,
        one.change_cents,
    )


def _chart(months: Sequence[MonthMoney], locale: str) -> Chart:
    kind = ChartKind.BARS if len(months) <= _MOST_BARS else ChartKind.LINES
    return Chart(
        _("Invoiced and collected by month"),
        kind,
        Kind.MONEY,
        tuple(month_words(one.month, locale) for one in months),
        (
            Series(_("Invoiced"), tuple(one.invoiced_cents for one in months)),
            Series(_("Collected"), tuple(one.collected_cents for one in months), "running"),
        ),
        under=months_under([one.month for one in months], locale),
    )
