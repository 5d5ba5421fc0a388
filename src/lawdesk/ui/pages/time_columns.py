"""The columns of the Time page: exact time and billed time side by side, changed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lawdesk.domain.activity_codes import ACTIVITIES
from lawdesk.domain.clock import Moment
from lawdesk.domain.locale_format import format_clock, format_hours, format_money, number_marks
from lawdesk.domain.practice import Practice
from lawdesk.domain.time_entries import Charge, ClockState, EntryRow
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.clock_words import day_words, wall_time
from lawdesk.ui.pages.time_rows import TimeRow
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.columns import NO_BOX, Column, Editor


@dataclass(frozen=True, slots=True)
class TimeWords:
    """How rows of the list are worded, in the practice's locale."""

    practice: Practice
    now: Moment

    def day(self, row: TimeRow) -> str:
        """The day of a day's line; the times of an entry the clock measured."""
        if not isinstance(row, EntryRow):
            with_year = row.worked_on.year != self.now.day.year
            return day_words(row.worked_on, self.practice.locale, with_year=with_year)
        if row.clock is ClockState.RUNNING:
            return ""
        if row.started_at is None or row.ended_at is None:
            return _("by hand")
        zone = self.now.zone
        return f"{wall_time(row.started_at, zone)}–{wall_time(row.ended_at, zone)}"

    def narrative(self, row: TimeRow) -> str:
        """What was done; how many entries a day has."""
        if isinstance(row, EntryRow):
            return " ".join(row.narrative.split())
        return _("1 entry") if row.entries == 1 else _("{count} entries").format(count=row.entries)

    def worked(self, row: TimeRow) -> str:
        """Exact time: seconds are shown where there are any."""
        if isinstance(row, EntryRow) and row.clock is ClockState.RUNNING:
            return ""
        return format_clock(row.raw_seconds)

    def billed(self, row: TimeRow) -> str:
        """Billed time."""
        if isinstance(row, EntryRow):
            if row.clock is ClockState.RUNNING:
                return ""
            return hours_of(row.billed_units * row.unit_seconds, self.practice, row.unit_seconds)
        return hours_of(row.billed_seconds, self.practice)

    def amount(self, row: TimeRow) -> str:
        """What it costs the client."""
        if isinstance(row, EntryRow):
            if row.charge is Charge.NO_CHARGE:
                return _("no charge")
            if row.clock is ClockState.RUNNING:
                return ""
        return format_money(row.amount_cents, self.practice.currency, self.practice.locale)

    def rate(self, row: TimeRow) -> str:
        """What an hour of it costs; an entry may have a rate of its own."""
        if not isinstance(row, EntryRow):
            return ""
        return format_money(row.rate_cents_per_hour, self.practice.currency, self.practice.locale)

    def counted(self, number: int) -> str:
        """A count with the locale's marks: "100,000"."""
        return f"{number:,}".replace(",", number_marks(self.practice.locale).group)


_TENTH_SECONDS = 360


def hours_of(seconds: int, settings: Practice, unit_seconds: int | None = None) -> str:
    """Billed seconds as hours: "2.3 h", or "2:18" where units do not divide an hour so."""
    unit = unit_seconds or _TENTH_SECONDS
    if seconds % unit or unit % 36:
        return short_clock(seconds)
    return _("{hours} h").format(hours=format_hours(seconds // unit, unit, settings.locale))


def time_columns(
    words: Callable[[], TimeWords],
    matters: Callable[[], Sequence[Choice]],
    phrases: Callable[[], Sequence[str]],
) -> list[Column]:
    """The columns; words, matters and phrases are asked each time, since they change."""
    return [*_work_columns(words, matters, phrases), *_sum_columns(words), *_billing_columns()]


def _work_columns(
    words: Callable[[], TimeWords],
    matters: Callable[[], Sequence[Choice]],
    phrases: Callable[[], Sequence[str]],
) -> list[Column]:
    """When, for whom, what."""
    activities = [("", _("None")), *((one.code, one.words) for one in ACTIVITIES)]
    return [
        Column(
            "day",
            _("Day, time"),
            lambda row: words().day(row),
            width=104,
            editor=Editor.DATE,
            edit_text=lambda row: row.worked_on.isoformat(),
            editable=_is_finished,
            tone=lambda row: "quiet" if isinstance(row, EntryRow) else "ink",
            bold=_is_day,
            badge=_badge,
        ),
        Column(
            "matter",
            _("Matter"),
            lambda row: row.matter_title if isinstance(row, EntryRow) else "",
            stretch=9,
            editor=Editor.FIND,
            edit_text=lambda row: str(row.matter_id) if isinstance(row, EntryRow) else "",
            choices=lambda _row: [(str(key), text) for key, text in matters()],
            editable=_is_open,
        ),
        Column(
            "narrative",
            _("What was done"),
            lambda row: words().narrative(row),
            stretch=14,
            editor=Editor.TEXT,
            edit_text=lambda row: row.narrative if isinstance(row, EntryRow) else "",
            editable=_is_open,
            phrases=phrases,
            tone=lambda row: "ink" if isinstance(row, EntryRow) else "quiet",
        ),
        Column(
            "activity",
            _("Code"),
            lambda row: row.activity_code or "" if isinstance(row, EntryRow) else "",
            width=56,
            editor=Editor.CHOICE,
            choices=lambda _row: activities,
            editable=_is_open,
            tone=lambda _row: "quiet",
        ),
        Column(
            "task",
            _("Task"),
            lambda row: row.task_code or "" if isinstance(row, EntryRow) else "",
            width=56,
            editor=Editor.CHOICE,
            choices=lambda _row: task_choices(),
            editable=_is_open,
            tone=lambda _row: "quiet",
            optional=True,
        ),
    ]


def task_choices() -> list[tuple[str, str]]:
    """The tasks that a line of an invoice may name, in the order of their sets, and none."""
    from lawdesk.domain.billing.utbms import TASKS

    return [("", _("None")), *((one.code, one.words) for one in TASKS if not one.is_phase)]


def _sum_columns(words: Callable[[], TimeWords]) -> list[Column]:
    """Exact time, billed time, rate, money."""
    return [
        Column(
            "worked",
            _("Worked"),
            lambda row: words().worked(row),
            width=76,
            right=True,
            editor=Editor.DURATION,
            editable=_is_finished,
            bold=_is_day,
        ),
        Column(
            "billed",
            _("Billed"),
            lambda row: words().billed(row),
            width=64,
            right=True,
            bold=_is_day,
        ),
        Column(
            "rate",
            _("Rate"),
            lambda row: words().rate(row),
            width=72,
            right=True,
            editor=Editor.MONEY,
            editable=_is_open,
            tone=lambda _row: "quiet",
            optional=True,
        ),
        Column(
            "amount",
            _("Amount"),
            lambda row: words().amount(row),
            width=88,
            right=True,
            bold=_is_day,
            tone=_amount_tone,
        ),
    ]


def _billing_columns() -> list[Column]:
    """Whether it is charged, and on which invoice it stands."""
    return [
        Column(
            "billable",
            _("Charge"),
            _charge_box,
            width=60,
            editor=Editor.CHECK,
            editable=_is_open,
        ),
        Column(
            "invoice",
            _("Invoice"),
            lambda _row: "",
            width=88,
            links=lambda row: [("invoice", row.invoice_number)] if _is_billed(row) else [],
        ),
    ]


def _is_day(row: TimeRow) -> bool:
    return not isinstance(row, EntryRow)


def _is_billed(row: TimeRow) -> bool:
    return isinstance(row, EntryRow) and row.invoice_number is not None


def _charge_box(row: TimeRow) -> str:
    if not isinstance(row, EntryRow):
        return NO_BOX
    return "1" if row.charge is Charge.BILLABLE else ""


def _is_open(row: TimeRow) -> bool:
    return isinstance(row, EntryRow) and row.invoice_number is None


def _is_finished(row: TimeRow) -> bool:
    return isinstance(row, EntryRow) and _is_open(row) and row.clock is not ClockState.RUNNING


def _badge(row: TimeRow) -> tuple[str, str] | None:
    if not isinstance(row, EntryRow):
        return None
    if row.clock is ClockState.RUNNING:
        return _("running"), "running"
    return (_("undecided"), "attention") if row.undecided_seconds else None


def _amount_tone(row: TimeRow) -> str:
    free = isinstance(row, EntryRow) and row.charge is Charge.NO_CHARGE
    return "quiet" if free else "ink"
