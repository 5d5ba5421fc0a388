"""Task and expense codes of the Uniform Task-Based Management System (UTBMS), with their titles.

What belongs here: the published sets as data, and reading a typed code. Activities are in
`activity_codes`. A phase gathers tasks and is refused on a line, where a client's program wants the
task itself; a phase without tasks of its own (all of counseling, most of project) is a task too.

Sources: American Bar Association, Section of Litigation (litigation, counseling, project and
bankruptcy sets, expenses); LEDES Oversight Committee, eDiscovery set of 2011, which it counts as
9 phases and 25 tasks. The tasks "Quality assurance and control" are inferred from L609, the one
seen at the source, and there is one too many of them: the others are marked as not verified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lawdesk.domain.activity_codes import meant_code, parse_activity
from lawdesk.errors import FieldError
from lawdesk.translation import _

_TASK = re.compile(r"[b-df-z][0-9]{3}", re.IGNORECASE)  # A is an activity, E an expense


@dataclass(frozen=True, slots=True)
class Code:
    """One code with its published title; `verified` where it was read at its source."""

    code: str
    title: str
    is_phase: bool = False
    verified: bool = True

    @property
    def words(self) -> str:
        """Code and title as a list shows them."""
        return f"{self.code} {self.title}"


def _phase(code: str, title: str, *tasks: tuple[str, str]) -> tuple[Code, ...]:
    return Code(code, title, is_phase=True), *_tasks(*tasks)


def _tasks(*tasks: tuple[str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, title) for code, title in tasks)


def _quality(code: str) -> Code:
    return Code(code, "Quality assurance and control", verified=code == "L609")


LITIGATION = (
    *_phase(
        "L100",
        "Case Assessment, Development and Administration",
        ("L110", "Fact Investigation/Development"),
        ("L120", "Analysis/Strategy"),
        ("L130", "Experts/Consultants"),
        ("L140", "Document/File Management"),
        ("L150", "Budgeting"),
        ("L160", "Settlement/Non-Binding ADR"),
        ("L190", "Other Case Assessment, Development and Administration"),
    ),
    *_phase(
        "L200",
        "Pre-Trial Pleadings and Motions",
        ("L210", "Pleadings"),
        ("L220", "Preliminary Injunctions/Provisional Remedies"),
        ("L230", "Court Mandated Conferences"),
        ("L240", "Dispositive Motions"),
        ("L250", "Other Written Motions and Submissions"),
        ("L260", "Class Action Certification and Notice"),
    ),
    *_phase(
        "L300",
        "Discovery",
        ("L310", "Written Discovery"),
        ("L320", "Document Production"),
        ("L330", "Depositions"),
        ("L340", "Expert Discovery"),
        ("L350", "Discovery Motions"),
        ("L390", "Other Discovery"),
    ),
    *_phase(
        "L400",
        "Trial Preparation and Trial",
        ("L410", "Fact Witnesses"),
        ("L420", "Expert Witnesses"),
        ("L430", "Written Motions and Submissions"),
        ("L440", "Other Trial Preparation and Support"),
        ("L450", "Trial and Hearing Attendance"),
        ("L460", "Post-Trial Motions and Submissions"),
        ("L470", "Enforcement"),
    ),
    *_phase(
        "L500",
        "Appeal",
        ("L510", "Appellate Motions and Submissions"),
        ("L520", "Appellate Briefs"),
        ("L530", "Oral Argument"),
    ),
)

EDISCOVERY = (
    *_phase("L600", "Identification", ("L601", "Discovery planning"), ("L602", "Interviews")),
    _quality("L609"),
    *_phase("L610", "Preservation", ("L611", "Preservation order"), ("L612", "Legal hold")),
    _quality("L619"),
    *_phase(
        "L620",
        "Collection",
        ("L621", "Collection/Recovery"),
        ("L622", "Media costs"),
        ("L623", "Media/ESI transfer, receipt, inventory"),
    ),
    _quality("L629"),
    *_phase(
        "L630",
        "Processing",
        ("L631", "ESI stage, preparation and process"),
        ("L632", "Scanning - hard copy"),
        ("L633", "Foreign language translation"),
        ("L634", "Exception handling"),
    ),
    _quality("L639"),
    *_phase(
        "L650",
        "Review",
        ("L651", "Hosting costs"),
        ("L652", "Objective and subjective coding"),
        ("L653", "First pass document review"),
        ("L654", "Second pass document review"),
        ("L655", "Privilege review"),
        ("L656", "Redaction"),
    ),
    _quality("L659"),
    # With quality control as its only task, a phase would leave its own work without a code.
    *_tasks(("L660", "Analysis")),
    _quality("L669"),
    *_phase("L670", "Production", ("L671", "Conversion of ESI to production format")),
    _quality("L679"),
    *_tasks(("L680", "Presentation")),
    _quality("L689"),
    *_tasks(("L690", "Project management")),
)

COUNSELING = _tasks(
    ("C100", "Fact Gathering"),
    ("C200", "Researching Law"),
    ("C300", "Analysis and Advice"),
    ("C400", "Third Party Communication"),
)

PROJECT = (
    *_tasks(("P100", "Project Administration")),
    *_phase(
        "P200",
        "Fact Gathering/Due Diligence",
        ("P210", "Corporate Review"),
        ("P220", "Tax"),
        ("P230", "Environmental"),
        ("P240", "Real and Personal Property"),
        ("P250", "Employee/Labor"),
        ("P260", "Intellectual Property"),
        ("P270", "Regulatory Reviews"),
        ("P280", "Other"),
    ),
    *_tasks(
        ("P300", "Structure/Strategy/Analysis"),
        ("P400", "Initial Document Preparation/Filing"),
        ("P500", "Negotiation/Revision/Responses"),
        ("P600", "Completion/Closing"),
        ("P700", "Post-Completion/Post-Closing"),
        ("P800", "Maintenance and Renewal"),
    ),
)

BANKRUPTCY = (
    *_phase(
        "B100",
        "Administration",
        ("B110", "Case Administration"),
        ("B120", "Asset Analysis and Recovery"),
        ("B130", "Asset Disposition"),
        ("B140", "Relief from Stay/Adequate Protection Proceedings"),
        ("B150", "Meetings of and Communications with Creditors"),
        ("B160", "Fee/Employment Applications"),
        ("B170", "Fee/Employment Objections"),
        ("B180", "Avoidance Action Analysis"),
        ("B185", "Assumption/Rejection of Leases and Contracts"),
        ("B190", "Other Contested Matters (excluding assumption/rejection motions)"),
        ("B195", "Non-Working Travel"),
    ),
    *_phase(
        "B200",
        "Operations",
        ("B210", "Business Operations"),
        ("B220", "Employee Benefits/Pensions"),
        ("B230", "Financing/Cash Collections"),
        ("B240", "Tax Issues"),
        ("B250", "Real Estate"),
        ("B260", "Board of Directors Matters"),
    ),
    *_phase(
        "B300",
        "Claims and Plan",
        ("B310", "Claims Administration and Objections"),
        ("B320", "Plan and Disclosure Statement (including Business Plan)"),
    ),
    *_phase(
        "B400",
        "Bankruptcy-Related Advice",
        ("B410", "General Bankruptcy Advice/Opinions"),
        ("B420", "Restructurings"),
    ),
)

TASKS = (*LITIGATION, *EDISCOVERY, *COUNSELING, *PROJECT, *BANKRUPTCY)

EXPENSES = _phase(
    "E100",
    "Expenses",
    ("E101", "Copying"),
    ("E102", "Outside printing"),
    ("E103", "Word processing"),
    ("E104", "Facsimile"),
    ("E105", "Telephone"),
    ("E106", "Online research"),
    ("E107", "Delivery services/messengers"),
    ("E108", "Postage"),
    ("E109", "Local travel"),
    ("E110", "Out-of-town travel"),
    ("E111", "Meals"),
    ("E112", "Court fees"),
    ("E113", "Subpoena fees"),
    ("E114", "Witness fees"),
    ("E115", "Deposition transcripts"),
    ("E116", "Trial transcripts"),
    ("E117", "Trial exhibits"),
    ("E118", "Litigation support vendors"),
    ("E119", "Experts"),
    ("E120", "Private investigators"),
    ("E121", "Arbitrators/mediators"),
    ("E122", "Local counsel"),
    ("E123", "Other professionals"),
    ("E124", "Other"),
)


def known_code(code: str) -> Code | None:
    """The task or expense of that exact code, phases included."""
    return _by_code().get(code)


def is_valid_on_line(code: str) -> bool:
    """Whether a line of an invoice may carry the code: known, and no phase."""
    known = known_code(code)
    return known is not None and not known.is_phase


def parse_task_code(text: str) -> str | None:
    """The code meant by `l120`, `L120 Analysis/Strategy` or a title's start; None for nothing.

    Raises FieldError("task") for anything else, a phase included.
    """
    code = meant_code(text, "L", _titles(TASKS))
    return _on_line(code, text, "task", _("Write a task such as L120 or B110, or nothing."))


def parse_codes(text: str) -> tuple[str | None, str | None]:
    """Activity and task of a text that holds one or both: `A103 L120`, `l120`, `103 L120`.

    What names no task is read as the activity. Raises FieldError for "activity" or "task", for a
    second task too.
    """
    words = text.split()
    tasks = [word for word in words if _TASK.fullmatch(word)]
    if len(tasks) > 1:
        raise FieldError(
            "task",
            _("An entry is for one task; the old codes were kept."),
            _("Write one, such as L120."),
        )
    rest = " ".join(word for word in words if word not in tasks)
    return parse_activity(rest), parse_task_code(tasks[0]) if tasks else None


def parse_expense_code(text: str) -> str | None:
    """The code meant by `e101`, `101`, `E101 Copying` or a title's start; None for nothing.

    Raises FieldError("expense_code") for anything else, a phase included.
    """
    code = meant_code(text, "E", _titles(EXPENSES))
    return _on_line(code, text, "expense_code", _("Write E101 to E124, or nothing."))


def _on_line(code: str | None, text: str, field: str, hint: str) -> str | None:
    if not text.strip():
        return None
    if code is None:
        sentence = _("“{typed}” is not a UTBMS code; the old one was kept.")
        raise FieldError(field, sentence.format(typed=text.strip()[:40]), hint)
    if not is_valid_on_line(code):
        sentence = _("{code} names a whole phase and cannot stand on a line; the old one was kept.")
        raise FieldError(field, sentence.format(code=code), hint)
    return code


@lru_cache(maxsize=4)
def _titles(codes: tuple[Code, ...]) -> dict[str, str]:
    return {one.code: one.title for one in codes}


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Code]:
    return {one.code: one for one in (*TASKS, *EXPENSES)}
