"""Evergreen retainers: when the client is asked, for how much, and when work stops."""

from __future__ import annotations

import pytest

from lawdesk.domain.billing.fee_agreements import Evergreen
from lawdesk.domain.billing.retainers import RetainerStanding, retainer_standing

RETAINER = Evergreen(5_000_00, 2_500_00, 500_00)


@pytest.mark.parametrize(
    ("before", "paid", "left", "request_cents"),
    [
        (4_200_00, 2_150_00, 2_050_00, 2_950_00),
        (4_200_00, 1_600_00, 2_600_00, 0),
        (4_200_00, 1_700_00, 2_500_00, 0),
        (4_200_00, 1_700_01, 2_499_99, 2_500_01),
        (0, 0, 0, 5_000_00),
    ],
)
def test_what_is_missing_is_asked_for_below_the_trigger(
    before: int, paid: int, left: int, request_cents: int
) -> None:
    standing = retainer_standing(RETAINER, before, paid)
    assert (standing.balance_cents, standing.request_cents) == (left, request_cents)


@pytest.mark.parametrize(("left", "stops"), [(500_00, False), (499_99, True)])
def test_work_stops_below_the_agreed_balance_only(left: int, stops: bool) -> None:
    assert retainer_standing(RETAINER, left).stops_work is stops
    never = Evergreen(5_000_00, 2_500_00)
    assert retainer_standing(never, 0) == RetainerStanding(0, 5_000_00, False)
