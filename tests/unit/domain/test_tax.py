"""Tax is rounded once per group."""

import pytest

from lawdesk.domain.money import share_of
from lawdesk.domain.tax import REGIMES, group_tax, regime_for


@pytest.mark.parametrize(
    ("lines", "per_line", "per_group"),
    [([33_33] * 3, 18_99, 19_00), ([10_13] * 5, 9_60, 9_62)],
)
def test_a_group_is_rounded_once(lines: list[int], per_line: int, per_group: int) -> None:
    groups = group_tax(("standard", 190_000, cents) for cents in lines)
    assert [group.tax_cents for group in groups] == [per_group]
    # The wrong way gives another figure; without this the example would prove nothing.
    assert sum(share_of(cents, 190_000) for cents in lines) == per_line


def test_full_example_with_a_court_fee_outside_tax() -> None:
    lines = [
        ("standard", 190_000, 563_50),
        ("standard", 190_000, 171_50),
        ("standard", 190_000, 35_50),
        ("outside", 0, 120_00),
    ]
    groups = group_tax(lines)
    assert [(g.category, g.net_cents, g.tax_cents) for g in groups] == [
        ("standard", 770_50, 146_40),
        ("outside", 120_00, 0),
    ]
    assert sum(g.net_cents + g.tax_cents for g in groups) == 1_036_90


def test_rates_are_millionths_and_codes_are_unique() -> None:
    assert len({regime.code for regime in REGIMES}) == len(REGIMES)
    for regime in REGIMES:
        assert all(0 <= c.rate_ppm < 300_000 for c in regime.categories)
    assert regime_for("vat_de").category("standard").rate_ppm == 190_000
    assert regime_for("unheard of").code == "no_tax"
