"""Names and labels that a bundle carries, in the client's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lawdesk.domain.receivables.accounts import EntryKind


@dataclass(frozen=True, slots=True)
class BundleWords:
    """`paper` holds `{number}`. `entries` name what is booked, with `{reference}` where a paper is
    named. `greeting` begins a test bundle's letter.
    """

    paper: str = "Invoice {number}"
    credit_note: str = "Credit note {number}"
    interest_note: str = "Interest note {number}"
    account_holder: str = "Account holder"
    account_number: str = "Account"
    bank_code: str = "Bank code"
    bank: str = "Bank"
    quoting: str = "Quoting"
    opening: str = "Balance carried forward"
    entries: Mapping[EntryKind, str] = field(default_factory=dict)

    def entry(self, kind: EntryKind, reference: str) -> str:
        """What was booked, as the client reads it."""
        pattern = self.entries.get(kind, kind.value.replace("_", " "))
        named = pattern.replace("{reference}", reference).strip()
        return named if not reference or "{reference}" in pattern else f"{named}: {reference}"
