"""What an hour really earned where a fixed fee was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawdesk.domain.billing.effective_rate import effective_cents_per_hour
from lawdesk.domain.matters import MatterId
from lawdesk.domain.reports.adding import added
from lawdesk.domain.reports.report import Chart, ChartKind, Column, Kind, Report, Row, Series
from lawdesk.domain.reports.report_names import ReportName, title_of
from lawdesk.translation import _

_MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class FlatFeeMatter:
    """A matter with a fixed fee: cents agreed (None where no sum is fixed) and earned so far,
    seconds worked, and what that time is worth at its rates."""

    matter_id: MatterId
    matter_title: str
    client_name: str
    agreed_cents: int | None
    earned_cents: int
    worked_seconds: int
    value_cents: int

    @property
    def effective_cents(self) -> int | None:
        """Cents earned for each hour worked; None before any work."""
        return effective_cents_per_hour(self.earned_cents, self.worked_seconds)

    @property
    def usual_cents(self) -> int | None:
        """Cents an hour would have cost at the rates; None before any work."""
        return effective_cents_per_hour(self.value_cents, self.worked_seconds)


def flat_fees_report(found: Sequence[FlatFeeMatter], period: str, currency: str) -> Report:
    """The report, the lowest effective rate first: that is where something is to be learnt."""
    ordered = sorted(found, key=_by_rate)
    columns = _columns()
    rows = [_row(one) for one in ordered]
    earned = sum(one.earned_cents for one in ordered)
    value = sum(one.value_cents for one in ordered)
    worked = sum(one.worked_seconds for one in ordered)
    return Report(
        title=title_of(ReportName.FLAT_FEES),
        period=period,
        currency=currency,
        columns=columns,
        rows=tuple(rows),
        totals=added(
            columns,
            rows,
            _("Total"),
            effective=effective_cents_per_hour(earned, worked),
            usual=effective_cents_per_hour(value, worked),
        ),
        chart=_chart(ordered),
        note=_(
            "Earned are the milestones and dates reached so far, before tax. The effective rate "
            "is earned money by hours worked; beside it what those hours are worth at the rates."
        ),
        opens=tuple(("matter", one.matter_id) for one in ordered),
    )


def _by_rate(one: FlatFeeMatter) -> tuple[bool, int, str, int]:
    rate = one.effective_cents
    return (rate is None, rate or 0, one.matter_title, one.matter_id)


def _columns() -> tuple[Column, ...]:
    return (
        Column("matter", _("Matter")),
        Column("client", _("Client"), optional=True),
        Column("agreed", _("Agreed"), Kind.MONEY),
        Column("earned", _("Earned"), Kind.MONEY),
        Column("hours", _("Hours"), Kind.HOURS),
        Column("effective", _("Effective rate"), Kind.MONEY),
        Column("usual", _("At the rates"), Kind.MONEY),
        Column("difference", _("Gained or lost"), Kind.MONEY),
    )


def _row(one: FlatFeeMatter) -> Row:
    return (
        one.matter_title,
        one.client_name,
        one.agreed_cents,
        one.earned_cents,
        one.worked_seconds,
        one.effective_cents,
        one.usual_cents,
        one.earned_cents - one.value_cents,
    )


def _chart(ordered: Sequence[FlatFeeMatter]) -> Chart:
    shown = [one for one in ordered if one.effective_cents is not None][:_MOST_BARS]
    return Chart(
        _("Earned for each hour worked; below its usual rate in another colour"),
        ChartKind.LYING,
        Kind.MONEY,
        tuple(one.matter_title for one in shown),
        (Series(_("Effective rate"), tuple(one.effective_cents for one in shown)),),
        tuple(
            "attention" if (one.effective_cents or 0) < (one.usual_cents or 0) else "accent"
            for one in shown
        ),
    )
