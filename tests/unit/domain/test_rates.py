"""Which rate applies."""

from datetime import date

import pytest

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.rates import Rate, RateId, choose_rate

MATTER, CLIENT = MatterId(7), ClientId(3)
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)


def rate(
    number: int,
    cents: int,
    *,
    matter: int | None = None,
    client: int | None = None,
    activity: str | None = None,
    since: date = date(2020, 1, 1),
) -> Rate:
    return Rate(
        RateId(number),
        MatterId(matter) if matter else None,
        ClientId(client) if client else None,
        activity,
        since,
        cents,
    )


def chosen(rates: list[Rate], day: date = JULY, activity: str | None = "A103") -> int | None:
    found = choose_rate(
        rates, matter_id=MATTER, client_id=CLIENT, activity_code=activity, worked_on=day
    )
    return found.cents_per_hour if found else None


LADDER = [
    rate(1, 100),
    rate(2, 200, activity="A103"),
    rate(3, 300, client=3),
    rate(4, 400, matter=7),
    rate(5, 500, matter=7, activity="A103"),
]


@pytest.mark.parametrize("steps", range(1, 6))
def test_the_closest_reach_wins(steps: int) -> None:
    assert chosen(LADDER[:steps]) == steps * 100


def test_a_raise_counts_from_its_day() -> None:
    rates = [rate(1, 250_00), rate(2, 280_00, since=JULY)]
    assert chosen(rates, JUNE) == 250_00
    assert chosen(rates, JULY) == 280_00


def test_the_worked_hours_before_and_after_a_raise() -> None:
    rates = [rate(1, 250_00), rate(2, 280_00, since=JULY)]
    amounts = [amount_of_time(12, 360, chosen(rates, day) or 0) for day in (JUNE, JULY)]
    assert amounts == [300_00, 336_00]


def test_others_rates_and_future_rates_do_not_apply() -> None:
    assert chosen([rate(1, 1, matter=8), rate(2, 2, client=4), rate(3, 3, activity="A101")]) is None
    assert chosen([rate(1, 1, since=date(2027, 1, 1))]) is None
