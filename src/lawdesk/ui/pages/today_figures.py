"""The right side of the Today page: the week in bars, and what the work adds up to."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from lawdesk.domain.clock import Moment
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.practice import Practice
from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.store import invoices, matters, time_entries
from lawdesk.store.receivables import ageing
from lawdesk.translation import _
from lawdesk.ui.clock_words import decimal_hours, month_words, weekday_mark
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.badge import Figure
from lawdesk.ui.widgets.bar_chart import Bar, BarChart
from lawdesk.ui.widgets.labels import text_label

_OLD_DAYS = 60
"""Unbilled work older than this is marked: it is the one that clients dispute."""


class TodayFigures(QWidget):
    """Bars of this week and four figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chart = BarChart(_("Hours of this week by day"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(24)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        week = QVBoxLayout()
        week.setSpacing(8)
        week.addWidget(text_label(_("This week"), "section"))
        week.addWidget(self._chart)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(24)
        self._parts.addLayout(week)
        self._parts.addLayout(self._grid)
        self._parts.addStretch(1)
        self._month = 0
        self._unbilled = Figure(_("Unbilled work"))
        self._issued, self._recorded = Figure(""), Figure("")
        self._overdue = Figure(_("Overdue"))
        self._grid.addWidget(self._unbilled, 0, 0)
        self._grid.addWidget(self._overdue, 1, 1)

    def show_beside(self, *, beside: bool) -> None:
        """Stand in a column beside the table, or in a row under it."""
        ways = QBoxLayout.Direction
        self._parts.setDirection(ways.TopToBottom if beside else ways.LeftToRight)
        self._parts.setStretchFactor(self._grid, 0 if beside else 3)  # else its words are cut

    def show_figures(self, now: Moment, settings: Practice, worked_today: int) -> None:
        """Read and show everything; `worked_today` are seconds, the running clock included."""
        self._name_month(now.day, settings.locale)
        self._show_week(now.day, settings, worked_today)
        self._show_unbilled(now.day, settings)
        self._show_overdue(now.day, settings)
        self._show_month(now.day, settings, worked_today)

    def _name_month(self, today: date, locale: str) -> None:
        if self._month == today.month:
            return
        for old in (self._issued, self._recorded):
            old.deleteLater()
        name = month_words(today, locale)
        self._issued = Figure(_("Issued in {month}").format(month=name))
        self._recorded = Figure(_("Recorded in {month}").format(month=name))
        self._grid.addWidget(self._issued, 0, 1)
        self._grid.addWidget(self._recorded, 1, 0)
        self._month = today.month

    def _show_week(self, today: date, settings: Practice, worked_today: int) -> None:
        monday = today - timedelta(days=today.weekday())
        sunday = monday + timedelta(days=6)
        totals = time_entries.list_day_totals(self._desk.read, monday, sunday)
        worked = {total.worked_on: total.raw_seconds for total in totals} | {today: worked_today}
        days = [monday + timedelta(days=step) for step in range(7)]
        shown = [day for day in days if day.weekday() < 5 or worked.get(day)]
        goal = settings.day_goal_seconds
        self._chart.show_bars(
            [_bar(day, worked.get(day, 0), today, settings.locale) for day in shown],
            target=goal,
            target_words=decimal_hours(goal, settings.locale) if goal else "",
        )

    def _show_unbilled(self, today: date, settings: Practice) -> None:
        total = matters.unbilled_total(self._desk.read)
        if total.oldest_on is None:
            self._unbilled.show_value(_money(0, settings), _("nothing waits"))
            return
        age = (today - total.oldest_on).days
        count = _("1 matter") if total.matters == 1 else _("{count} matters")
        note = f"{count.format(count=total.matters)}, {_oldest(age)}"
        tone = "attention" if age > _OLD_DAYS else ""
        self._unbilled.show_value(_money(total.cents, settings), note, tone=tone)

    def _show_overdue(self, today: date, settings: Practice) -> None:
        """What is open past its due day, in the practice's currency; others are counted too."""
        late = [
            age
            for age in ageing.sums(self._desk.read, today)
            if age.bucket is not AgeBucket.CURRENT
        ]
        cents = sum(age.cents for age in late if age.currency == settings.currency)
        count = sum(age.count for age in late)
        if not count:
            self._overdue.show_value(_money(0, settings), _("nothing is late"))
            return
        words = _("1 invoice") if count == 1 else _("{count} invoices")
        oldest = ageing.list_rows(self._desk.read, limit=1)[0]
        note = f"{words.format(count=count)}, {_oldest(oldest.days_late(today))}"
        self._overdue.show_value(_money(cents, settings), note, tone="overdue")

    def _show_month(self, today: date, settings: Practice, worked_today: int) -> None:
        read, first = self._desk.read, today.replace(day=1)
        count, cents = invoices.count_and_total_between(read, first, today, settings.currency)
        words = _("1 invoice") if count == 1 else _("{count} invoices")
        self._issued.show_value(_money(cents, settings), words.format(count=count))
        totals = time_entries.list_day_totals(read, first, today)
        before = [total for total in totals if total.worked_on != today]
        seconds = sum(total.raw_seconds for total in before) + worked_today
        days = len(before) + (1 if worked_today else 0)
        hours = _("{hours} h").format(hours=decimal_hours(seconds, settings.locale))
        spread = _("on 1 day") if days == 1 else _("on {count} days")
        self._recorded.show_value(hours, spread.format(count=days))


def _bar(day: date, seconds: int, today: date, locale: str) -> Bar:
    words = decimal_hours(seconds, locale) if seconds else ""
    tone = "running" if day == today else "accent"
    return Bar(weekday_mark(day, locale), seconds, words, tone)


def _oldest(days: int) -> str:
    """How long the oldest has waited."""
    if days <= 0:
        return _("oldest today")
    return _("oldest 1 day") if days == 1 else _("oldest {days} days").format(days=days)


def _money(cents: int, settings: Practice) -> str:
    return format_money(cents, settings.currency, settings.locale)
