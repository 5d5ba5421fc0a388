"""How wide the columns of a table become in the space there is."""

from collections.abc import Mapping, Sequence

from lawdesk.ui import fonts
from lawdesk.ui.widgets.columns import Column

_LEAST_FREE = 120
_LEAST_FIXED = 72


def first_widths(columns: Sequence[Column]) -> dict[str, int]:
    """The widths the columns were declared with, grown with the text size."""
    scale = fonts.text_scale()
    return {column.name: round(column.width * scale) for column in columns if column.width}


def column_widths(columns: Sequence[Column], wanted: Mapping[str, int], space: int) -> list[int]:
    """A width for every column, 0 for one that is hidden.

    Columns without a width share what is left. When that is too little, optional columns hide,
    the last first; then the other text columns give way. Numbers keep their width.
    """
    shown = list(columns)
    free = sum(_LEAST_FREE for column in columns if not column.width)
    for column in reversed(columns):
        taken = sum(wanted[kept.name] for kept in shown if kept.width)
        if column.optional and column.width and taken + free > space:
            shown.remove(column)
    fixed = _shrunk(shown, wanted, space - free)
    shares = sum(column.stretch for column in shown if not column.width)
    left = max(0, space - sum(fixed.values()))
    return [
        0
        if column not in shown
        else fixed.get(column.name) or max(60, left * column.stretch // max(1, shares))
        for column in columns
    ]


def _shrunk(shown: Sequence[Column], wanted: Mapping[str, int], space: int) -> dict[str, int]:
    """The fixed widths, text columns made narrower where all together want too much."""
    fixed = {column.name: wanted[column.name] for column in shown if column.width}
    over = sum(fixed.values()) - space
    soft = [
        column.name
        for column in shown
        if column.width and not column.right and fixed[column.name] > _LEAST_FIXED + 40
    ]
    spare = sum(fixed[name] - _LEAST_FIXED for name in soft)
    if over > 0 and spare > 0:
        for name in soft:
            give = min(over, spare) * (fixed[name] - _LEAST_FIXED) // spare
            fixed[name] -= give
    return fixed
