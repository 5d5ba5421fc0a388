"""A report as frozen values: a table, what it adds up to, and a chart of the same figures.

What belongs here: what every report has in common. Window, PDF and CSV show these values and
reckon nothing themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | date | None
"""Text; cents, seconds, parts per million or a count by the column's kind; a day; or nothing"""

Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What the figures of a column or of a chart are."""

    TEXT = "text"
    MONEY = "money"
    HOURS = "hours"
    PERCENT = "percent"
    COUNT = "count"
    DAY = "day"


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    LYING = "lying"
    """stacked bars that lie, each behind its name: for names too long to stand under a bar"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` for the program, `title` for the reader.

    `optional` ones may be left out where there is no room for all.
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one bar colour or one line, in the order of the chart's labels.

    Tones are those of the window: accent, quiet, attention, overdue. None leaves a gap.
    """

    name: str
    values: tuple[int | None, ...]
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Chart:
    """Labels and the series over them. `tones`, where given, colour single bars by their place;
    `under` are shorter words that stand under bars and points instead of the labels.
    """

    title: str
    kind: ChartKind
    figures: Kind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    tones: tuple[str, ...] = ()
    under: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for series in self.series for value in series.values)


@dataclass(frozen=True, slots=True)
class Apart:
    """The totals in another currency than the report's; never added to anything."""

    currency: str
    cells: Row


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its words, its table, its totals (None without), and its chart (None without).

    `period` is in words. Money is in `currency`. `note` says in a sentence how it was reckoned.
    Every row, subtotal, the totals and what is apart have one cell for each column. `opens` names
    for each row what it is about, such as ("matter", 7); it is empty where rows are about nothing.
    """

    title: str
    period: str
    currency: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row | None
    chart: Chart | None
    subtotals: tuple[Row, ...] = ()
    apart: tuple[Apart, ...] = ()
    note: str = ""
    opens: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError where a row does not fit the columns: a fault of the program."""
        lines = [*self.rows, *self.subtotals, *(one.cells for one in self.apart)]
        if self.totals is not None:
            lines.append(self.totals)
        if any(len(line) != len(self.columns) for line in lines):
            raise ValueError(f"a row of {self.title!r} does not fit its columns")
        if self.opens and len(self.opens) != len(self.rows):
            raise ValueError(f"not every row of {self.title!r} opens something")
        if self.chart is not None:
            _require_fitting(self.chart)


def _require_fitting(chart: Chart) -> None:
    if any(len(series.values) != len(chart.labels) for series in chart.series):
        raise ValueError(f"a series of {chart.title!r} does not fit its labels")
    for given in (chart.tones, chart.under):
        if given and len(given) != len(chart.labels):
            raise ValueError(f"the tones or words of {chart.title!r} do not fit its labels")
