"""Numbers from patterns."""

from datetime import date

import pytest

from lawdesk.domain.numbering import check_pattern, number_from, series_of
from lawdesk.errors import FieldError

DAY = date(2026, 11, 20)


def test_patterns_are_filled() -> None:
    assert number_from("{YYYY}-{0000}", 42, DAY) == "2026-0042"
    assert number_from("R{YY}/{000}", 7, DAY) == "R26/007"
    assert number_from("{0}", 12_345, DAY) == "12345"


def test_a_pattern_with_the_year_counts_by_year() -> None:
    assert series_of("{YYYY}-{0000}", DAY) == "2026"
    assert series_of("{000000}", DAY) == "all"


@pytest.mark.parametrize(
    "pattern", ["", "{YYYY}", "{00}{00}", "a b{00}", "{0}|x", "{YYYY}" + "x" * 20 + "{0}"]
)
def test_patterns_that_cannot_work_are_refused(pattern: str) -> None:
    with pytest.raises(FieldError):
        check_pattern("invoice_number_pattern", pattern)
