"""The practice: who the lawyer is. How work is billed is in the billing policies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
