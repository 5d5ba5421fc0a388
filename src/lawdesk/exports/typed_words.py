"""The words of a bundle as a client types them into somebody else's program.

A PDF viewer or an archiver takes a password as it is typed, sign by sign; only our own page can be
lenient. So there is one way to write the words: as the card shows them, one space between two.
"""

from __future__ import annotations

import unicodedata

from lawdesk.errors import RuleError
from lawdesk.translation import _


def typed_words(words: str, most_bytes: int) -> str:
    """The password: the words as they stand on the card, one space between two.

    Raises RuleError for no words, and for more than `most_bytes` of UTF-8, which some programs
    refuse to take.
    """
    typed = " ".join(unicodedata.normalize("NFKC", words).split())
    if not typed:
        raise RuleError(_("The bundle has no passphrase; nothing was written."))
    if len(typed.encode()) > most_bytes:
        raise RuleError(
            _("These words are too long for a file of this kind; nothing was written."),
            _("Choose new words, or a page as the format of the bundle."),
        )
    return typed
