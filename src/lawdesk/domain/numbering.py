"""Numbers made from a pattern such as `{YYYY}-{0000}`.

`{YYYY}` is the year, `{YY}` its last two digits, `{0000}` the counter with at least as many digits
as there are zeros. A pattern with the year starts a new series each year.
"""

from __future__ import annotations

import re
from datetime import date

from lawdesk.errors import FieldError
from lawdesk.translation import _

_PART = re.compile(r"\{(YYYY|YY|0+)\}")
_LONGEST = 20  # LEDES 1998B allows no longer invoice number


def number_from(pattern: str, counter: int, day: date) -> str:
    """The number of that counter on that day."""

    def part(match: re.Match[str]) -> str:
        if match[1] == "YYYY":
            return f"{day.year:04d}"
        if match[1] == "YY":
            return f"{day.year % 100:02d}"
        return str(counter).zfill(len(match[1]))

    return _PART.sub(part, pattern)


def series_of(pattern: str, day: date) -> str:
    """The name of the series a pattern counts in on that day: the year, or "all"."""
    return f"{day.year:04d}" if "{YY" in pattern else "all"


def check_pattern(field: str, pattern: str) -> str:
    """The trimmed pattern. Raises FieldError where it has no counter, two, or odd characters."""
    trimmed = pattern.strip()
    parts: list[str] = _PART.findall(trimmed)
    counters = [part for part in parts if part.startswith("0")]
    rest = _PART.sub("", trimmed)
    if len(counters) != 1 or re.search(r"[^A-Za-z0-9./_-]", rest):
        raise FieldError(
            field, _("A number pattern needs one counter such as {0000}; the old one was kept.")
        )
    if len(number_from(trimmed, 1, date(2026, 1, 1))) > _LONGEST:
        raise FieldError(field, _("Numbers may have 20 characters at most; the old one was kept."))
    return trimmed
