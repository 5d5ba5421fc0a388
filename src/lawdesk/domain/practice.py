"""The practice: who the lawyer is, and the policies that new entries and invoices copy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope


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
    rounding_unit_seconds: int
    rounding_mode: RoundingMode
    minimum_units: int
    rounding_scope: RoundingScope
    payment_days: int
    matter_number_pattern: str
    invoice_number_pattern: str
    day_goal_seconds: int
    idle_lock_minutes: int
    theme: Theme
    created_at: int

    @property
    def policy(self) -> RoundingPolicy:
        """The rounding policy that new entries copy."""
        return RoundingPolicy(
            self.rounding_unit_seconds, self.rounding_mode, self.minimum_units, self.rounding_scope
        )
