"""Parts of a paper that are frozen in its rows as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Base = Literal["fees", "all"]
"""What a line takes off from: the fees alone, or everything."""


@dataclass(frozen=True, slots=True)
class PaperSegment:
    """A span over which interest ran: both days count. `rate_ppm` is for a year, or for a month
    where `months` says how many were charged.
    """

    first_day: date
    last_day: date
    days: int
    principal_cents: int
    rate_ppm: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class PaperRetainer:
    """A request to fill an advance up again: what is left after this invoice, the level below
    which it is asked for, the level it shall reach, and what is missing. No part of the total.
    """

    amount_cents: int
    left_cents: int
    trigger_cents: int
    target_cents: int
    payment_text: str = ""
