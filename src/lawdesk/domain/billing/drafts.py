"""Drafts: invoices in the making, their lines, and who shall pay them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

from lawdesk.domain.billing.discounts import InvoiceDiscount
from lawdesk.domain.billing.expenses import ExpenseId
from lawdesk.domain.billing.fixed_charges import FixedChargeId
from lawdesk.domain.clients import ClientId, Grouping
from lawdesk.domain.matters import MatterId
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy, RoundingScope
from lawdesk.domain.time_entries import Charge, TimeEntryId

DraftId = NewType("DraftId", int)
DraftLineId = NewType("DraftLineId", int)


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice in the making. It has no number; that is drawn when it is issued.

    `payment_note` stands in place of the bank details where it is not empty.
    """

    id: DraftId
    matter_id: MatterId
    work_from: date | None
    work_until: date
    grouping: Grouping
    intro: str
    tax_category: str
    payment_days: int
    created_at: int
    discount: InvoiceDiscount | None = None
    applies_credit: bool = True
    shows_reductions: bool = True
    cover_letter: str = ""
    payment_note: str = ""


@dataclass(frozen=True, slots=True)
class OfferedWork:
    """Open work that a draft may bill: an entry, an expense or a fixed charge, by its day."""

    done_on: date
    wording: str
    entry_id: TimeEntryId | None = None
    expense_id: ExpenseId | None = None
    charge_id: FixedChargeId | None = None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Work offered to a draft: an entry (or a part of its units), an expense or a fixed charge.

    `amount_cents` is what it comes to before anything is taken off. `part_units` are the units of
    this part where an entry was split. A line with `merged_into_id` is told by that other line.
    """

    id: DraftLineId
    draft_id: DraftId
    kind: str
    entry_id: TimeEntryId | None
    expense_id: ExpenseId | None
    charge_id: FixedChargeId | None
    part: int
    part_units: int | None
    position: int
    chosen: bool
    no_charge: bool
    write_down_cents: int
    reason: str
    wording: str
    merged_into_id: DraftLineId | None
    payer_id: ClientId | None
    worked_on: date
    activity_code: str | None
    charge: Charge
    raw_seconds: int
    billed_units: int
    unit_seconds: int
    rate_cents_per_hour: int
    rounding_unit_seconds: int
    rounding_mode: RoundingMode
    minimum_units: int
    rounding_scope: RoundingScope
    quantity_thousandths: int
    quantity_unit: str
    unit_price_cents: int
    whole_cents: int
    tax_category: str

    @property
    def is_time(self) -> bool:
        """Whether hours stand behind it."""
        return self.kind == "time"

    @property
    def units(self) -> int:
        """Billed units of this part, before an invoice is rounded as one."""
        return self.billed_units if self.part_units is None else self.part_units

    @property
    def amount_cents(self) -> int:
        """What it comes to before anything is taken off."""
        if self.part_units is None:
            return self.whole_cents
        return amount_of_time(self.part_units, self.unit_seconds, self.rate_cents_per_hour)

    @property
    def is_free(self) -> bool:
        """Whether the client pays nothing for it, by the work itself or by the draft."""
        return self.no_charge or self.charge is Charge.NO_CHARGE

    @property
    def billed_cents(self) -> int:
        """What the line adds to the invoice where no agreement covers it."""
        return 0 if self.is_free else self.amount_cents - self.write_down_cents

    @property
    def policy(self) -> RoundingPolicy:
        """The rounding policy frozen in the entry."""
        return RoundingPolicy(
            self.rounding_unit_seconds, self.rounding_mode, self.minimum_units, self.rounding_scope
        )


@dataclass(frozen=True, slots=True)
class DraftPayer:
    """One of several who pay: a share in ppm, a fixed net amount in cents, or the rest.

    `consent` says how the client agreed that somebody else is billed.
    """

    id: int
    draft_id: DraftId
    client_id: ClientId
    share_ppm: int | None
    fixed_cents: int | None
    is_rest: bool
    masks_narrative: bool
    consent: str


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A line of the list of drafts."""

    id: DraftId
    matter_id: MatterId
    matter_number: str
    matter_title: str
    client_name: str
    lines: int
    amount_cents: int
    created_at: int
