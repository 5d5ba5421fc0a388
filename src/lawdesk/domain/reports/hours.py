"""Where the hours go: by matter, by activity, by weekday."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lawdesk.domain.activity_codes import ACTIVITIES
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import PPM, round_half_up
from lawdesk.domain.reports.adding import added
from lawdesk.domain.reports.report import Chart, ChartKind, Column, Kind, Report, Row, Series
from lawdesk.domain.reports.report_names import ReportName, title_of
from lawdesk.translation import _

_MOST_LYING = 12
_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Time under one heading: seconds worked to be charged and worked for nothing, seconds as
    they count on bills, and the value in cents at the rates."""

    charged_seconds: int
    unpaid_seconds: int
    billed_seconds: int
    value_cents: int

    @property
    def worked_seconds(self) -> int:
        """Everything worked."""
        return self.charged_seconds + self.unpaid_seconds

    def __add__(self, other: Hours) -> Hours:
        return Hours(
            self.charged_seconds + other.charged_seconds,
            self.unpaid_seconds + other.unpaid_seconds,
            self.billed_seconds + other.billed_seconds,
            self.value_cents + other.value_cents,
        )


NO_HOURS = Hours(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class MatterHours:
    """The hours of one matter."""

    matter_id: MatterId
    matter_title: str
    client_name: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class ActivityHours:
    """The hours under one activity code; None is time without a code."""

    code: str | None
    hours: Hours


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one day."""

    day: date
    hours: Hours


def hours_by_matter_report(found: Sequence[MatterHours], period: str, currency: str) -> Report:
    """The report, the most time first; the chart shows twelve matters at most."""
    ordered = sorted(
        found, key=lambda one: (-one.hours.worked_seconds, one.matter_title, one.matter_id)
    )
    whole = sum((one.hours for one in ordered), NO_HOURS)
    columns = (Column("matter", _("Matter")), Column("client", _("Client")), *_hour_columns())
    rows = [(one.matter_title, one.client_name, *_hour_cells(one.hours, whole)) for one in ordered]
    most = ordered[:_MOST_LYING]
    return Report(
        title=title_of(ReportName.HOURS_BY_MATTER),
        period=period,
        currency=currency,
        columns=columns,
        rows=tuple(rows),
        totals=_totals(columns, rows, whole),
        chart=_chart(
            _("Matters with the most hours"),
            ChartKind.LYING,
            [(one.matter_title, one.hours) for one in most],
        ),
        note=_note(),
        opens=tuple(("matter", one.matter_id) for one in ordered),
    )


def hours_by_activity_report(found: Sequence[ActivityHours], period: str, currency: str) -> Report:
    """The report, the most time first."""
    titles = {one.code: one.words for one in ACTIVITIES}
    ordered = sorted(found, key=lambda one: (-one.hours.worked_seconds, one.code or ""))
    named = [
        (titles.get(one.code, one.code) if one.code else _("Without a code"), one.hours)
        for one in ordered
    ]
    return _named_report(
        ReportName.HOURS_BY_ACTIVITY, _("Activity"), ChartKind.LYING, named, period, currency
    )


def hours_by_weekday_report(
    found: Sequence[DayHours], period: str, currency: str, name_of: Callable[[date], str]
) -> Report:
    """The report from Monday to Sunday; `name_of` gives the weekday of a day in words."""
    sums = [NO_HOURS] * 7
    for one in found:
        sums[one.day.weekday()] += one.hours
    named = [(name_of(_MONDAY + timedelta(days=place)), hours) for place, hours in enumerate(sums)]
    return _named_report(
        ReportName.HOURS_BY_WEEKDAY,
        _("Weekday"),
        ChartKind.STACKED,
        named if any(hours.worked_seconds for hours in sums) else [],
        period,
        currency,
    )


def _named_report(
    name: ReportName,
    heading: str,
    kind: ChartKind,
    named: Sequence[tuple[str, Hours]],
    period: str,
    currency: str,
) -> Report:
    whole = sum((hours for _words, hours in named), NO_HOURS)
    columns = (Column("name", heading), *_hour_columns())
    rows = [(words, *_hour_cells(hours, whole)) for words, hours in named]
    return Report(
        title=title_of(name),
        period=period,
        currency=currency,
        columns=columns,
        rows=tuple(rows),
        totals=_totals(columns, rows, whole),
        chart=_chart(title_of(name), kind, named),
        note=_note(),
    )


def _hour_columns() -> tuple[Column, ...]:
    return (
        Column("worked", _("Worked"), Kind.HOURS),
        Column("unpaid", _("No charge"), Kind.HOURS, optional=True),
        Column("billed", _("As billed"), Kind.HOURS, optional=True),
        Column("value", _("Value"), Kind.MONEY),
        Column("share", _("Share"), Kind.PERCENT),
    )


def _hour_cells(hours: Hours, whole: Hours) -> Row:
    return (
        hours.worked_seconds,
        hours.unpaid_seconds,
        hours.billed_seconds,
        hours.value_cents,
        _share_ppm(hours.worked_seconds, whole.worked_seconds),
    )


def _totals(columns: tuple[Column, ...], rows: Sequence[Row], whole: Hours) -> Row:
    share = PPM if whole.worked_seconds else None
    return added(columns, rows, _("Total"), share=share)


def _share_ppm(part: int, whole: int) -> int | None:
    return round_half_up(Fraction(part * PPM, whole)) if whole else None


def _chart(title: str, kind: ChartKind, named: Sequence[tuple[str, Hours]]) -> Chart:
    charged = tuple(hours.charged_seconds for _words, hours in named)
    unpaid = tuple(hours.unpaid_seconds for _words, hours in named)
    series = (Series(_("Charged"), charged), Series(_("No charge"), unpaid, "quiet"))
    return Chart(
        title,
        kind,
        Kind.HOURS,
        tuple(words for words, _hours in named),
        series if any(unpaid) else series[:1],
    )


def _note() -> str:
    return _(
        "Time as it was worked, billed or not. “As billed” are the hours after rounding; "
        "the value is that at the rates, before tax and before any reduction on an invoice."
    )
