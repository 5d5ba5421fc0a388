"""How a matter stands in a list: its words, and the badge that tells what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import MatterId, MatterStatus, MatterSummary
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.plain_words import dotted, isolated
from lawdesk.ui.widgets.record_list import Record

_LONG_UNBILLED_DAYS = 30


@dataclass(frozen=True, slots=True)
class MatterView:
    """What a list of matters is seen against: today, the practice, and the matter that runs."""

    today: date
    practice: Practice
    running: MatterId | None

    def record(self, matter: MatterSummary) -> Record:
        """The matter as two lines with its unbilled amount."""
        return Record(
            isolated(matter.title),
            self.money(matter.unbilled_cents),
            dotted(matter.number, matter.client_name),
            self.badge(matter),
        )

    def badge(self, matter: MatterSummary) -> tuple[str, str]:
        """The one thing to know of the matter: words and tone."""
        oldest = matter.oldest_unbilled_on
        waited = (self.today - oldest).days if oldest else 0
        if matter.id == self.running:
            return _("running"), "running"
        if matter.archived_at is not None:
            return _("archived"), "quiet"
        if waited > _LONG_UNBILLED_DAYS:
            return _("{count} days").format(count=waited), "overdue"
        tone = "attention" if matter.status is MatterStatus.WAITING else "quiet"
        return status_words(matter.status), tone

    def money(self, cents: int) -> str:
        """An amount in the practice's own currency."""
        return format_money(cents, self.practice.currency, self.practice.locale)

    def summary(self, count: int, unbilled_cents: int, *, filtered: int | None = None) -> str:
        """The line under the list: how many matters of how many, and what they add up to."""
        amount = _("{amount} unbilled").format(amount=self.money(unbilled_cents))
        if filtered is not None:
            words = _("{shown} of {count} matters shown").format(shown=filtered, count=count)
        else:
            words = _("1 matter") if count == 1 else _("{count} matters").format(count=count)
        return f"{words} · {amount}"


def status_words(status: MatterStatus) -> str:
    """Where a matter stands."""
    if status is MatterStatus.OPEN:
        return _("open")
    return _("waiting") if status is MatterStatus.WAITING else _("closed")
