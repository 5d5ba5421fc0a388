"""Tax on legal services: regimes as data, dated rates, one rounding per group.

A category's rate depends on the day of supply; the tables begin on 2020-01-01, and earlier days get
the first rate known. A reduced rate that has ended shows what replaced it.

Sources of the figures. EU members: European Commission, Taxes in Europe Database and "VAT rates
applied in the Member States". Changes: Germany, Zweites Corona-Steuerhilfegesetz 2020; Ireland,
Finance Act 2020; Luxembourg, law of 2022-10-26 (rates of 2023); Czechia, act 349/2023; Estonia,
KMS § 15; Finland, acts 367/2024 and AVL § 85; Slovakia, act 278/2024; Romania, law 141/2025;
Lithuania, PVM law art. 19 as of 2026; Malta, Legal Notice 231/2023. United Kingdom: HMRC, "VAT
rates". Switzerland: MWSTG art. 25, ESTV on the rates from 2024-01-01. Norway: Skatteetaten,
"Rates"; the low rate of 2020 and 2021 by Stortinget. Australia: ATO. New Zealand: IRD. Japan:
National Tax Agency (since 2019-10-01). Canada: CRA, "GST/HST calculator (and rates)".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.money import PPM, share_of
from lawdesk.errors import FieldError
from lawdesk.translation import _

OWN_RATE_CODE = "us_sales"


@dataclass(frozen=True, slots=True)
class TaxCategory:
    """A way a line is taxed, with its rates in ppm, each from a day on, the oldest first.

    `note` names what the invoice must say of it; it is empty where the rate says all.
    """

    code: str
    name: str
    rates: tuple[tuple[date, int], ...] = ((date.min, 0),)
    note: str = ""

    def rate_on(self, day: date) -> int:
        """The rate in ppm for what was supplied on `day`."""
        return [ppm for first, ppm in self.rates if first <= day][-1]

    @property
    def rate_ppm(self) -> int:
        """The newest rate known, in ppm: for a list of choices, not for a line."""
        return self.rates[-1][1]


@dataclass(frozen=True, slots=True)
class TaxRegime:
    """The categories a practice may choose from; the first is proposed."""

    code: str
    name: str
    categories: tuple[TaxCategory, ...]

    def category(self, code: str) -> TaxCategory:
        """The category of that code (always `outside`), or the proposed one for an unknown code."""
        known = (*self.categories, OUTSIDE)
        return next((c for c in known if c.code == code), self.categories[0])

    @property
    def pass_through(self) -> TaxCategory:
        """How money passed on in the client's name is taxed: not, and told apart where others are.

        A practice without any tax has one category only, so that its invoices never speak of tax.
        """
        return NO_TAX if self.categories == (NO_TAX,) else OUTSIDE


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """All lines of one category and rate: their net, and the tax rounded once on that net."""

    category: str
    rate_ppm: int
    net_cents: int
    tax_cents: int


OUTSIDE = TaxCategory("outside", "outside tax")
NO_TAX = TaxCategory("none", "no tax")
_ZERO = TaxCategory("zero", "zero rate")
_REVERSE = TaxCategory("reverse_charge", "reverse charge", note="reverse_charge")
_EXEMPT = TaxCategory("exempt", "exempt", note="exempt")
_SMALL = TaxCategory("small_business", "small business", note="small_business")

_Rates = int | tuple[int, *tuple[tuple[date, int], ...]]


def _dated(rates: _Rates) -> tuple[tuple[date, int], ...]:
    if isinstance(rates, int):
        return ((date.min, rates),)
    first, *changes = rates
    return ((date.min, first), *changes)


def _percent(rate_ppm: int) -> str:
    whole, part = divmod(rate_ppm, PPM // 100)
    return f"{whole}.{f'{part:04d}'.rstrip('0')}" if part else str(whole)


def _rated(rates: Iterable[_Rates]) -> tuple[TaxCategory, ...]:
    """The standard rate, then the reduced ones: `reduced`, `reduced_2`, …"""
    codes = ("standard", "reduced", "reduced_2", "reduced_3")
    names = ("standard rate", *["reduced rate"] * 3)
    return tuple(
        TaxCategory(code, name, _dated(rate))
        for code, name, rate in zip(codes, names, rates, strict=False)
    )


def _regime(code: str, name: str, rates: tuple[_Rates, ...], *more: TaxCategory) -> TaxRegime:
    rated = _rated(rates)
    named = f"{name} {_percent(rated[0].rate_ppm)} %"
    return TaxRegime(code, named, (*rated, *more, _EXEMPT, _SMALL, OUTSIDE))


def _vat(country: str, name: str, *rates: _Rates, zero: bool = False) -> TaxRegime:
    more = (_ZERO, _REVERSE) if zero else (_REVERSE,)
    return _regime(f"vat_{country}", f"VAT {name}", rates, *more)


def _from(year: int, month: int, rate_ppm: int) -> tuple[date, int]:
    return date(year, month, 1), rate_ppm


_EU = (
    _vat(
        "de",
        "Germany",
        (190_000, _from(2020, 7, 160_000), _from(2021, 1, 190_000)),
        (70_000, _from(2020, 7, 50_000), _from(2021, 1, 70_000)),
    ),
    _vat("at", "Austria", 200_000, 100_000, 130_000),
    _vat("be", "Belgium", 210_000, 60_000, 120_000),
    _vat("bg", "Bulgaria", 200_000, 90_000),
    _vat("hr", "Croatia", 250_000, 50_000, 130_000),
    _vat("cy", "Cyprus", 190_000, 50_000, 90_000, 30_000),
    _vat(
        "cz",
        "Czechia",
        210_000,
        (150_000, _from(2024, 1, 120_000)),
        (100_000, _from(2024, 1, 120_000)),
    ),
    _vat("dk", "Denmark", 250_000),
    _vat(
        "ee",
        "Estonia",
        (200_000, _from(2024, 1, 220_000), _from(2025, 7, 240_000)),
        90_000,
        (90_000, _from(2025, 1, 130_000)),
    ),
    _vat(
        "fi",
        "Finland",
        (240_000, _from(2024, 9, 255_000)),
        100_000,
        (140_000, _from(2026, 1, 135_000)),
    ),
    _vat("fr", "France", 200_000, 55_000, 100_000, 21_000),
    _vat("gr", "Greece", 240_000, 60_000, 130_000),
    _vat("hu", "Hungary", 270_000, 50_000, 180_000),
    _vat(
        "ie",
        "Ireland",
        (230_000, _from(2020, 9, 210_000), _from(2021, 3, 230_000)),
        90_000,
        135_000,
        zero=True,
    ),
    _vat("it", "Italy", 220_000, 50_000, 100_000, 40_000),
    _vat("lv", "Latvia", 210_000, 120_000, 50_000),
    _vat("lt", "Lithuania", 210_000, (90_000, _from(2026, 1, 120_000)), 50_000),
    _vat(
        "lu",
        "Luxembourg",
        (170_000, _from(2023, 1, 160_000), _from(2024, 1, 170_000)),
        (80_000, _from(2023, 1, 70_000), _from(2024, 1, 80_000)),
        (140_000, _from(2023, 1, 130_000), _from(2024, 1, 140_000)),
        30_000,
    ),
    _vat("mt", "Malta", 180_000, 50_000, 70_000, (180_000, _from(2024, 1, 120_000))),
    _vat("nl", "Netherlands", 210_000, 90_000),
    _vat("pl", "Poland", 230_000, 50_000, 80_000),
    _vat("pt", "Portugal", 230_000, 60_000, 130_000),
    _vat(
        "ro",
        "Romania",
        (190_000, _from(2025, 8, 210_000)),
        (90_000, _from(2025, 8, 110_000)),
        (50_000, _from(2025, 8, 110_000)),
    ),
    _vat(
        "sk",
        "Slovakia",
        (200_000, _from(2025, 1, 230_000)),
        (100_000, _from(2025, 1, 190_000)),
        50_000,
    ),
    _vat("si", "Slovenia", 220_000, 95_000, 50_000),
    _vat("es", "Spain", 210_000, 100_000, 40_000),
    _vat("se", "Sweden", 250_000, 60_000, 120_000),
)

_ELSEWHERE = (
    _vat("gb", "United Kingdom", 200_000, 50_000, zero=True),
    _vat(
        "ch",
        "Switzerland",
        (77_000, _from(2024, 1, 81_000)),
        (25_000, _from(2024, 1, 26_000)),
        (37_000, _from(2024, 1, 38_000)),
        zero=True,
    ),
    _vat(
        "no",
        "Norway",
        250_000,
        150_000,
        (120_000, _from(2020, 4, 60_000), _from(2021, 10, 120_000)),
        zero=True,
    ),
    _regime("gst_au", "GST Australia", (100_000,), _ZERO, _REVERSE),
    _regime("gst_nz", "GST New Zealand", (150_000,), _ZERO, _REVERSE),
    _regime("tax_jp", "Consumption tax Japan", (100_000, 80_000), _ZERO, _REVERSE),
    _regime(
        "gst_ca",
        "GST Canada",
        (50_000,),
        # The client's province decides; the separate provincial taxes are not in here.
        TaxCategory("hst_on", "HST Ontario", _dated(130_000)),
        TaxCategory("hst_nb_nl_pe", "HST New Brunswick, Newfoundland, PEI", _dated(150_000)),
        TaxCategory("hst_ns", "HST Nova Scotia", _dated((150_000, _from(2025, 4, 140_000)))),
        _ZERO,
    ),
)


def _own_sales_tax(rate_ppm: int) -> TaxRegime:
    standard = TaxCategory("standard", "sales tax", _dated(rate_ppm))
    return TaxRegime(
        OWN_RATE_CODE, "US sales tax, at a rate of your own", (standard, _EXEMPT, OUTSIDE)
    )


REGIMES = (
    TaxRegime("no_tax", "No tax on services", (NO_TAX,)),
    _own_sales_tax(0),
    *_EU,
    *_ELSEWHERE,
)


def regime_for(code: str, sales_tax_ppm: int = 0) -> TaxRegime:
    """The regime of that code; "No tax" for one that is not listed.

    `sales_tax_ppm` is the rate of a practice that charges US sales tax; the others ignore it. Few
    states tax legal services and each place has its own rate, so none is proposed.
    """
    if code == OWN_RATE_CODE:
        return _own_sales_tax(check_sales_tax(sales_tax_ppm))
    return next((r for r in REGIMES if r.code == code), REGIMES[0])


def check_sales_tax(rate_ppm: int) -> int:
    """The rate, if a sales tax may have it. Raises FieldError("sales_tax")."""
    if 0 <= rate_ppm <= PPM // 4:
        return rate_ppm
    raise FieldError(
        "sales_tax",
        _("A sales tax lies between 0 and 25 %; the old rate was kept."),
        _("Write the combined rate of state, county and city, such as 6.2."),
    )


def group_tax(lines: Iterable[tuple[str, int, int]]) -> list[TaxGroup]:
    """Tax groups of (category, rate in ppm, net in cents) lines, in order of first appearance.

    The tax of a group is rounded once on the sum of its lines, never per line. A rate that changed
    between two lines makes two groups.
    """
    nets: dict[tuple[str, int], int] = {}
    for category, rate_ppm, net_cents in lines:
        key = (category, rate_ppm)
        nets[key] = nets.get(key, 0) + net_cents
    return [TaxGroup(c, r, net, share_of(net, r)) for (c, r), net in nets.items()]


# Where the law frees small businesses, as its own country cites it. Members without a line are
# told by the directive (art. 284), which every one of them has to let pass.
_SMALL_LAW = {
    "DE": "§ 19 UStG",
    "AT": "§ 6 Abs. 1 Z 27 UStG",
    "BE": "art. 56bis CTVA",
    "LU": "art. 57 loi TVA",
    "NL": "art. 25 Wet OB 1968",
    "IT": "art. 1, commi 54-89, L. 190/2014",
    "PT": "art. 53.º CIVA",
    "PL": "art. 113 ust. 1 ustawy o VAT",
    "DK": "momsloven § 48",
    "SE": "18 kap. mervärdesskattelagen (2023:200)",
    "HR": "čl. 90. Zakona o PDV-u",
    "SI": "94. člen ZDDV-1",
    "RO": "art. 310 Codul fiscal",
}
# Elsewhere a small business is one that need not register.
_NOT_REGISTERED_LAW = {
    "GB": "VAT Act 1994, Sch. 1",
    "CH": "Art. 10 Abs. 2 lit. a MWSTG",
    "NO": "merverdiavgiftsloven § 2-1",
    "AU": "GST Act 1999, s. 23-15",
    "NZ": "GST Act 1985, s. 51",
    "JP": "Consumption Tax Act, art. 9",
    "CA": "Excise Tax Act, s. 148",
}
_EXEMPT_LAW = {
    "DE": "§ 4 UStG",
    "AT": "§ 6 Abs. 1 UStG",
    "BE": "art. 44 CTVA",
    "LU": "art. 44 loi TVA",
    "FR": "art. 261 CGI",
    "ES": "art. 20 Ley 37/1992",
    "NL": "art. 11 Wet OB 1968",
    "IT": "art. 10 D.P.R. 633/1972",
    "PT": "art. 9.º CIVA",
    "GB": "VAT Act 1994, Sch. 9",
    "CH": "Art. 21 MWSTG",
}
_MEMBERS = frozenset(regime.code.removeprefix("vat_").upper() for regime in _EU)


def tax_note(category: str, country: str, words: Mapping[str, str]) -> str:
    """What an invoice from `country` must say of a category; empty where the law asks for nothing.

    `words` are the texts of the client's language: those named `tax_note_…` are used.
    """
    if category == "reverse_charge":
        return words["tax_note_reverse_charge" + ("_eu" if country in _MEMBERS else "")]
    if category == "exempt":
        law = _EXEMPT_LAW.get(country, "")
        return words["tax_note_exempt" + ("_by" if law else "")].replace("{law}", law)
    return _small_note(country, words) if category == "small_business" else ""


def _small_note(country: str, words: Mapping[str, str]) -> str:
    if own := words.get(f"tax_note_small_business_{country}"):
        return own
    if country in _NOT_REGISTERED_LAW:
        return words["tax_note_not_registered"].replace("{law}", _NOT_REGISTERED_LAW[country])
    if country not in _MEMBERS:
        return words["tax_note_small_business"]
    law = _SMALL_LAW.get(country, words["tax_note_directive_284"])
    return words["tax_note_small_business_by"].replace("{law}", law)
