"""Tax on legal services: regimes as data, one rounding per group of category and rate.

Standard rates: European Commission, "VAT rates applied in the Member States" (2025 table), HMRC,
ESTV (8.1 % from 2024-01-01), ATO and IRD for GST, NTA Japan for consumption tax.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lawdesk.domain.money import share_of


@dataclass(frozen=True, slots=True)
class TaxCategory:
    """A way a line is taxed: EN 16931-like code, rate in ppm, and what the invoice must say."""

    code: str
    name: str
    rate_ppm: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class TaxRegime:
    """The categories a practice may choose from; the first is proposed."""

    code: str
    name: str
    categories: tuple[TaxCategory, ...]

    def category(self, code: str) -> TaxCategory:
        """The category of that code, or the proposed one where the regime lacks it."""
        return next((c for c in self.categories if c.code == code), self.categories[0])


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """All lines of one category and rate: their net, and the tax rounded once on that net."""

    category: str
    rate_ppm: int
    net_cents: int
    tax_cents: int


OUTSIDE = TaxCategory("outside", "outside tax", 0)
NO_TAX = TaxCategory("none", "no tax", 0)
_REVERSE = TaxCategory("reverse_charge", "reverse charge", 0, "reverse_charge")
_EXEMPT = TaxCategory("exempt", "exempt", 0, "exempt")
_SMALL = TaxCategory("small_business", "small business", 0, "small_business")


def _vat(code: str, name: str, rate_ppm: int) -> TaxRegime:
    standard = TaxCategory("standard", "standard rate", rate_ppm)
    return TaxRegime(code, name, (standard, _REVERSE, _EXEMPT, _SMALL))


REGIMES = (
    TaxRegime("no_tax", "No tax on services", (NO_TAX,)),
    _vat("vat_de", "VAT Germany 19 %", 190_000),
    _vat("vat_at", "VAT Austria 20 %", 200_000),
    _vat("vat_ch", "VAT Switzerland 8.1 %", 81_000),
    _vat("vat_fr", "VAT France 20 %", 200_000),
    _vat("vat_be", "VAT Belgium 21 %", 210_000),
    _vat("vat_lu", "VAT Luxembourg 17 %", 170_000),
    _vat("vat_es", "VAT Spain 21 %", 210_000),
    _vat("vat_nl", "VAT Netherlands 21 %", 210_000),
    _vat("vat_ie", "VAT Ireland 23 %", 230_000),
    _vat("vat_gb", "VAT United Kingdom 20 %", 200_000),
    _vat("gst_au", "GST Australia 10 %", 100_000),
    _vat("gst_nz", "GST New Zealand 15 %", 150_000),
    _vat("tax_jp", "Consumption tax Japan 10 %", 100_000),
)


def regime_for(code: str) -> TaxRegime:
    """The regime of that code; "No tax" for one that is not listed."""
    return next((r for r in REGIMES if r.code == code), REGIMES[0])


def group_tax(lines: Iterable[tuple[str, int, int]]) -> list[TaxGroup]:
    """Tax groups of (category, rate in ppm, net in cents) lines, in order of first appearance.

    The tax of a group is rounded once on the sum of its lines, never per line.
    """
    nets: dict[tuple[str, int], int] = {}
    for category, rate_ppm, net_cents in lines:
        key = (category, rate_ppm)
        nets[key] = nets.get(key, 0) + net_cents
    return [TaxGroup(c, r, net, share_of(net, r)) for (c, r), net in nets.items()]
