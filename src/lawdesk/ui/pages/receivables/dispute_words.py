"""The steps of a dispute in words."""

from __future__ import annotations

from datetime import date

from lawdesk.domain.receivables.disputes import NO_NOTICE_YET, DisputeStep, StepKind
from lawdesk.translation import _
from lawdesk.ui.pages.receivables.arrears_words import Figures


def step_names() -> dict[StepKind, str]:
    """What each step is called."""
    return {
        StepKind.RECEIVED: _("Received"),
        StepKind.ACKNOWLEDGE: _("Acknowledge"),
        StepKind.EXPLAIN: _("Explain with the dossier"),
        StepKind.OFFER: _("Offer or adjust"),
        StepKind.PROGRAMME_NOTICE: _("Fee programme notice"),
        StepKind.NOTE: _("Note"),
        StepKind.RESOLVED: _("Settled"),
        StepKind.ESCALATED: _("Escalated"),
    }


def step_state(step: DisputeStep, today: date, figures: Figures) -> tuple[str, str] | None:
    """How a step stands, as words and tone; None for one that has no day and is not done."""
    if step.done_on is not None:
        return _("done {day}").format(day=figures.near_day(step.done_on)), "running"
    if step.due_on is None:
        return None
    words = _("by {day}").format(day=figures.near_day(step.due_on))
    if step.due_on < today:
        return _("overdue since {day}").format(day=figures.near_day(step.due_on)), "overdue"
    return words, "attention" if step.due_on == today else "quiet"


def held_words(
    disputed_cents: int,
    rest_cents: int,
    currency: str,
    due_on: date,
    blocked: date | None,
    programme: str,
    figures: Figures,
    today: date,
) -> str:
    """What an open dispute holds up, what stays due, and when the rest may be collected."""
    words = _("Interest, reminders and collection rest for {amount}.").format(
        amount=figures.full_money(disputed_cents, currency)
    )
    if rest_cents > 0:
        rest = figures.full_money(rest_cents, currency)
        words += " " + _("{rest} stays due on {day}.").format(rest=rest, day=figures.day(due_on))
    return f"{words} {collection_words(blocked, programme, figures, today)}".strip()


def collection_words(blocked: date | None, programme: str, figures: Figures, today: date) -> str:
    """Whether a fee programme keeps the claim from being collected; empty where none does."""
    if blocked is None:
        return ""
    if blocked == NO_NOTICE_YET:
        words = _("Nothing may be collected before the client was told of {programme}.")
        return words.format(programme=programme)
    if blocked > today:
        return _("Collection is blocked until {day}.").format(day=figures.day(blocked))
    return _("The notice of {programme} has run out; collection is open.").format(
        programme=programme
    )
