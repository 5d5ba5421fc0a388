"""Activity codes: what kind of work an entry was.

Data: the activity set of the American Bar Association's Uniform Task-Based Management System
(UTBMS), A101 to A111, and what the LEDES Oversight Committee added in 2013. Of the additions, A112
to A114 are in use elsewhere too; the others rest on one public source and are off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lawdesk.errors import FieldError
from lawdesk.translation import _

_CODE = re.compile(r"[a-z][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: its code, its published title, and whether more than one source has it."""

    code: str
    title: str
    verified: bool = True

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
    Activity("A112", "Billable travel time"),
    Activity("A113", "Communicate (witnesses)"),
    Activity("A114", "Communicate (experts)"),
)

# Offered nowhere until somebody has compared them with the committee's own list.
UNVERIFIED_ACTIVITIES = (
    Activity("A115", "Medical record and medical bill management", verified=False),
    Activity("A116", "Training", verified=False),
    Activity("A117", "Special handling copying/scanning/imaging (internal)", verified=False),
    Activity("A118", "Collection-forensic", verified=False),
    Activity("A119", "Culling and filtering", verified=False),
    Activity("A120", "Processing", verified=False),
    Activity("A121", "Review and analysis", verified=False),
    Activity("A122", "Quality assurance and control", verified=False),
    Activity("A123", "Search creation and execution", verified=False),
    Activity("A124", "Privilege review culling and log creation", verified=False),
    Activity("A125", "Document production creation and preparation", verified=False),
    Activity("A126", "Evidence/exhibit creation and preparation", verified=False),
    Activity("A127", "Project management", verified=False),
    Activity("A128", "Collection closing activities", verified=False),
)


def parse_activity(text: str) -> str | None:
    """The code meant by `a103`, `103`, `A103 Draft/revise` or a title's start; None for nothing.

    Raises FieldError("activity") for anything else.
    """
    if not text.strip():
        return None
    code = meant_code(text, "A", {one.code: one.title for one in ACTIVITIES})
    if code is not None:
        return code
    raise FieldError(
        "activity",
        _("“{typed}” is not an activity code; the old one was kept.").format(
            typed=text.strip()[:40]
        ),
        _("Write A101 to A114, or nothing."),
    )


def meant_code(text: str, letter: str, titles: Mapping[str, str]) -> str | None:
    """The only one of the codes that a typed text can mean: itself, its figures after the set's
    `letter`, or how its title begins. None where it is none of them or more than one.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    first = typed.split()[0]
    code = (first if _CODE.fullmatch(first) else f"{letter}{first}").upper()
    if code in titles:
        return code
    named = [one for one, title in titles.items() if title.lower().startswith(typed)]
    exact = [one for one in named if titles[one].lower() == typed]
    return (exact or named)[0] if len(exact or named) == 1 else None
