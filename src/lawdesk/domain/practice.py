"""The practice: who the lawyer is. How work is billed is in the billing policies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawdesk.domain.tax import TaxRegime


class Theme(StrEnum):
    """Which colours the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Practice:
    """Everything the practice says of itself. Changing it never changes what exists already."""

    vault_id: str
    is_sample: bool
    name: str
    title: str
    address: str
    mail: str
    phone: str
    tax_number: str
    vat_id: str
    bank_name: str
    account_holder: str
    account_number: str
    bank_code: str
    country: str
    currency: str
    locale: str
    language: str
    tax_regime: str
    matter_number_pattern: str
    invoice_number_pattern: str
    credit_note_number_pattern: str
    interest_note_number_pattern: str
    day_goal_seconds: int
    idle_lock_minutes: int
    theme: Theme
    created_at: int
    sales_tax_ppm: int = 0

    @property
    def regime(self) -> TaxRegime:
        """How the practice is taxed, with its own rate where it charges sales tax."""
        from lawdesk.domain.tax import regime_for  # large tables, and a clock at rest needs none

        return regime_for(self.tax_regime, self.sales_tax_ppm)
