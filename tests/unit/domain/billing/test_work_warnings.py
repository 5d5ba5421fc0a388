"""What is odd about work before it is billed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.work_warnings import (
    EntryFacts,
    WarningKind,
    is_block_billed,
    work_warnings,
)
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, billed_units
from lawdesk.domain.time_entries import Charge, TimeEntryId

DAY = date(2026, 11, 20)
UP = RoundingPolicy(360, RoundingMode.UP, 1)


def entry(
    number: int, start: int, seconds: int, *, text: str = "", matter: int = 1, day: date = DAY
) -> EntryFacts:
    """An entry clocked from `start` on, at 300.00 in tenths rounded up."""
    units = billed_units(seconds, UP)
    return EntryFacts(
        TimeEntryId(number), MatterId(matter), day, text or f"Lease {number}", None,
        Charge.BILLABLE, seconds, units, 360, UP, 300_00, units * 30_00,
        ((start, start + seconds),),
    )  # fmt: skip


def found(*entries: EntryFacts) -> list[tuple[WarningKind, tuple[int, ...]]]:
    return [(w.kind, w.entry_ids) for w in work_warnings(entries, "en_GB")]


def test_ordinary_work_is_not_warned_about() -> None:
    assert found(entry(1, 0, 3600), entry(2, 3600, 3600)) == []
    assert found() == []


def test_overlaps_are_seen_over_matters_with_the_time_they_share() -> None:
    first, second = entry(1, 0, 3600), entry(2, 3000, 3600, matter=2)
    warnings = work_warnings([second, first], "en_GB")
    assert [(w.kind, w.entry_ids) for w in warnings] == [(WarningKind.OVERLAP, (1, 2))]
    assert "0:10" in warnings[0].sentence


def test_an_entry_inside_a_long_one_is_seen_behind_a_short_one() -> None:
    long, short, inner = entry(1, 0, 36_000), entry(2, 600, 600), entry(3, 7_200, 3_600)
    assert found(inner, long, short) == [
        (WarningKind.OVERLAP, (1, 2)),
        (WarningKind.OVERLAP, (1, 3)),
    ]


def test_stretches_of_one_entry_do_not_overlap_with_themselves() -> None:
    twice = replace(entry(1, 0, 600), intervals=((0, 600), (300, 900)))
    assert found(twice) == []


@pytest.mark.parametrize(("seconds", "warned"), [(12 * 3600, False), (12 * 3600 + 1, True)])
def test_a_day_has_24_hours(seconds: int, warned: bool) -> None:
    typed = [replace(entry(n, 0, seconds), intervals=()) for n in (1, 2)]
    warnings = work_warnings([replace(typed[0], raw_seconds=12 * 3600), typed[1]], "en_GB")
    assert [(w.kind, w.entry_ids) for w in warnings] == (
        [(WarningKind.LONG_DAY, (1, 2))] if warned else []
    )
    assert all("24:00:01" in w.sentence and "20 Nov 2026" in w.sentence for w in warnings)


def test_an_entry_of_30_hours_and_one_of_nothing() -> None:
    long = replace(entry(1, 0, 30 * 3600), intervals=())
    assert found(long) == [(WarningKind.LONG_DAY, (1,))]
    nothing = replace(entry(2, 0, 0), intervals=(), rate_cents_per_hour=0)
    assert found(nothing) == []


def test_the_same_words_on_one_day_and_matter_are_told_once() -> None:
    same = [entry(n, n * 3600, 600, text=t) for n, t in ((1, "Call  client"), (2, "call client"))]
    again = entry(3, 40_000, 600, text="Call client ")
    tomorrow = entry(4, 90_000, 600, text="Call client", day=DAY + timedelta(days=1))
    elsewhere = entry(5, 50_000, 600, text="Call client", matter=2)
    assert found(*same, again, tomorrow, elsewhere) == [(WarningKind.DUPLICATE_TEXT, (1, 2, 3))]


def test_two_minimums_within_a_unit_are_told() -> None:
    assert found(entry(1, 0, 120), entry(2, 300, 120)) == [(WarningKind.DOUBLE_MINIMUM, (2,))]
    assert found(entry(1, 0, 120), entry(2, 480, 120)) == []
    assert found(entry(1, 0, 120), entry(2, 300, 120, matter=2)) == []


def test_missing_words_and_a_rate_of_nothing() -> None:
    silent = replace(entry(1, 0, 600), narrative=" \t")
    free = replace(entry(2, 1_200, 600), rate_cents_per_hour=0, amount_cents=0)
    given_away = replace(entry(3, 2_400, 600), charge=Charge.NO_CHARGE, rate_cents_per_hour=0)
    assert found(given_away, free, silent) == [
        (WarningKind.MISSING_TEXT, (1,)),
        (WarningKind.ZERO_RATE, (2,)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Draft claim; call client",
        "Draft claim and call client",
        "Drafted the claim, reviewed the lease and telephoned the court",
        "First line\nSecond line",
        "Telefonat mit Mandantin und Entwurf der Klage",
        "Appel avec le client et rédaction du contrat",
        "Llamada con el cliente y redacción del contrato",
    ],
)
def test_several_tasks_are_block_billing(text: str) -> None:
    assert is_block_billed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Review and revise the lease",
        "Call with Smith and Wesson",
        "Draft terms and conditions",
        "Letter to court, copy to client",
        "Prüfung der Kauf- und Mietverträge",
        "Research on limitation;",
        "Attend hearing in Sand v. Sand",
    ],
)
def test_one_task_is_not(text: str) -> None:
    assert not is_block_billed(text)


def test_block_billing_is_told() -> None:
    assert found(entry(1, 0, 600, text="Draft claim; call client")) == [
        (WarningKind.BLOCK_BILLING, (1,))
    ]


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=9))
def test_an_entry_is_in_an_overlap_if_and_only_if_it_shares_time(
    stretches: list[tuple[int, int]],
) -> None:
    entries = [entry(n, start, length) for n, (start, length) in enumerate(stretches, 1)]
    told = {
        number
        for warning in work_warnings(entries, "en_GB")
        if warning.kind is WarningKind.OVERLAP
        for number in warning.entry_ids
    }
    assert told == {
        one.entry_id
        for one in entries
        for other in entries
        if one is not other
        and one.intervals[0][0] < other.intervals[0][1]
        and other.intervals[0][0] < one.intervals[0][1]
    }
