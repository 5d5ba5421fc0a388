"""Tax: rates by day, groups rounded once, and the sentence that the law asks for."""

import json
import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.money import share_of
from lawdesk.domain.tax import (
    NO_TAX,
    OUTSIDE,
    REGIMES,
    check_sales_tax,
    group_tax,
    regime_for,
    tax_note,
)
from lawdesk.errors import FieldError
from source_tree import ROOT

MEMBERS = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip
HELD_BY_PRACTICES = [
    "no_tax", "vat_de", "vat_at", "vat_ch", "vat_fr", "vat_be", "vat_lu", "vat_es", "vat_nl",
    "vat_ie", "vat_gb", "gst_au", "gst_nz", "tax_jp",
]  # fmt: skip


def words(language: str) -> dict[str, str]:
    """The texts of one language, as they are shipped."""
    path = ROOT / "resources" / "texts" / f"paper_{language}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts


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
    german = regime_for("vat_de")
    day = date(2026, 11, 20)
    standard = ("standard", german.category("standard").rate_on(day))
    lines = [
        (*standard, 563_50),
        (*standard, 171_50),
        (*standard, 35_50),
        (german.pass_through.code, german.pass_through.rate_on(day), 120_00),
    ]
    groups = group_tax(lines)
    assert [(g.category, g.net_cents, g.tax_cents) for g in groups] == [
        ("standard", 770_50, 146_40),
        ("outside", 120_00, 0),
    ]
    assert sum(g.net_cents + g.tax_cents for g in groups) == 1_036_90


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("standard", "reduced")),
            st.sampled_from((190_000, 81_000, 55_000, 0)),
            st.integers(-(10**12), 10**12),
        ),
        max_size=30,
    )
)
def test_the_tax_of_a_group_is_within_half_a_cent_of_exact(
    lines: list[tuple[str, int, int]],
) -> None:
    groups = group_tax(lines)
    assert sum(g.net_cents for g in groups) == sum(net for _, _, net in lines)
    assert len({(g.category, g.rate_ppm) for g in groups}) == len(groups)
    for group in groups:
        nets = [n for category, r, n in lines if (category, r) == (group.category, group.rate_ppm)]
        exact = Fraction(sum(nets) * group.rate_ppm, 1_000_000)
        assert abs(group.tax_cents - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("code", "category", "day", "before", "after"),
    [
        ("vat_de", "standard", date(2020, 7, 1), 190_000, 160_000),
        ("vat_de", "standard", date(2021, 1, 1), 160_000, 190_000),
        ("vat_de", "reduced", date(2020, 7, 1), 70_000, 50_000),
        ("vat_de", "reduced", date(2021, 1, 1), 50_000, 70_000),
        ("vat_ch", "standard", date(2024, 1, 1), 77_000, 81_000),
        ("vat_ie", "standard", date(2020, 9, 1), 230_000, 210_000),
        ("vat_ie", "standard", date(2021, 3, 1), 210_000, 230_000),
        ("vat_lu", "standard", date(2023, 1, 1), 170_000, 160_000),
        ("vat_lu", "standard", date(2024, 1, 1), 160_000, 170_000),
        ("vat_ee", "standard", date(2025, 7, 1), 220_000, 240_000),
        ("vat_fi", "standard", date(2024, 9, 1), 240_000, 255_000),
        ("vat_sk", "standard", date(2025, 1, 1), 200_000, 230_000),
        ("vat_ro", "standard", date(2025, 8, 1), 190_000, 210_000),
        ("gst_ca", "hst_ns", date(2025, 4, 1), 150_000, 140_000),
    ],
)
def test_a_rate_changes_overnight(
    code: str, category: str, day: date, before: int, after: int
) -> None:
    found = regime_for(code).category(category)
    assert found.code == category
    assert found.rate_on(day - timedelta(days=1)) == before
    assert found.rate_on(day) == after


def test_a_rate_changed_in_mid_period_makes_two_groups() -> None:
    standard = regime_for("vat_ch").category("standard")
    days = [date(2023, 12, 30), date(2024, 1, 2), date(2023, 12, 31), date(2024, 1, 1)]
    groups = group_tax((standard.code, standard.rate_on(day), 100_00) for day in days)
    assert [(g.rate_ppm, g.net_cents, g.tax_cents) for g in groups] == [
        (77_000, 200_00, 15_40),
        (81_000, 200_00, 16_20),
    ]


def test_every_member_of_the_union_has_a_regime() -> None:
    for country in MEMBERS:
        regime = regime_for(f"vat_{country.lower()}")
        assert regime.code == f"vat_{country.lower()}"
        codes = {category.code for category in regime.categories}
        assert {"standard", "reverse_charge", "exempt", "small_business", "outside"} <= codes
        assert ("reduced" in codes) == (country != "DK")
        # Article 97 of the directive.
        assert regime.category("standard").rate_ppm >= 150_000


@pytest.mark.parametrize(
    ("code", "rates"),
    [
        ("vat_gb", [200_000, 50_000, 0]),
        ("vat_no", [250_000, 150_000, 120_000, 0]),
        ("gst_au", [100_000, 0]),
        ("gst_nz", [150_000, 0]),
        ("tax_jp", [100_000, 80_000, 0]),
        ("gst_ca", [50_000, 130_000, 150_000, 140_000, 0]),
        ("vat_fr", [200_000, 55_000, 100_000, 21_000]),
    ],
)
def test_rates_of_today(code: str, rates: list[int]) -> None:
    noted = {"reverse_charge", "exempt", "small_business", "outside"}
    categories = [c for c in regime_for(code).categories if c.code not in noted]
    assert [c.rate_on(date(2026, 11, 21)) for c in categories] == rates


def test_rates_are_dated_millionths_and_codes_are_unique() -> None:
    assert len({regime.code for regime in REGIMES}) == len(REGIMES)
    for regime in REGIMES:
        assert len({c.code for c in regime.categories}) == len(regime.categories)
        for category in regime.categories:
            days = [first for first, _ in category.rates]
            assert days[0] == date.min
            assert days == sorted(set(days))
            assert all(0 <= ppm < 300_000 for _, ppm in category.rates)


def test_what_practices_and_drafts_hold_stays_known() -> None:
    assert [regime_for(code).code for code in HELD_BY_PRACTICES] == HELD_BY_PRACTICES
    for code in HELD_BY_PRACTICES[1:]:
        for category in ("standard", "reverse_charge", "exempt", "small_business"):
            assert regime_for(code).category(category).code == category
    assert regime_for("unheard of").code == "no_tax"
    assert regime_for("vat_de").category("unheard of").code == "standard"
    assert regime_for("vat_fi").name == "VAT Finland 25.5 %"


def test_money_passed_on_is_outside_every_tax() -> None:
    assert all(regime.category("outside") is OUTSIDE for regime in REGIMES)
    assert regime_for("vat_de").pass_through is OUTSIDE
    assert regime_for("no_tax").pass_through is NO_TAX
    assert regime_for("no_tax").categories == (NO_TAX,)


def test_sales_tax_is_off_until_the_practice_sets_a_rate() -> None:
    assert regime_for("us_sales").categories[0].rate_ppm == 0
    albuquerque = regime_for("us_sales", 76_250).categories[0]
    assert albuquerque.rate_on(date(2026, 11, 21)) == 76_250
    assert regime_for("vat_de", 76_250).categories[0].rate_ppm == 190_000
    for rate in (-1, 250_001):
        with pytest.raises(FieldError) as refused:
            regime_for("us_sales", rate)
        assert refused.value.field == "sales_tax"
    assert check_sales_tax(250_000) == 250_000


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_every_noted_category_has_a_sentence_everywhere(language: str) -> None:
    texts = words(language)
    for country in (*MEMBERS, "GB", "CH", "NO", "AU", "NZ", "JP", "CA", "US"):
        for category in ("reverse_charge", "exempt", "small_business"):
            note = tax_note(category, country, texts)
            assert note.endswith(".")
            assert not re.search(r"[{}]", note)
        assert tax_note("standard", country, texts) == ""
        assert tax_note("outside", country, texts) == ""


@pytest.mark.parametrize(
    ("category", "country", "language", "said"),
    [
        ("small_business", "DE", "de", "§ 19 UStG"),
        ("small_business", "AT", "de", "§ 6 Abs. 1 Z 27 UStG"),
        ("small_business", "FR", "fr", "TVA non applicable, article 293 B du CGI"),
        ("small_business", "ES", "es", "artículo 284 de la Directiva 2006/112/CE"),
        ("small_business", "IT", "fr", "L. 190/2014"),
        ("small_business", "GB", "en", "VAT Act 1994, Sch. 1"),
        ("small_business", "CH", "de", "Art. 10 Abs. 2 lit. a MWSTG"),
        ("small_business", "US", "en", "rule for small businesses"),
        ("reverse_charge", "DE", "de", "Steuerschuldnerschaft des Leistungsempfängers"),
        ("reverse_charge", "FR", "fr", "Autoliquidation"),
        ("reverse_charge", "ES", "es", "Inversión del sujeto pasivo"),
        ("reverse_charge", "NL", "en", "Articles 44 and 196 of Directive 2006/112/EC"),
        ("exempt", "ES", "es", "art. 20 Ley 37/1992"),
    ],
)
def test_the_law_is_cited(category: str, country: str, language: str, said: str) -> None:
    assert said in tax_note(category, country, words(language))


def test_the_directive_is_cited_by_members_only() -> None:
    assert "Directive" not in tax_note("reverse_charge", "CH", words("en"))
    assert "Directive" not in tax_note("small_business", "GB", words("en"))
