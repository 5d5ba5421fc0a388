"""A client's dispute of a bill: the disputed part, the dated protocol, and how it ends.

While a dispute is open, interest, reminders and collection stop for the disputed part; the rest
stays due on its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType

from lawdesk.domain.billing.billing_policy import DisputeRoute
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.calendar_days import add_working_days
from lawdesk.domain.receivables.interest import Hold
from lawdesk.errors import FieldError, RuleError
from lawdesk.translation import _

DisputeId = NewType("DisputeId", int)

NO_NOTICE_YET = date.max
"""Stands for a block without an end: the programme's notice has not been given."""

_LONGEST_TEXT = 2_000


class StepKind(StrEnum):
    """A step of the protocol. A note is what happened besides; it is never waited for."""

    RECEIVED = "received"
    ACKNOWLEDGE = "acknowledge"
    EXPLAIN = "explain"
    OFFER = "offer"
    PROGRAMME_NOTICE = "programme_notice"
    NOTE = "note"
    RESOLVED = "resolved"
    ESCALATED = "escalated"


class Outcome(StrEnum):
    """How a dispute ends: the claim stands, a credit note lowers it, or it is written off."""

    UPHOLD = "uphold"
    ADJUST = "adjust"
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class DisputeStep:
    """One step: until when, and when it was done. A step without a day to keep has none."""

    kind: StepKind
    due_on: date | None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a client disputes of an invoice, on the whole or on lines (their positions)."""

    id: DisputeId
    invoice_id: InvoiceId
    received_on: date
    disputed_cents: int
    reason: str
    line_positions: tuple[int, ...] = ()
    outcome: Outcome | None = None
    ended_on: date | None = None
    outcome_note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.ended_on is None


def checked_dispute(dispute: Dispute, open_cents: int, disputed_before_cents: int = 0) -> Dispute:
    """The dispute with trimmed texts. Raises FieldError where its amount is nothing, or more than
    is open and not disputed already, and where it has no reason.
    """
    if not 0 < dispute.disputed_cents <= undisputed_cents(open_cents, disputed_before_cents):
        raise FieldError(
            "disputed",
            _("At most what is open and not yet disputed can be disputed; nothing was recorded."),
        )
    reason = dispute.reason.strip()
    if not 0 < len(reason) <= _LONGEST_TEXT:
        raise FieldError(
            "reason", _("A dispute needs a reason of up to 2,000 characters; nothing was recorded.")
        )
    return replace(dispute, reason=reason)


def disputed_cents(disputes: Iterable[Dispute]) -> int:
    """What is disputed now, of all disputes of an invoice."""
    return sum(dispute.disputed_cents for dispute in disputes if dispute.is_open)


def undisputed_cents(open_cents: int, disputed: int) -> int:
    """What stays due on its day."""
    return max(0, open_cents - disputed)


def protocol(route: DisputeRoute, received_on: date) -> tuple[DisputeStep, ...]:
    """The steps ahead, with the days to keep. The programme's notice is one where the route names
    a programme. An escalation is added when it happens.
    """
    steps = [
        DisputeStep(StepKind.RECEIVED, received_on, received_on),
        DisputeStep(
            StepKind.ACKNOWLEDGE, add_working_days(received_on, route.acknowledge_working_days)
        ),
        DisputeStep(StepKind.EXPLAIN, received_on + timedelta(days=route.explain_days)),
        DisputeStep(StepKind.OFFER, None),
        DisputeStep(StepKind.RESOLVED, None),
    ]
    if route.programme:
        steps.insert(-1, DisputeStep(StepKind.PROGRAMME_NOTICE, None))
    return tuple(steps)


def with_step_done(
    steps: Sequence[DisputeStep], kind: StepKind, done_on: date, note: str = ""
) -> tuple[DisputeStep, ...]:
    """The protocol with a step done; an escalation is added before the end.

    Raises FieldError for a day before the dispute was received, RuleError for a step that is not
    open.
    """
    if done_on < _received_on(steps):
        raise FieldError(
            "done_on", _("A step is done after the dispute was received; nothing was recorded.")
        )
    if kind is StepKind.ESCALATED and all(step.kind is not kind for step in steps):
        return *steps[:-1], DisputeStep(kind, None, done_on, note.strip()), steps[-1]
    if all(step.kind is not kind or step.done_on is not None for step in steps):
        raise RuleError(_("This step is not open; the protocol stays as it was."))
    return tuple(
        replace(step, done_on=done_on, note=note.strip()) if step.kind is kind else step
        for step in steps
    )


def resolved(dispute: Dispute, outcome: Outcome, day: date, note: str = "") -> Dispute:
    """The dispute with its end. Raises RuleError where it has ended before, FieldError for a day
    before it was received.
    """
    if not dispute.is_open:
        raise RuleError(_("This dispute has ended; its outcome stays as it was."))
    if day < dispute.received_on:
        raise FieldError(
            "ended_on", _("A dispute ends on or after the day it came; it stays open.")
        )
    return replace(dispute, outcome=outcome, ended_on=day, outcome_note=note.strip())


def hold_of(dispute: Dispute) -> Hold:
    """The hold on interest. After an uphold interest runs again from the day of the outcome, not
    for the days before.
    """
    until = dispute.ended_on
    if until is not None and dispute.outcome is not Outcome.UPHOLD:
        # A credit or a write-off of that day lowers the principal from the next day on only.
        until += timedelta(days=1)
    return Hold(dispute.received_on, until, dispute.disputed_cents)


def collection_blocked_until(route: DisputeRoute, steps: Iterable[DisputeStep]) -> date | None:
    """The first day on which the disputed part may be collected; None where nothing blocks it.

    Without the notice a programme asks for there is no such day: `NO_NOTICE_YET`.
    """
    if not route.programme:
        return None
    given = [step.done_on for step in steps if step.kind is StepKind.PROGRAMME_NOTICE]
    if not given or given[0] is None:
        return NO_NOTICE_YET
    return given[0] + timedelta(days=route.programme_notice_days)


def check_collection(route: DisputeRoute, steps: Iterable[DisputeStep], day: date) -> None:
    """Raises RuleError where the disputed part may not be collected on a day."""
    blocked_until = collection_blocked_until(route, steps)
    if blocked_until is None or day >= blocked_until:
        return
    if blocked_until == NO_NOTICE_YET:
        raise RuleError(
            _("The client was not told of {programme} yet; nothing was collected.").format(
                programme=route.programme
            ),
            _("Give the notice and note its day."),
        )
    raise RuleError(
        _("The notice of {programme} still runs; nothing was collected.").format(
            programme=route.programme
        ),
        _("The first day is {day}.").format(day=blocked_until.isoformat()),
    )


def _received_on(steps: Iterable[DisputeStep]) -> date:
    return min(step.done_on for step in steps if step.done_on is not None)
