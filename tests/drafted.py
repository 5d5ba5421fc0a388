"""Lines of a draft for tests that need no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.billing.drafts import DraftId, DraftLine, DraftLineId
from lawdesk.domain.billing.expenses import ExpenseId
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.rounding import RoundingMode, RoundingScope
from lawdesk.domain.time_entries import Charge, TimeEntryId


def time_line(
    number: int,
    worked_on: date,
    units: int,
    cents_per_hour: int = 300_00,
    *,
    raw_seconds: int | None = None,
    wording: str = "Work",
) -> DraftLine:
    """An entry of so many tenths of an hour, chosen for the invoice."""
    return DraftLine(
        id=DraftLineId(number),
        draft_id=DraftId(1),
        kind="time",
        entry_id=TimeEntryId(number),
        expense_id=None,
        charge_id=None,
        part=1,
        part_units=None,
        position=number,
        chosen=True,
        no_charge=False,
        write_down_cents=0,
        reason="",
        wording=wording,
        merged_into_id=None,
        payer_id=None,
        worked_on=worked_on,
        activity_code=None,
        charge=Charge.BILLABLE,
        raw_seconds=units * 360 if raw_seconds is None else raw_seconds,
        billed_units=units,
        unit_seconds=360,
        rate_cents_per_hour=cents_per_hour,
        rounding_unit_seconds=360,
        rounding_mode=RoundingMode.UP,
        minimum_units=0,
        rounding_scope=RoundingScope.ENTRY,
        quantity_thousandths=0,
        quantity_unit="",
        unit_price_cents=0,
        whole_cents=amount_of_time(units, 360, cents_per_hour),
        tax_category="",
    )


def expense_line(
    number: int, spent_on: date, cents: int, *, passes_through: bool = False
) -> DraftLine:
    """An expense of one item at that price: an own cost, or one that passes through."""
    return replace(
        time_line(number, spent_on, 0),
        kind="pass_through" if passes_through else "expense",
        entry_id=None,
        expense_id=ExpenseId(number),
        billed_units=0,
        unit_seconds=1,
        rate_cents_per_hour=0,
        quantity_thousandths=1000,
        quantity_unit="items",
        unit_price_cents=cents,
        whole_cents=cents,
    )
