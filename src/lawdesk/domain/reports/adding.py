"""What the lines of a table add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from lawdesk.domain.reports.report import Apart, Cell, Column, Kind, Row
from lawdesk.translation import _

_ADDED = frozenset({Kind.MONEY, Kind.HOURS, Kind.COUNT})


def added(columns: Sequence[Column], rows: Iterable[Row], words: str, **instead: Cell) -> Row:
    """One line over `rows`: `words` in the first column, sums of money, hours and counts.

    What cannot be added is left empty, unless `instead` has it by the column's name.
    """
    lines = list(rows)
    cells: list[Cell] = [words]
    for place, column in enumerate(columns[1:], 1):
        if column.name in instead:
            cells.append(instead[column.name])
        elif column.kind in _ADDED:
            cells.append(sum(_number(line[place]) for line in lines))
        else:
            cells.append("")
    return tuple(cells)


class InCurrency(Protocol):
    """A fact whose money is in one currency."""

    @property
    def currency(self) -> str:
        """ISO 4217."""
        ...


F = TypeVar("F", bound=InCurrency)


def apart(
    facts: Sequence[F], currency: str, line: Callable[[list[F], str], Row]
) -> tuple[Apart, ...]:
    """One line for each currency but the report's own; `line` makes it of its facts and words."""
    others = sorted({fact.currency for fact in facts} - {currency})
    return tuple(
        Apart(
            other,
            line(
                [fact for fact in facts if fact.currency == other],
                _("Apart, in {currency}").format(currency=other),
            ),
        )
        for other in others
    )


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
