"""Setting up the practice and changing its settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from lawdesk.domain.billing.billing_policy import BillingPolicy, checked_policy
from lawdesk.domain.numbering import check_pattern
from lawdesk.domain.practice import Practice
from lawdesk.domain.tax import check_sales_tax
from lawdesk.errors import FieldError
from lawdesk.operations.rates import set_rate
from lawdesk.store import audit, practice
from lawdesk.store.billing import policies
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_IDLE_MINUTES = range(1, 121)
_FIRST_DAY = date(1970, 1, 1)


def set_up_practice(
    tx: Transaction,
    new: Practice,
    *,
    cents_per_hour: int,
    policy: BillingPolicy,
) -> None:
    """Write the practice down for the first time, with its rate and policy for everything."""
    practice.insert(tx, _checked(new))
    policies.insert(
        tx,
        checked_policy(policy),
        client_id=None,
        matter_id=None,
        version=1,
        valid_from=datetime.fromtimestamp(new.created_at, UTC).date(),
        created_at=new.created_at,
    )
    set_rate(tx, cents_per_hour, valid_from=_FIRST_DAY)
    audit.insert(tx, new.created_at, "set up", "practice", 1, "")


def change_practice(tx: Transaction, changed: Practice, *, now: int) -> None:
    """Replace the settings. Entries and invoices that exist keep what was frozen in them."""
    before = practice.get(tx)
    kept = replace(
        changed,
        vault_id=before.vault_id,
        is_sample=before.is_sample,
        created_at=before.created_at,
    )
    if (kept.country, kept.vat_id, kept.tax_number) != (
        before.country,
        before.vat_id,
        before.tax_number,
    ):
        kept = with_checked_numbers(kept)
    practice.set_practice(tx, _checked(kept))
    audit.insert(tx, now, "change settings", "practice", 1, "")


def with_checked_numbers(settings: Practice) -> Practice:
    """The settings with tax numbers in their normal form.

    Raises FieldError for "vat_id" or "tax_number" where the check digits do not fit.
    """
    from lawdesk.domain.billing.tax_numbers import TaxNumberKind, check_tax_number

    country = settings.country
    return replace(
        settings,
        vat_id=check_tax_number(country, TaxNumberKind.VAT_ID, settings.vat_id),
        tax_number=check_tax_number(country, TaxNumberKind.TAX_NUMBER, settings.tax_number),
    )


def note_failed_unlocks(tx: Transaction, tries: int, *, now: int) -> None:
    """Note how often a wrong passphrase was typed before this unlock."""
    audit.insert(tx, now, "failed unlock", "practice", 1, str(tries))


def _checked(new: Practice) -> Practice:
    if not new.name.strip():
        raise FieldError("name", _("The practice needs your name; nothing was saved."))
    if not new.address.strip():
        raise FieldError("address", _("Invoices need your address; nothing was saved."))
    if new.idle_lock_minutes not in _IDLE_MINUTES:
        raise FieldError("idle_lock_minutes", _("Choose 1 to 120 minutes; the old value was kept."))
    patterns = _checked_patterns(new)
    return replace(
        new,
        name=new.name.strip(),
        sales_tax_ppm=check_sales_tax(new.sales_tax_ppm),
        matter_number_pattern=check_pattern("matter_number_pattern", new.matter_number_pattern),
        invoice_number_pattern=patterns[0],
        credit_note_number_pattern=patterns[1],
        interest_note_number_pattern=patterns[2],
    )


def _checked_patterns(new: Practice) -> list[str]:
    """The patterns of what is issued; two that give the same numbers are refused."""
    names = (
        "invoice_number_pattern",
        "credit_note_number_pattern",
        "interest_note_number_pattern",
    )
    patterns = [check_pattern(name, getattr(new, name)) for name in names]
    for place, name in enumerate(names):
        if patterns[place] in patterns[:place]:
            raise FieldError(
                name, _("Another kind of paper has the same numbers; the old pattern was kept.")
            )
    return patterns
