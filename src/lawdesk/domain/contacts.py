"""Mail addresses as far as LawDesk has to understand them."""

from __future__ import annotations

import re

from lawdesk.errors import FieldError
from lawdesk.translation import _

# Deliberately narrower than RFC 5322: no comments, no quoted strings, nothing that folds a header.
_MAIL = re.compile(
    r"[^\s@<>\"(),:;\\\[\]]{1,64}@[^\s@<>\"(),:;\\\[\]]{1,253}\.[^\s@.<>\"(),]{2,63}"
)


def check_mail(field: str, value: str) -> str:
    """The address again. Raises FieldError for `field` where it could not be written to."""
    if not _MAIL.fullmatch(value):
        raise FieldError(field, _("This is not a mail address; the old one was kept."))
    return value
