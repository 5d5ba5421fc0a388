"""How figures, days and spans of lateness are said on the pages about money owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lawdesk.domain.locale_format import format_date, format_day, format_money
from lawdesk.domain.practice import Practice
from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Figures:
    """Amounts and days in the practice's way of writing."""

    practice: Practice
    year: int = 0

    def money(self, cents: int, currency: str) -> str:
        """An amount; its currency is said only where it is not the practice's own."""
        foreign = currency != self.practice.currency
        return format_money(cents, currency, self.practice.locale, with_currency=foreign)

    def full_money(self, cents: int, currency: str) -> str:
        """An amount with its currency."""
        return format_money(cents, currency, self.practice.locale, with_currency=True)

    def plain_money(self, cents: int, currency: str) -> str:
        """An amount as it stands in a field that names its currency beside it."""
        return format_money(cents, currency, self.practice.locale)

    def day(self, day: date) -> str:
        """A day in the middle length."""
        return format_date(day, self.practice.locale)

    def near_day(self, day: date) -> str:
        """A day as short as can be: its year is said only where it is another."""
        if day.year != self.year:
            return self.short_day(day)
        return format_day(day, self.practice.locale)

    def short_day(self, day: date) -> str:
        """A day as it is proposed in a field."""
        return format_date(day, self.practice.locale, "short")


def figures_of(read: Reader) -> Figures:
    """The figures of the open practice; every day is said with its year."""
    return Figures(practices.get(read))


def figures_today(desk: Desk) -> Figures:
    """The figures of the open practice, with the year that goes without saying."""
    return Figures(practices.get(desk.read), desk.clock.now().day.year)


def age_words(bucket: AgeBucket) -> str:
    """A span of lateness, without the word days."""
    words = {
        AgeBucket.CURRENT: _("not yet due"),
        AgeBucket.UP_TO_30: _("1–30"),
        AgeBucket.UP_TO_60: _("31–60"),
        AgeBucket.UP_TO_90: _("61–90"),
        AgeBucket.OVER_90: _("over 90"),
    }
    return words[bucket]


def age_tone(bucket: AgeBucket) -> str:
    """How a span is coloured: late money is marked, money that is very late more so."""
    if bucket is AgeBucket.CURRENT:
        return "quiet"
    if bucket in {AgeBucket.UP_TO_30, AgeBucket.UP_TO_60}:
        return "attention"
    return "overdue"


def days_words(days: int) -> str:
    """So many days."""
    return _("1 day") if days == 1 else _("{count} days").format(count=days)


def claims_words(count: int) -> str:
    """So many open invoices."""
    return _("1 invoice") if count == 1 else _("{count} invoices").format(count=count)
