"""What comes next for an open claim: the reminder to make, the day to keep, or who has it.

What belongs here: reading it, for many claims at once, and saying it in a few words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.reminders import ReminderMade, reminder_due
from lawdesk.operations.receivables.claim_terms import ClaimTerms
from lawdesk.operations.receivables.payment_plans import state_of
from lawdesk.operations.receivables.reminders import list_held
from lawdesk.store.database import Reader
from lawdesk.store.receivables import disputes, payment_plans, reminders
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.store.receivables.disputes import DisputeRow
from lawdesk.translation import _
from lawdesk.ui.pages.receivables.arrears_words import Figures


class StepReason(StrEnum):
    """Why something is next, or why nothing is."""

    COLLECTION = "collection"
    DISPUTE = "dispute"
    PAUSE = "pause"
    PLAN = "plan"
    PLAN_LATE = "plan_late"
    REMIND = "remind"
    REMIND_LATER = "remind_later"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next for a claim. `day` is when, None where no day is known; `level` is of a
    reminder, `name` is of who collects.
    """

    reason: StepReason
    day: date | None = None
    level: int = 0
    name: str = ""

    def is_due(self, today: date) -> bool:
        """Whether the lawyer is to act today."""
        if self.reason in {StepReason.REMIND, StepReason.PLAN_LATE}:
            return True
        return self.reason is StepReason.DISPUTE and self.day is not None and self.day <= today


class NextSteps:
    """Finds the next step of many claims; what they share is read once."""

    def __init__(self, read: Reader, today: date) -> None:
        self._read, self._today = read, today
        self._terms = ClaimTerms(read)
        self._made = reminders.made_by_invoice(read)
        self._disputes: dict[InvoiceId, DisputeRow] = {}
        self._held_back = list_held(read, today) | self._in_plans()
        for row in reversed(disputes.list_rows(read)):
            self._disputes[row.invoice_id] = row

    def find(self, row: ArrearsRow) -> NextStep:
        """What comes next for a claim; what keeps reminders back is said before any reminder."""
        disputed = self._disputes.get(row.invoice_id)
        if disputed is not None and (row.undisputed_cents <= 0 or self._is_pressing(disputed)):
            return NextStep(StepReason.DISPUTE, disputed.next_due_on)
        held = self._held(row.invoice_id)
        return held if held is not None else self._reminder(row)

    def _is_pressing(self, disputed: DisputeRow) -> bool:
        return disputed.next_due_on is not None and disputed.next_due_on <= self._today

    def _in_plans(self) -> set[InvoiceId]:
        """Invoices in plans, kept or not."""
        plans = payment_plans.list_running(self._read)
        return {each for p in plans for each in payment_plans.list_invoices(self._read, p.id)}

    def _held(self, invoice_id: InvoiceId) -> NextStep | None:
        if invoice_id not in self._held_back:
            return None
        handed = disputes.list_collections(self._read, invoice_id)
        if handed:
            return NextStep(
                StepReason.COLLECTION, handed[-1].handed_over_on, 0, handed[-1].collector
            )
        paused = reminders.find_pause(self._read, invoice_id)
        if paused is not None and self._today < paused:
            return NextStep(StepReason.PAUSE, paused)
        plan = payment_plans.find_running(self._read, invoice_id)
        if plan is None:
            return None
        state = state_of(self._read, plan.id, self._today)
        coming = state.next_instalment
        day = coming.instalment.due_on if coming else None
        return NextStep(StepReason.PLAN if state.is_kept else StepReason.PLAN_LATE, day)

    def _reminder(self, row: ArrearsRow) -> NextStep:
        levels = self._terms.find(row.policy_id, row.client_id, row.issued_on).reminders
        made: list[ReminderMade] = self._made.get(row.invoice_id, [])
        due = reminder_due(levels, row.due_on, row.undisputed_cents, self._today, made)
        if due is not None:
            return NextStep(StepReason.REMIND, self._today, due.level)
        done = max((each.level for each in made), default=0)
        terms = [each.deadline for each in made if each.deadline is not None]
        for level, each in enumerate(levels, start=1):
            is_past_notice = each.days_after_due <= 0 and self._today > row.due_on
            if level > done and not is_past_notice:
                planned = row.due_on + timedelta(days=each.days_after_due)
                return NextStep(StepReason.REMIND_LATER, max(planned, self._today, *terms), level)
        return NextStep(StepReason.NOTHING)


def step_words(step: NextStep, figures: Figures) -> str:
    """The next step in a few words, as a table shows it."""
    day = figures.near_day(step.day) if step.day is not None else ""
    if step.reason is StepReason.DISPUTE and step.day is None:
        return _("Settle the dispute")
    words = {
        StepReason.COLLECTION: _("With {name}"),
        StepReason.DISPUTE: _("Dispute, by {day}"),
        StepReason.PAUSE: _("Paused until {day}"),
        StepReason.PLAN: _("Instalment {day}"),
        StepReason.PLAN_LATE: _("Instalment overdue"),
        StepReason.REMIND: _("Reminder {level} due"),
        StepReason.REMIND_LATER: _("Reminder {level} on {day}"),
        StepReason.NOTHING: _("All reminders made"),
    }
    return words[step.reason].format(day=day, level=step.level, name=step.name)


def step_sentence(step: NextStep, figures: Figures) -> str:
    """The next step of one claim as a sentence."""
    day = figures.day(step.day) if step.day is not None else ""
    if step.reason is StepReason.DISPUTE and step.day is None:
        return _("All of it is disputed; no reminder goes out until the dispute is settled.")
    words = {
        StepReason.COLLECTION: _("{name} collects it since {day}; no reminder is due."),
        StepReason.DISPUTE: _("The next step of its dispute is to be done by {day}."),
        StepReason.PAUSE: _("You paused its reminders until {day}."),
        StepReason.PLAN: _("It is paid in instalments, the next by {day}; reminders rest."),
        StepReason.PLAN_LATE: _("The instalment of {day} is overdue; reminders are due again."),
        StepReason.REMIND: _("Reminder {level} is due now."),
        StepReason.REMIND_LATER: _("Reminder {level} comes on {day} by its plan."),
        StepReason.NOTHING: _("Every reminder of its plan was made."),
    }
    return words[step.reason].format(day=day, level=step.level, name=step.name)
