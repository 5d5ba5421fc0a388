"""How much of a matter's budget or cap is used, in a few words and a tone.

What belongs here: the sentence for the timer bar and for the matter page, out of the operations'
figures. The nearer limit is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.billing.budgets import LimitLevel, LimitUse
from lawdesk.domain.clock import Moment
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.operations.billing.budgets import use_of_budget, use_of_cap
from lawdesk.operations.billing.fee_agreements import agreement_for
from lawdesk.operations.billing.retainers import RetainerUse, use_of_retainer
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock


@dataclass(frozen=True, slots=True)
class LimitWords:
    """A limit in words, short and whole, with how close it is."""

    short: str
    whole: str
    level: LimitLevel
    percent: int

    @property
    def tone(self) -> str:
        """The colour that says how close it is."""
        tones = {LimitLevel.REACHED: "overdue", LimitLevel.NEAR: "attention"}
        return tones.get(self.level, "quiet")


def limits_of(
    read: Reader,
    matter_id: MatterId,
    now: Moment,
    *,
    running_seconds: int = 0,
    running_cents: int = 0,
) -> list[LimitWords]:
    """The cap and the budgets of a matter, the one that is used most first; empty without any."""
    practice = practices.get(read)
    budget = use_of_budget(
        read, matter_id, running_seconds=running_seconds, running_cents=running_cents
    )
    agreement = agreement_for(read, matter_id, now.day)
    cap = None
    if agreement is not None:
        cap = use_of_cap(read, agreement, now.day, running_cents=running_cents)
    found = [
        _money_words(cap, _("of the cap"), practice),
        _money_words(budget.money if budget else None, _("of the budget"), practice),
        _hours_words(budget.hours if budget else None),
    ]
    told = [words for words in found if words is not None]
    return sorted(told, key=lambda words: -words.percent)


def stop_words(
    read: Reader, matter_id: MatterId, now: Moment, *, running_cents: int = 0
) -> LimitWords | None:
    """That work stops, because too little is left of the matter's retainer; None while it goes
    on.
    """
    use = use_of_retainer(read, matter_id, now, running_cents=running_cents)
    if use is None or not use.standing.stops_work:
        return None
    whole = retainer_words(use, practices.get(read))
    return LimitWords(_("retainer: stop"), whole, LimitLevel.REACHED, 100)


def retainer_words(use: RetainerUse, practice: Practice) -> str:
    """What is left of a retainer with unbilled work, and whether that is enough to go on."""
    left, stop = use.standing.balance_cents, use.terms.stop_below_cents
    told = _("Retainer: {credit} is there, {left} once unbilled work is paid from it.").format(
        credit=_money(use.credit_cents, practice), left=_money(left, practice)
    )
    if use.standing.stops_work and stop is not None:
        words = _("Work stops: that is below {stop}. Ask for {missing} to go on.")
        missing = _money(use.standing.request_cents or stop - left, practice)
        told += " " + words.format(stop=_money(stop, practice), missing=missing)
    return told


def _money_words(use: LimitUse | None, what: str, practice: Practice) -> LimitWords | None:
    if use is None:
        return None
    limit, used, left = (_money(each, practice) for each in (use.limit, use.used, abs(use.left)))
    return _words(use, limit, used, left, what)


def _hours_words(use: LimitUse | None) -> LimitWords | None:
    if use is None:
        return None
    limit, used, left = (short_clock(each) for each in (use.limit, use.used, abs(use.left)))
    return _words(use, f"{limit} h", f"{used} h", f"{left} h", _("of the hours"))


def _words(use: LimitUse, limit: str, used: str, left: str, what: str) -> LimitWords:
    short = _("{percent} % of {limit}").format(percent=use.percent, limit=limit)
    rest = _("{left} left") if use.left >= 0 else _("{left} over")
    whole = _("{percent} % {what}: {used} of {limit} used, {rest}").format(
        percent=use.percent, what=what, used=used, limit=limit, rest=rest.format(left=left)
    )
    return LimitWords(short, whole, use.level, use.percent)


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
