"""Sums split between payers: the worked figures, and that no cent is lost or made."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.shares import (
    BillSplit,
    ByAmounts,
    ByShares,
    Payer,
    PayerAmount,
    PayerShare,
    Split,
    split_bill,
    split_by_weight,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.tax import TaxGroup, group_tax
from lawdesk.errors import FieldError

ANNA, BERT, CARA = (Payer(ClientId(n), name) for n, name in enumerate(["Anna", "Bert", "Cara"], 1))
THIRD = Fraction(1, 3)


def by_shares(*shares: Fraction | int, remainder_to: Payer | None = None) -> ByShares:
    parts = [PayerShare(p, Fraction(s)) for p, s in zip((ANNA, BERT, CARA), shares, strict=False)]
    return ByShares(tuple(parts), remainder_to.client_id if remainder_to else None)


def untaxed(cents: int) -> list[TaxGroup]:
    return group_tax([("none", 0, cents)])


def nets(split: BillSplit) -> list[int]:
    return [bill.net_cents for bill in split.bills]


def test_half_three_tenths_and_a_fifth() -> None:
    split = by_shares(Fraction(50, 100), Fraction(30, 100), Fraction(20, 100))
    assert nets(split_bill(split, untaxed(1_234_57))) == [617_29, 370_37, 246_91]


@pytest.mark.parametrize(
    ("payer", "parts"),
    [
        (None, [333_34, 333_33, 333_33]),
        (ANNA, [333_34, 333_33, 333_33]),
        (CARA, [333_33, 333_33, 333_34]),
    ],
)
def test_thirds_leave_a_cent_to_the_named_payer(payer: Payer | None, parts: list[int]) -> None:
    split = by_shares(THIRD, THIRD, THIRD, remainder_to=payer)
    assert nets(split_bill(split, untaxed(1_000_00))) == parts


def test_taxes_of_the_parts_may_differ_from_the_whole_by_a_cent_and_it_is_told() -> None:
    split = split_bill(by_shares(THIRD, THIRD, THIRD), group_tax([("standard", 190_000, 100_00)]))
    assert nets(split) == [33_34, 33_33, 33_33]
    assert [bill.tax_cents for bill in split.bills] == [6_33, 6_33, 6_33]
    assert [bill.total_cents for bill in split.bills] == [39_67, 39_66, 39_66]
    assert split.tax_difference_cents == -1


def test_every_group_is_split_for_itself() -> None:
    groups = group_tax([("standard", 190_000, 770_50), ("outside", 0, 120_00)])
    split = split_bill(by_shares(Fraction(1, 2), Fraction(1, 2)), groups)
    assert [[(g.category, g.net_cents) for g in bill.taxes] for bill in split.bills] == [
        [("standard", 385_25), ("outside", 60_00)]
    ] * 2


def test_fixed_amounts_and_one_who_takes_the_rest() -> None:
    groups = group_tax([("standard", 190_000, 770_50), ("outside", 0, 120_00)])
    split = ByAmounts((PayerAmount(CARA, 500_00),), ANNA)
    bills = split_bill(split, groups).bills
    assert [(bill.payer.name, bill.net_cents) for bill in bills] == [
        ("Anna", 390_50),
        ("Cara", 500_00),
    ]
    assert sum(bill.share for bill in bills) == 1


def test_fixed_amounts_never_take_a_cent_twice() -> None:
    groups = group_tax([("a", 0, 1), ("b", 0, 1), ("c", 0, 1)])
    split = ByAmounts((PayerAmount(ANNA, 1), PayerAmount(BERT, 1)), CARA)
    taken = [[group.category for group in bill.taxes] for bill in split_bill(split, groups).bills]
    assert taken == [["a"], ["b"], ["c"]]


def test_who_owes_nothing_of_a_group_does_not_see_it() -> None:
    split = ByAmounts((PayerAmount(BERT, 100_00),), ANNA)
    bills = split_bill(split, untaxed(100_00)).bills
    assert [bill.taxes for bill in bills if bill.payer == ANNA] == [()]


def test_two_payers_with_nothing_are_named() -> None:
    with pytest.raises(FieldError, match="Anna, Bert would pay 0 percent") as refused:
        split_bill(by_shares(0, 0), untaxed(100))
    assert refused.value.field == "share"


@pytest.mark.parametrize(
    ("split", "field"),
    [
        (by_shares(Fraction(1, 2), Fraction(2, 5)), "share"),
        (by_shares(Fraction(1, 2), Fraction(3, 5)), "share"),
        (by_shares(Fraction(3, 2), Fraction(-1, 2)), "share"),
        (by_shares(1), "payers"),
        (by_shares(Fraction(1, 2), Fraction(1, 2), remainder_to=CARA), "payers"),
        (ByShares((PayerShare(ANNA, Fraction(1, 2)),) * 2), "payers"),
        (ByAmounts((PayerAmount(ANNA, 5),), ANNA), "payers"),
        (ByAmounts((), ANNA), "payers"),
        (ByAmounts((PayerAmount(ANNA, 0),), BERT), "amount"),
        (ByAmounts((PayerAmount(ANNA, -5),), BERT), "amount"),
        (ByAmounts((PayerAmount(ANNA, 100_01),), BERT), "amount"),
    ],
)
def test_a_split_that_cannot_be_made_is_refused(split: Split, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        split_bill(split, untaxed(100_00))
    assert refused.value.field == field


payers = st.lists(
    st.builds(Payer, st.integers(1, 99).map(ClientId), st.sampled_from(["Anna", "anna", "Bert"])),
    min_size=2,
    max_size=6,
    unique_by=lambda payer: payer.client_id,
)
groups = st.dictionaries(
    st.tuples(st.sampled_from(["standard", "reduced", "outside"]), st.sampled_from([0, 190_000])),
    st.integers(0, 10**9),
    min_size=1,
).map(lambda nets: group_tax([(*key, net) for key, net in nets.items()]))


@st.composite
def shared_bills(draw: st.DrawFn) -> tuple[ByShares, list[TaxGroup]]:
    chosen = draw(payers)
    weights = [draw(st.integers(1, 1_000)) for _payer in chosen]
    parts = [PayerShare(p, Fraction(w, sum(weights))) for p, w in zip(chosen, weights, strict=True)]
    rest = draw(st.none() | st.sampled_from([payer.client_id for payer in chosen]))
    return ByShares(tuple(parts), rest), draw(groups)


@st.composite
def fixed_bills(draw: st.DrawFn) -> tuple[ByAmounts, list[TaxGroup]]:
    chosen, bill = draw(payers), draw(groups.filter(lambda g: sum(x.net_cents for x in g) > 9))
    left = sum(group.net_cents for group in bill) // (len(chosen) - 1)
    parts = [PayerAmount(payer, draw(st.integers(1, left))) for payer in chosen[1:]]
    return ByAmounts(tuple(parts), chosen[0]), bill


any_bill = st.one_of(shared_bills(), fixed_bills())


@given(any_bill)
def test_parts_add_up_to_every_group_of_the_whole(bill: tuple[Split, list[TaxGroup]]) -> None:
    split, whole = bill
    made = split_bill(split, whole)
    for group in whole:
        key = (group.category, group.rate_ppm)
        parts = [g for b in made.bills for g in b.taxes if (g.category, g.rate_ppm) == key]
        assert sum(part.net_cents for part in parts) == group.net_cents
        assert all(part.net_cents > 0 for part in parts)
        assert all(part == group_tax([(*key, part.net_cents)])[0] for part in parts)
    taxes = sum(bill.tax_cents for bill in made.bills)
    assert taxes - made.tax_difference_cents == sum(group.tax_cents for group in whole)
    assert sum(bill.share for bill in made.bills) == 1


@given(any_bill, st.randoms(use_true_random=False))
def test_the_order_of_the_payers_does_not_matter(
    bill: tuple[Split, list[TaxGroup]], chance: Random
) -> None:
    split, whole = bill
    if isinstance(split, ByShares):
        shares = tuple(chance.sample(split.parts, len(split.parts)))
        again: Split = ByShares(shares, split.remainder_to)
    else:
        again = ByAmounts(tuple(chance.sample(split.parts, len(split.parts))), split.rest)
    assert split_bill(again, whole) == split_bill(split, whole)


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_no_part_is_a_cent_away_from_its_exact_share(cents: int, weights: list[int]) -> None:
    parts = split_by_weight(cents, weights)
    assert sum(parts) == cents
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(cents * weight, sum(weights))) < 1
