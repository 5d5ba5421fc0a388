"""Matters: what the lawyer works on, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.clients import ClientId
from lawdesk.errors import FieldError, RuleError
from lawdesk.translation import _

MatterId = NewType("MatterId", int)


class MatterStatus(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class Sensitivity(StrEnum):
    """How careful the office must be with what is known in a matter."""

    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"
    SECRET = "secret"  # noqa: S105 - a word for how careful to be, no password

    @property
    def may_mail_plain(self) -> bool:
        """Whether words or papers of the matter may stand in a mail as they are."""
        return self is Sensitivity.ORDINARY

    @property
    def may_mail_sealed(self) -> bool:
        """Whether a sealed bundle may go by mail."""
        return self is not Sensitivity.SECRET

    @property
    def may_leave_plain(self) -> bool:
        """Whether a paper may leave the office as a plain copy, such as a file on a stick."""
        return self is not Sensitivity.SECRET


@dataclass(frozen=True, slots=True)
class Matter:
    """One piece of work for one client.

    `update_interval_days` are the days without word to the client after which the lawyer is
    reminded; 0 for never.
    """

    id: MatterId
    number: str
    title: str
    client_id: ClientId
    area: str
    status: MatterStatus
    opened_on: date
    closed_on: date | None
    reference: str
    description: str
    archived_at: int | None
    created_at: int
    update_interval_days: int = 30
    sensitivity: Sensitivity = Sensitivity.ORDINARY


@dataclass(frozen=True, slots=True)
class MatterSummary:
    """A line of the matter list.

    Unbilled are time of finished entries, expenses and fixed charges; `unbilled_seconds` and
    `unbilled_entries` are those of time.
    """

    id: MatterId
    number: str
    title: str
    client_id: ClientId
    client_name: str
    status: MatterStatus
    unbilled_cents: int
    unbilled_seconds: int
    unbilled_entries: int
    oldest_unbilled_on: date | None
    archived_at: int | None


@dataclass(frozen=True, slots=True)
class MatterChoice:
    """A matter in a chooser."""

    id: MatterId
    number: str
    title: str
    client_name: str

    @property
    def words(self) -> str:
        """Title, client and number: never the same for two matters."""
        return f"{self.title} · {self.client_name} · {self.number}"


@dataclass(frozen=True, slots=True)
class UnbilledTotal:
    """Unbilled time, expenses and fixed charges of all matters.

    `oldest_on` is None where there is nothing.
    """

    matters: int
    cents: int
    oldest_on: date | None


def sensitivity_name(sensitivity: Sensitivity) -> str:
    """The choice itself."""
    return {
        Sensitivity.ORDINARY: _("Ordinary"),
        Sensitivity.SENSITIVE: _("Sensitive"),
        Sensitivity.SECRET: _("Secret"),
    }[sensitivity]


def sensitivity_words(sensitivity: Sensitivity) -> str:
    """What the choice means, to stand behind its name and a colon."""
    return {
        Sensitivity.ORDINARY: _("mail and plain copies are allowed; bundles are sealed anyway."),
        Sensitivity.SENSITIVE: _("only sealed bundles go by mail, no words or papers as they are."),
        Sensitivity.SECRET: _("no mail at all and no plain copies; sealed bundles by hand only."),
    }[sensitivity]


def check_plain_mail(sensitivity: Sensitivity) -> None:
    """Raise RuleError where words or papers of the matter must not stand in a mail."""
    if sensitivity.may_mail_plain:
        return
    if sensitivity is Sensitivity.SENSITIVE:
        raise RuleError(
            _("This matter is sensitive, so nothing of it goes into a plain mail."),
            _("Make a sealed bundle for the client instead."),
        )
    raise RuleError(
        _("This matter is secret, so nothing of it goes by mail."),
        _("Hand the client a sealed bundle, or speak to them."),
    )


def typed_interval(text: str) -> int:
    """Days as typed; an empty text is 0, never. Raises FieldError for "update_interval_days"."""
    typed = text.strip()
    days = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else -1
    return check_update_interval(0 if not typed else days)


def check_update_interval(days: int) -> int:
    """The days, if a reminder can go by them. Raises FieldError for "update_interval_days"."""
    if not 0 <= days <= MOST_INTERVAL_DAYS:
        raise FieldError(
            "update_interval_days",
            _("A reminder comes after 1 to 366 days; 0 is never. The old number was kept."),
        )
    return days


MOST_INTERVAL_DAYS = 366

AREAS = (
    "Administrative law",
    "Civil litigation",
    "Commercial law",
    "Criminal defence",
    "Employment law",
    "Estates and probate",
    "Family law",
    "Immigration",
    "Real estate and leases",
    "Tax",
    "Other",
)
