"""Requests: papers or answers that the client is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.errors import FieldError
from lawdesk.translation import _

ClientRequestId = NewType("ClientRequestId", int)


def request_name(request_id: ClientRequestId) -> str:
    """How a bundle names a request, and the reply to it."""
    return f"r{request_id}"


_LIMITS = {"title": 300, "detail": 5_000, "answer": 20_000}


class RequestOutcome(StrEnum):
    """How a request ended."""

    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ClientRequest:
    """Something the client is asked for; open until `closed_on`."""

    id: ClientRequestId
    client_id: ClientId
    matter_id: MatterId
    wants: RequestWants
    title: str
    detail: str
    asked_on: date
    due_on: date | None
    closed_on: date | None
    outcome: RequestOutcome | None
    answer: str
    recorded_at: int

    def days_overdue(self, today: date) -> int:
        """Days since it was due; 0 for one that is closed, has no due day or is in time."""
        if self.closed_on is not None or self.due_on is None:
            return 0
        return max((today - self.due_on).days, 0)


def check_request(request: ClientRequest) -> None:
    """Raise FieldError for "title", "detail", "answer" or "due_on"."""
    if not request.title.strip():
        raise FieldError("title", _("A request says what the client is asked for."))
    for field, limit in _LIMITS.items():
        if len(getattr(request, field)) > limit:
            words = _("This may have {limit} characters; it stays in the field, unsaved.")
            raise FieldError(field, words.format(limit=limit))
    if request.due_on is not None and request.due_on < request.asked_on:
        raise FieldError("due_on", _("It cannot be due before the day it is asked for."))
