"""Putting a letterhead in force. What was issued keeps the one it was drawn with."""

from __future__ import annotations

from lawdesk.domain.invoice_paper import PaperSender
from lawdesk.domain.letterhead import Letterhead, LetterheadId, checked_letterhead
from lawdesk.domain.practice import Practice
from lawdesk.store import audit, letterhead, practice
from lawdesk.store.database import Reader, Transaction


def set_letterhead(tx: Transaction, typed: Letterhead, *, now: int) -> LetterheadId | None:
    """Papers drawn from now on show this head; gives None where it is in force already.

    Raises FieldError for "picture", "lines" or "footer".
    """
    head = checked_letterhead(typed)
    if head == (letterhead.find(tx) or Letterhead()):
        return None
    letterhead_id = letterhead.insert(tx, head, now)
    audit.insert(tx, now, "change letterhead", "practice", 1, "")
    return letterhead_id


def sender_now(read: Reader) -> PaperSender:
    """Who writes, as a paper drawn now shows it: name and address of the practice, letterhead."""
    return sender_of(practice.get(read), letterhead.find(read))


def sender_of(settings: Practice, head: Letterhead | None) -> PaperSender:
    """Name, title, address and contacts of a practice under a letterhead."""
    contact = " · ".join(part for part in (settings.mail, settings.phone) if part)
    return PaperSender(
        settings.name,
        settings.title,
        tuple(settings.address.splitlines()),
        (contact,) if contact else (),
        letterhead=head,
    )
