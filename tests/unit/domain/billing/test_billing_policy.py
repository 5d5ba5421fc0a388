"""Which policy holds, and which terms cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lawdesk.domain.billing.billing_policy import (
    BillingPolicy,
    ExpenseTerms,
    LateTerms,
    PolicyId,
    PolicyVersion,
    ReminderLevel,
    checked_policy,
    policy_in_force,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingPolicy
from lawdesk.errors import FieldError

DAY = date(2026, 7, 1)


def version(
    number: int, valid_from: date, *, client: int | None = None, matter: int | None = None
) -> PolicyVersion:
    return PolicyVersion(
        PolicyId(number),
        ClientId(client) if client else None,
        MatterId(matter) if matter else None,
        number,
        valid_from,
        BillingPolicy(),
        1,
        None,
    )


def test_matter_goes_before_client_before_practice() -> None:
    practice = version(1, date(2020, 1, 1))
    client = version(2, date(2020, 1, 1), client=1)
    matter = version(3, date(2020, 1, 1), client=1, matter=1)
    assert policy_in_force([practice, client, matter], DAY) is matter
    assert policy_in_force([practice, client], DAY) is client
    assert policy_in_force([practice], DAY) is practice


def test_the_latest_that_has_begun_holds() -> None:
    old, new = version(1, date(2020, 1, 1)), version(2, DAY)
    assert policy_in_force([old, new], date(2026, 6, 30)) is old
    assert policy_in_force([old, new], DAY) is new


def test_a_version_dated_back_takes_the_older_ones_place_from_its_day_on() -> None:
    old, new = version(1, DAY), version(2, date(2026, 6, 1))
    assert policy_in_force([old, new], date(2026, 8, 1)) is new
    assert policy_in_force([old, new], date(2026, 6, 1)) is new
    assert policy_in_force([old, new], date(2026, 5, 31)) is old


def test_an_ended_version_gives_way_from_its_last_day_on() -> None:
    practice = version(1, date(2020, 1, 1))
    client = replace(version(2, date(2020, 1, 1), client=1), ended_on=DAY)
    assert policy_in_force([practice, client], date(2026, 6, 30)) is client
    assert policy_in_force([practice, client], DAY) is practice


def test_work_before_the_first_version_has_that_version() -> None:
    first, second = version(1, date(2025, 1, 1)), version(2, DAY)
    assert policy_in_force([second, first], date(2019, 1, 1)) is first


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (BillingPolicy(rounding=RoundingPolicy(unit_seconds=420)), "unit"),
        (BillingPolicy(rounding=RoundingPolicy(minimum_units=-1)), "minimum"),
        (BillingPolicy(payment_days=366), "payment_days"),
        (BillingPolicy(late=LateTerms(rate_ppm=-1)), "late_rate"),
        (BillingPolicy(late=LateTerms(lump_sum_cents=-1)), "lump_sum"),
        (BillingPolicy(reminders=(ReminderLevel(7), ReminderLevel(7))), "reminders"),
        (BillingPolicy(reminders=(ReminderLevel(7, fee_cents=-1),)), "reminders"),
        (BillingPolicy(expenses=ExpenseTerms(copy_cents=-1)), "expenses"),
        (BillingPolicy(retention="x" * 2001), "retention"),
    ],
)
def test_terms_that_cannot_hold_are_refused_by_their_field(
    policy: BillingPolicy, field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        checked_policy(policy)
    assert refused.value.field == field
