"""How much of the recorded value was billed, and how much of what was billed came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawdesk.domain.billing.effective_rate import collection_ppm, realisation_ppm
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


@dataclass(frozen=True, slots=True)
class MonthValue:
    """The invoices that one month issued in one currency, and what became of them, in cents.

    `recorded_cents` is the time at its rates, `billed_cents` the fees without tax after every
    reduction and credit note; claimed and collected are with expenses and tax.
    """

    month: str
    currency: str
    recorded_cents: int
    billed_cents: int
    claimed_cents: int
    collected_cents: int


def realisation_report(
    months: Sequence[MonthValue], period: Period, currency: str, locale: str
) -> Report:
    """The report, one row for each month of issue."""
    own = {one.month: one for one in months if one.currency == currency}
    keys = months_of(period, own)
    filled = [own.get(key) or MonthValue(key, currency, 0, 0, 0, 0) for key in keys]
    rows = [_row(one, month_words(one.month, locale)) for one in filled]
    return Report(
        title=title_of(ReportName.REALISATION),
        period=period_words(period, locale),
        currency=currency,
        columns=_columns(),
        rows=tuple(rows),
        totals=_total(filled, _("Total")),
        chart=_chart(filled, locale),
        apart=apart(months, currency, _total),
        note=_(
            "By the month of the invoice. Realisation is the fees billed after every reduction "
            "and credit note, against the time at its rates; collection is what came in so far, "
            "against what these invoices claim with tax."
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("month", _("Month")),
        Column("recorded", _("Recorded value"), Kind.MONEY),
        Column("billed", _("Fees billed"), Kind.MONEY),
        Column("realisation", _("Realisation"), Kind.PERCENT),
        Column("claimed", _("Claimed"), Kind.MONEY),
        Column("collected", _("Collected"), Kind.MONEY),
        Column("collection", _("Collection"), Kind.PERCENT),
    )


def _row(one: MonthValue, words: str) -> Row:
    return (
        words,
        one.recorded_cents,
        one.billed_cents,
        realisation_ppm(one.billed_cents, one.recorded_cents),
        one.claimed_cents,
        one.collected_cents,
        collection_ppm(one.collected_cents, one.claimed_cents),
    )


def _total(months: Iterable[MonthValue], words: str) -> Row:
    """Rates of the sums, never sums or means of rates."""
    found = list(months)
    recorded = sum(one.recorded_cents for one in found)
    billed = sum(one.billed_cents for one in found)
    claimed = sum(one.claimed_cents for one in found)
    collected = sum(one.collected_cents for one in found)
    return added(
        _columns(),
        [_row(one, "") for one in found],
        words,
        realisation=realisation_ppm(billed, recorded),
        collection=collection_ppm(collected, claimed),
    )


def _chart(months: Sequence[MonthValue], locale: str) -> Chart:
    realised = tuple(realisation_ppm(one.billed_cents, one.recorded_cents) for one in months)
    collected = tuple(collection_ppm(one.collected_cents, one.claimed_cents) for one in months)
    return Chart(
        _("Realisation and collection by month of issue"),
        ChartKind.LINES if len(months) > 1 else ChartKind.BARS,
        Kind.PERCENT,
        tuple(month_words(one.month, locale) for one in months),
        (
            Series(_("Realisation"), realised),
            Series(_("Collection"), collected, "running"),
        ),
        under=months_under([one.month for one in months], locale),
    )
