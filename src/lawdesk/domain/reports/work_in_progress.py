"""Work that is done and not billed: by matter, and how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.matters import MatterId
from lawdesk.domain.reports.adding import added
from lawdesk.domain.reports.report import Chart, ChartKind, Column, Kind, Report, Row, Series
from lawdesk.domain.reports.report_names import ReportName, title_of
from lawdesk.translation import _

_TONES = ("accent", "accent", "attention", "overdue")


@dataclass(frozen=True, slots=True)
class UnbilledMatter:
    """What one matter has unbilled: seconds worked, and cents by the age of the work in days.

    Cents are those of time, expenses and fixed fees together; `oldest_on` is the first day.
    """

    matter_id: MatterId
    matter_title: str
    client_name: str
    worked_seconds: int
    up_to_30_cents: int
    up_to_60_cents: int
    up_to_90_cents: int
    older_cents: int
    oldest_on: date

    @property
    def ages(self) -> tuple[int, int, int, int]:
        """Cents by age, the youngest first."""
        return (self.up_to_30_cents, self.up_to_60_cents, self.up_to_90_cents, self.older_cents)


def work_in_progress_report(
    matters: Sequence[UnbilledMatter], period: str, currency: str
) -> Report:
    """The report, the largest amount first."""
    ordered = sorted(matters, key=lambda one: (-sum(one.ages), one.matter_title, one.matter_id))
    columns = _columns()
    rows = [_row(one) for one in ordered]
    return Report(
        title=title_of(ReportName.WORK_IN_PROGRESS),
        period=period,
        currency=currency,
        columns=columns,
        rows=tuple(rows),
        totals=added(columns, rows, _("Total")),
        chart=_chart(ordered),
        note=_(
            "Time, expenses and fixed fees that no invoice has taken yet, before tax, by the day "
            "of the work. Time that a flat or success fee covers counts with its hours alone."
        ),
        opens=tuple(("matter", one.matter_id) for one in ordered),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("matter", _("Matter")),
        Column("client", _("Client")),
        Column("hours", _("Hours"), Kind.HOURS),
        *(
            Column(f"age_{place}", words, Kind.MONEY, optional=True)
            for place, words in enumerate(_age_words())
        ),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("oldest", _("Oldest"), Kind.DAY),
    )


def _age_words() -> tuple[str, ...]:
    return (_("0–30 days"), _("31–60 days"), _("61–90 days"), _("Over 90 days"))


def _row(one: UnbilledMatter) -> Row:
    return (
        one.matter_title,
        one.client_name,
        one.worked_seconds,
        *(cents or None for cents in one.ages),
        sum(one.ages),
        one.oldest_on,
    )


def _chart(matters: Sequence[UnbilledMatter]) -> Chart:
    sums = tuple(sum(one.ages[age] for one in matters) for age in range(len(_TONES)))
    return Chart(
        _("Unbilled by the age of the work"),
        ChartKind.BARS,
        Kind.MONEY,
        _age_words(),
        (Series(_("Unbilled"), sums),),
        _TONES,
    )
