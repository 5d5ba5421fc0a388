"""How old open claims are, counted from the due day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from lawdesk.domain.receivables.accounts import OpenInvoice


class AgeBucket(StrEnum):
    """Days late, in the spans that accountants use."""

    CURRENT = "current"
    UP_TO_30 = "1-30"
    UP_TO_60 = "31-60"
    UP_TO_90 = "61-90"
    OVER_90 = "over_90"


_LAST_DAYS = (
    (0, AgeBucket.CURRENT),
    (30, AgeBucket.UP_TO_30),
    (60, AgeBucket.UP_TO_60),
    (90, AgeBucket.UP_TO_90),
)


def days_late(due_on: date, day: date) -> int:
    """Days after the due day; 0 on that day and before it."""
    return max(0, (day - due_on).days)


def bucket_of(due_on: date, day: date) -> AgeBucket:
    """The span that a claim due on `due_on` falls in on a day."""
    late = days_late(due_on, day)
    return next((bucket for last, bucket in _LAST_DAYS if late <= last), AgeBucket.OVER_90)


def ageing(invoices: Iterable[OpenInvoice], day: date) -> dict[AgeBucket, int]:
    """Open cents in each span on a day, of invoices in one currency; every span is there."""
    sums = dict.fromkeys(AgeBucket, 0)
    for invoice in invoices:
        sums[bucket_of(invoice.due_on, day)] += invoice.open_cents
    return sums
