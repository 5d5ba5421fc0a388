"""What LawDesk proposes for a country: currency, locale, tax regime, rounding, paper.

Proposals only; each can be changed on the same screen. Rounding: tenths of an hour up to the next
are the habit in the United States and Canada; elsewhere the nearest tenth is proposed. England and
Wales work in six-minute units as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy

_NEAREST = RoundingPolicy(360, RoundingMode.NEAREST, 1)
_UP = RoundingPolicy(360, RoundingMode.UP, 1)


@dataclass(frozen=True, slots=True)
class CountryProposal:
    """Proposed settings of one country (ISO 3166 code, ISO 4217 currency, CLDR locale)."""

    code: str
    name: str
    currency: str
    locale: str
    language: str
    tax_regime: str
    rounding: RoundingPolicy
    payment_days: int

    @property
    def policy(self) -> BillingPolicy:
        """The billing policy that a practice of this country begins with."""
        return BillingPolicy(rounding=self.rounding, payment_days=self.payment_days)


COUNTRIES = (
    CountryProposal("US", "United States", "USD", "en_US", "en", "no_tax", _UP, 30),
    CountryProposal("CA", "Canada", "CAD", "en_CA", "en", "no_tax", _UP, 30),
    CountryProposal("GB", "United Kingdom", "GBP", "en_GB", "en", "vat_gb", _NEAREST, 30),
    CountryProposal("IE", "Ireland", "EUR", "en_IE", "en", "vat_ie", _NEAREST, 30),
    CountryProposal("DE", "Germany", "EUR", "de_DE", "de", "vat_de", _NEAREST, 14),
    CountryProposal("AT", "Austria", "EUR", "de_AT", "de", "vat_at", _NEAREST, 14),
    CountryProposal("CH", "Switzerland", "CHF", "de_CH", "de", "vat_ch", _NEAREST, 30),
    CountryProposal("FR", "France", "EUR", "fr_FR", "fr", "vat_fr", _NEAREST, 30),
    CountryProposal("BE", "Belgium", "EUR", "fr_BE", "fr", "vat_be", _NEAREST, 30),
    CountryProposal("LU", "Luxembourg", "EUR", "fr_LU", "fr", "vat_lu", _NEAREST, 30),
    CountryProposal("ES", "Spain", "EUR", "es_ES", "es", "vat_es", _NEAREST, 30),
    CountryProposal("NL", "Netherlands", "EUR", "nl_NL", "en", "vat_nl", _NEAREST, 14),
    CountryProposal("AU", "Australia", "AUD", "en_AU", "en", "gst_au", _NEAREST, 30),
    CountryProposal("NZ", "New Zealand", "NZD", "en_NZ", "en", "gst_nz", _NEAREST, 20),
    CountryProposal("JP", "Japan", "JPY", "ja_JP", "en", "tax_jp", _NEAREST, 30),
)


def proposal_for(code: str) -> CountryProposal:
    """The proposal of a country; that of the United States for one that is not listed."""
    return next((c for c in COUNTRIES if c.code == code), COUNTRIES[0])
