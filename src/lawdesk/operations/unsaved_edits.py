"""Keeping what is being typed, so that a lock or a crash takes no words away."""

from __future__ import annotations

from lawdesk.domain.clock import Moment
from lawdesk.errors import FieldError
from lawdesk.store import unsaved_edits
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_LONGEST = 200_000


def keep_edit(tx: Transaction, place: str, wording: str, *, now: Moment) -> None:
    """Keep what stands in the field at `place`; an empty field is forgotten.

    Raises FieldError for "wording" over 200,000 characters; what was kept before stays.
    """
    if len(wording) > _LONGEST:
        raise FieldError(
            "wording", _("A letter may have 200,000 characters; what was kept before stays.")
        )
    if wording.strip():
        unsaved_edits.set_edit(tx, place, wording, now.at)
    else:
        unsaved_edits.delete(tx, place)


def forget_edit(tx: Transaction, place: str) -> None:
    """Forget what was being typed at `place`: it is saved elsewhere now, or given up."""
    unsaved_edits.delete(tx, place)
