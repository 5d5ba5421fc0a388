"""How old claims are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.accounts import OpenInvoice
from lawdesk.domain.receivables.ageing import AgeBucket, ageing, bucket_of, days_late

REPORT = date(2026, 11, 21)


def test_due_on_31_august_is_82_days_late_on_21_november() -> None:
    assert days_late(date(2026, 8, 31), REPORT) == 82
    assert bucket_of(date(2026, 8, 31), REPORT) is AgeBucket.UP_TO_90


@pytest.mark.parametrize(
    ("late", "bucket"),
    [
        (-5, AgeBucket.CURRENT),
        (0, AgeBucket.CURRENT),
        (1, AgeBucket.UP_TO_30),
        (30, AgeBucket.UP_TO_30),
        (31, AgeBucket.UP_TO_60),
        (60, AgeBucket.UP_TO_60),
        (61, AgeBucket.UP_TO_90),
        (90, AgeBucket.UP_TO_90),
        (91, AgeBucket.OVER_90),
        (4000, AgeBucket.OVER_90),
    ],
)
def test_each_span_has_its_first_and_last_day(late: int, bucket: AgeBucket) -> None:
    assert bucket_of(REPORT - timedelta(days=late), REPORT) is bucket


def open_invoice(due_on: date, cents: int) -> OpenInvoice:
    return OpenInvoice(InvoiceId(1), "2026-0001", due_on, cents)


def test_open_amounts_are_summed_by_span() -> None:
    sums = ageing(
        [
            open_invoice(date(2026, 8, 31), 1_036_90),
            open_invoice(date(2026, 9, 1), 100_00),
            open_invoice(REPORT, 5_00),
        ],
        REPORT,
    )
    assert sums[AgeBucket.UP_TO_90] == 1_136_90
    assert sums[AgeBucket.CURRENT] == 5_00
    assert list(sums) == list(AgeBucket)
    assert sum(sums.values()) == 1_141_90


@given(st.lists(st.tuples(st.dates(), st.integers(0, 10**9))), st.dates())
def test_no_claim_falls_between_two_spans(claims: list[tuple[date, int]], day: date) -> None:
    sums = ageing([open_invoice(*claim) for claim in claims], day)
    assert sum(sums.values()) == sum(cents for _due_on, cents in claims)
