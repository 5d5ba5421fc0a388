"""Setting up the practice and changing its settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.numbering import check_pattern
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError
from lawdesk.operations.rates import set_rate
from lawdesk.store import audit, practice
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_IDLE_MINUTES = range(1, 121)
_FIRST_DAY = date(1970, 1, 1)


def set_up_practice(tx: Transaction, new: Practice, *, cents_per_hour: int) -> None:
    """Write the practice down for the first time, with its hourly rate for everything."""
    practice.insert(tx, _checked(new))
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
    practice.set_practice(tx, _checked(kept))
    audit.insert(tx, now, "change settings", "practice", 1, "")


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
    return replace(
        new,
        name=new.name.strip(),
        matter_number_pattern=check_pattern("matter_number_pattern", new.matter_number_pattern),
        invoice_number_pattern=check_pattern("invoice_number_pattern", new.invoice_number_pattern),
    )
