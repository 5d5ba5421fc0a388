"""Texts with named gaps, such as "Page {page} of {pages}".

What belongs here: the one way to fill them. There is no logic in a text and a value is never read
as a text again, so a client named "{total}" or "%s" stays that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lawdesk.errors import FieldError
from lawdesk.translation import _

_GAP = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with each `{name}` replaced by its value; other braces stay as they are.

    Raises FieldError("template") for a name that has no value.
    """
    return _GAP.sub(lambda gap: _value(gap[1], values), text)


def _value(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        known = ", ".join(sorted(values))
        raise FieldError(
            "template",
            _("The text has a gap “{gap}” that nothing fills.").format(gap=f"{{{name}}}"),
            _("Known: {known}.").format(known=known),
        )
    return values[name]
