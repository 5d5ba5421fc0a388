"""What was charged in tax: by month and group, credit notes taken off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawdesk.domain.locale_format import format_percent
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
from lawdesk.domain.tax import NO_TAX, OUTSIDE, REGIMES
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class MonthTax:
    """One tax group in one month and currency: how many papers, their net and tax in cents."""

    month: str
    currency: str
    category: str
    rate_ppm: int
    papers: int
    net_cents: int
    tax_cents: int

    @property
    def group(self) -> tuple[str, int]:
        """Category and rate, which make a group."""
        return self.category, self.rate_ppm


def taxes_report(found: Sequence[MonthTax], period: Period, currency: str, locale: str) -> Report:
    """The report: a row for each month and group, and one below for each group of all months."""
    own = [one for one in found if one.currency == currency]
    ordered = sorted(own, key=lambda one: (one.month, -one.rate_ppm, one.category))
    columns = _columns()
    rows = [_row(one, month_words(one.month, locale), locale) for one in ordered]
    groups = sorted({one.group for one in own}, key=lambda group: (-group[1], group[0]))
    is_long = len({one.month for one in own}) > 1
    return Report(
        title=title_of(ReportName.TAXES),
        period=period_words(period, locale),
        currency=currency,
        columns=columns,
        rows=tuple(rows),
        totals=_sum(own, _("Total"), "", locale),
        chart=_chart(own, period, locale),
        subtotals=tuple(_group_row(own, group, locale) for group in groups if is_long),
        apart=apart(found, currency, lambda other, words: _sum(other, words, "", locale)),
        note=_(
            "By the day of issue; a credit note counts in the month it was issued. "
            "Who pays tax on what came in reads the payments instead."
        ),
    )


def group_words(category: str, rate_ppm: int, locale: str) -> str:
    """A tax group as a table names it: "standard rate 19 %", "outside tax"."""
    known = {one.code: one.name for regime in REGIMES for one in regime.categories}
    words = known.get(category, OUTSIDE.name if category == OUTSIDE.code else category)
    return f"{words} {format_percent(rate_ppm, locale)}" if rate_ppm else words


def _columns() -> tuple[Column, ...]:
    return (
        Column("month", _("Month")),
        Column("group", _("Tax group")),
        Column("papers", _("Papers"), Kind.COUNT, optional=True),
        Column("net", _("Net"), Kind.MONEY),
        Column("tax", _("Tax"), Kind.MONEY),
        Column("gross", _("Gross"), Kind.MONEY),
    )


def _row(one: MonthTax, words: str, locale: str) -> Row:
    return (
        words,
        group_words(one.category, one.rate_ppm, locale),
        one.papers,
        one.net_cents,
        one.tax_cents,
        one.net_cents + one.tax_cents,
    )


def _sum(found: Iterable[MonthTax], words: str, group: str, locale: str) -> Row:
    rows = [_row(one, "", locale) for one in found]
    # A paper with two groups would be counted twice in a sum over groups.
    papers = {} if group else {"papers": ""}
    return added(_columns(), rows, words, group=group, **papers)


def _group_row(found: Sequence[MonthTax], group: tuple[str, int], locale: str) -> Row:
    lines = [one for one in found if one.group == group]
    return _sum(lines, _("All months"), group_words(*group, locale), locale)


def _chart(found: Sequence[MonthTax], period: Period, locale: str) -> Chart:
    keys = months_of(period, {one.month for one in found})
    sums = dict.fromkeys(keys, 0)
    for one in found:
        sums[one.month] += one.tax_cents
    taxed = {one.category for one in found} - {NO_TAX.code}
    return Chart(
        _("Tax by month") if taxed else _("Tax by month: none was charged"),
        ChartKind.BARS,
        Kind.MONEY,
        tuple(month_words(key, locale) for key in keys),
        (Series(_("Tax"), tuple(sums.values())),),
        under=months_under(keys, locale),
    )
