"""Activity codes: what kind of work an entry was.

Data: the activity set A101 to A111 of the American Bar Association's Uniform Task-Based Management
System (UTBMS), as published at utbms.com. Codes added by others later are not in here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawdesk.errors import FieldError
from lawdesk.translation import _

_CODE = re.compile(r"[a-z][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: its code and its published title."""

    code: str
    title: str

    @property
    def words(self) -> str:
        """Code and title as a list shows them."""
        return f"{self.code} {self.title}"


ACTIVITIES = (
    Activity("A101", "Plan and prepare for"),
    Activity("A102", "Research"),
    Activity("A103", "Draft/revise"),
    Activity("A104", "Review/analyze"),
    Activity("A105", "Communicate (in firm)"),
    Activity("A106", "Communicate (with client)"),
    Activity("A107", "Communicate (other outside counsel)"),
    Activity("A108", "Communicate (other external)"),
    Activity("A109", "Appear for/attend"),
    Activity("A110", "Manage data/files"),
    Activity("A111", "Other"),
)

_KNOWN = frozenset(activity.code for activity in ACTIVITIES)


def parse_activity(text: str) -> str | None:
    """The code meant by `a103`, `103`, `A103 Draft/revise` or a title's start; None for nothing.

    Raises FieldError("activity") for anything else.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    first = typed.split()[0]
    code = (first if _CODE.fullmatch(first) else f"a{first}").upper()
    if code in _KNOWN:
        return code
    named = [one.code for one in ACTIVITIES if one.title.lower().startswith(typed)]
    if len(named) == 1:
        return named[0]
    raise FieldError(
        "activity",
        _("“{typed}” is not an activity code; the old one was kept.").format(
            typed=text.strip()[:40]
        ),
        _("Write A101 to A111, or nothing."),
    )
