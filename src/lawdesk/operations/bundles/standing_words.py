"""Words agreed with a client for all bundles: agreed, replaced, ended."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.bundle_handover import LONGEST_PDF_WORDS, fits_pdf
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, clients, standing_words
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_SHORTEST, _LONGEST_HOW = 10, 300


def agree_standing_words(
    tx: Transaction,
    client_id: ClientId,
    words: str,
    *,
    agreed_on: date,
    agreed_how: str,
    now: Moment,
) -> int:
    """Let these words open every bundle of a client that is made with standing words from now on.

    Words agreed before end today; they still open the bundles made with them. How strong the words
    are was judged before. Raises FieldError for "words", "agreed_on" or "agreed_how".
    """
    clients.get(tx, client_id)
    plain = " ".join(words.split())
    if len(plain) < _SHORTEST:
        raise FieldError("words", _("Standing words need six words; nothing was agreed."))
    if not fits_pdf(plain):
        raise FieldError(
            "words",
            _("PDF readers take {count} characters at most; nothing was agreed.").format(
                count=LONGEST_PDF_WORDS
            ),
        )
    how = agreed_how.strip()
    if not 0 < len(how) <= _LONGEST_HOW:
        raise FieldError("agreed_how", _("Say how they were agreed, in 300 characters at most."))
    if agreed_on > now.day:
        raise FieldError("agreed_on", _("This day lies in the future; nothing was agreed."))
    before = standing_words.find(tx, client_id)
    if before is not None:
        standing_words.set_ended(tx, before.id, now.day)
    words_id = standing_words.insert(tx, client_id, plain, agreed_on, how, now.at)
    audit.insert(tx, now.at, "agree", "standing words", words_id, "")
    return words_id


def end_standing_words(tx: Transaction, client_id: ClientId, *, now: Moment) -> None:
    """Let a client's words hold no longer. Raises RuleError where there are none."""
    held = standing_words.find(tx, client_id)
    if held is None:
        raise RuleError(_("No words are agreed with this client; nothing was changed."))
    standing_words.set_ended(tx, held.id, now.day)
    audit.insert(tx, now.at, "end", "standing words", held.id, "")
