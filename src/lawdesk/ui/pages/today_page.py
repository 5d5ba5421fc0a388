"""The day at a glance: what was worked, what belongs to nobody yet, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clock import start_of_day
from lawdesk.domain.locale_format import format_hours, format_money
from lawdesk.domain.recorded_day import Stretch
from lawdesk.domain.time_entries import ClockState, IntervalId, TimeEntryId
from lawdesk.errors import LawDeskError
from lawdesk.operations import doubts
from lawdesk.operations import time_entries as entry_acts
from lawdesk.operations import timers as clock_acts
from lawdesk.store import matters, phrases, practice
from lawdesk.translation import _
from lawdesk.ui import fonts
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.clock_words import (
    day_title,
    decided_words,
    doubt_words,
    minute_of_day,
    span_words,
    wall_time,
)
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.time_by_hand import TimeByHand
from lawdesk.ui.pages.today_clients import TodayClients
from lawdesk.ui.pages.today_figures import TodayFigures
from lawdesk.ui.pages.today_lines import DayLine, DayPicture, day_sentence, picture_of
from lawdesk.ui.pages.today_money import TodayMoney
from lawdesk.ui.pages.today_replies import TodayReplies
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.day_strip import DayStrip, Piece
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled

_LOOK_AGAIN_MS = 5_000
_NAME_LENGTH = 22
_ARTICLE_LENGTH = 3
_MOST_ROWS = 14
_SIDE_BY_SIDE = 980
"""pixels of the page from which table and figures fit beside each other"""


class TodayPage(Page):
    """Today: strip, table, week and figures."""

    tables: ClassVar[frozenset[str]] = (
        TodayMoney.tables
        | TodayClients.tables
        | TodayReplies.tables
        | frozenset(
            {"time_entries", "time_intervals", "matters", "clients", "practice", "issued_invoices"}
            | {"expenses", "fixed_charges"}
        )
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._practice = practice.get(desk.read)
        self._now = desk.clock.now()
        self._picture = DayPicture((), ())
        self._left: set[Stretch] = set()
        self._shown_minutes: tuple[int, ...] = ()
        self._header = PageHeader("")
        self._strip = DayStrip()
        self._table = RowTable(_("Today"), self._columns(), fit_rows=_MOST_ROWS)
        self._figures = TodayFigures(desk)
        self._money_owed = TodayMoney(desk)
        self._money_owed.open_asked.connect(self.open_asked)
        self._replies = TodayReplies(desk)
        self._replies.open_asked.connect(self.open_asked)
        self._clients = TodayClients(desk)
        self._clients.open_asked.connect(self.open_asked)
        self._by_hand = TimeByHand(desk)
        self._header.add_button(_("Time by hand"), self._by_hand.open, icon="add", hint="Ctrl N")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the day anew and show it."""
        self._practice = practice.get(self.desk.read)
        self._now = self.desk.clock.now()
        self._picture = picture_of(self.desk.read, self._now, self._left)
        self._shown_minutes = self._minutes()
        self._header.show_title(day_title(self._now.day, self._practice.locale))
        self._header.show_line(day_sentence(self._picture, self._practice, self._now))
        self._show_strip()
        self._show_table()
        worked = sum(line.seconds for line in self._picture.of_kind("entry"))
        self._figures.show_figures(self._now, self._practice, worked)
        self._money_owed.keep_up(self._now.day)
        self._clients.keep_up(self._now.day)
        self._replies.refresh()

    def show_item(self, item_id: int) -> None:
        """Mark an entry of today."""
        self._table.select(f"entry-{item_id}")

    def shown_item(self) -> int | None:
        """The entry that is selected; gaps are not stored."""
        line = self._line_of(self._table.selected())
        return line.entry_id if line is not None and line.kind == "entry" else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the week and the figures stand under the table."""
        super().resizeEvent(event)
        beside = self.width() >= round(_SIDE_BY_SIDE * fonts.text_scale())
        ways = QBoxLayout.Direction
        self._below.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._figures.show_beside(beside=beside)

    def typed(self) -> dict[str, str]:
        """The entry that is being written by hand."""
        return self._by_hand.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self._by_hand.show_typed(typed)

    def _on_changed(self, touched: frozenset[str]) -> None:
        self._money_owed.notice(touched)
        self._clients.notice(touched)
        super()._on_changed(touched)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(text_label(_("Today"), "section"))
        left.addWidget(self._table)
        left.addSpacing(16)
        left.addWidget(self._replies)
        left.addWidget(self._clients)
        left.addWidget(self._money_owed)
        left.addStretch(1)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(32)
        self._below.addLayout(left, 21)
        self._below.addWidget(self._figures, 10)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        inside.addWidget(self._by_hand)
        inside.addWidget(self._strip)
        inside.addLayout(self._below, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._header)
        layout.addWidget(scrolled(content, _("The day")), 1)

    def _connect(self) -> None:
        self._strip.clicked.connect(self._table.select)
        self._table.edited.connect(self._on_edited)
        self._table.link_clicked.connect(self._on_link_clicked)
        self._table.delete_asked.connect(self._on_delete_asked)
        self._table.opened.connect(self._on_opened)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()

    def _columns(self) -> list[Column]:
        return [
            Column("when", _("Time"), self._when, width=100, tone=_time_tone, badge=_badge),
            Column(
                "matter",
                _("Matter"),
                lambda line: _("Not recorded") if line.kind == "gap" else line.matter,
                stretch=9,
                tone=_tone,
                bold=_runs,
            ),
            Column(
                "narrative",
                _("What was done"),
                _narrative,
                stretch=13,
                editor=Editor.TEXT,
                editable=lambda line: line.kind == "entry" and line.can_edit,
                tone=_tone,
                links=_links,
                phrases=lambda: phrases.list_all(self.desk.read),
            ),
            Column("worked", _("Worked"), _worked, width=72, right=True, tone=_tone),
            Column("billed", _("Billed"), self._billed, width=64, right=True),
            Column("amount", _("Amount"), self._amount, width=88, right=True, tone=_amount_tone),
        ]

    def _when(self, line: DayLine) -> str:
        if line.start is None or line.end is None:
            return "" if _runs(line) else _("by hand")
        zone = self._now.zone
        return f"{wall_time(line.start, zone)}–{wall_time(line.end, zone)}"

    def _billed(self, line: DayLine) -> str:
        if line.kind != "entry":
            return ""
        return _hours(line.units, line.unit_seconds, self._practice.locale)

    def _amount(self, line: DayLine) -> str:
        if line.kind != "entry":
            return ""
        return _("no charge") if line.is_free else self._money(line.cents)

    def _money(self, cents: int) -> str:
        return format_money(cents, self._practice.currency, self._practice.locale)

    def _show_strip(self) -> None:
        zone, midnight = self._now.zone, start_of_day(self._now.day, self._now.zone)
        pieces = [
            Piece(
                line.key,
                minute_of_day(stretch.start, zone) if stretch.start >= midnight else 0,
                max(minute_of_day(stretch.end, zone), 1),
                _mark(line.matter) if line.kind == "entry" else "",
                "running" if _runs(line) and stretch.end == self._now.at else line.kind,
                _spoken(stretch, line, zone),
            )
            for stretch, line in self._picture.pieces
            if stretch.end > midnight
        ]
        self._strip.show_day(pieces, now_minute=minute_of_day(self._now.at, zone))

    def _show_table(self) -> None:
        lines, entries = self._picture.lines, self._picture.of_kind("entry")
        self._table.set_rows(lines, lambda line: line.key)
        if matters.count(self.desk.read):
            self._table.set_empty(
                _("No time is recorded today."), _("Time by hand"), self._by_hand.open
            )
        else:
            self._table.set_empty(
                _("Time is recorded on matters, and there is none yet."),
                _("Go to matters"),
                lambda: self.open_asked.emit("matter", 0),
            )
        self._table.set_total(self._total(entries) if entries else {})

    def _total(self, entries: list[DayLine]) -> dict[str, str]:
        billed = sum(line.units * line.unit_seconds for line in entries)
        unit = entries[0].unit_seconds
        words = _("1 entry") if len(entries) == 1 else _("{count} entries")
        return {
            "when": words.format(count=len(entries)),
            "worked": short_clock(sum(line.seconds for line in entries)),
            "billed": _hours(billed // unit, unit, self._practice.locale),
            "amount": self._money(sum(line.cents for line in entries)),
        }

    def _minutes(self) -> tuple[int, ...]:
        """What on this page grows by itself, in minutes."""
        now = self.desk.clock.now()
        running = [line for line in self._picture.lines if _runs(line)]
        grown = [(line.seconds + now.at - self._now.at) // 60 for line in running]
        return (now.at // 60, *grown)

    def _look_again(self) -> None:
        if self.isVisible() and self._minutes() != self._shown_minutes:
            self.refresh()

    def _line_of(self, key: object) -> DayLine | None:
        return next((line for line in self._picture.lines if line.key == key), None)

    def _on_edited(self, key: object, _column: str, text: str) -> None:
        line = self._line_of(key)
        if line is None:
            return
        now = self.desk.clock.now()
        self.desk.do(entry_acts.set_narrative, TimeEntryId(line.entry_id), text, now=now)

    def _on_opened(self, key: object) -> None:
        line = self._line_of(key)
        if line is not None and line.kind == "entry" and line.can_edit:
            self._table.edit(key, "narrative")

    def _on_delete_asked(self, key: object) -> None:
        line = self._line_of(key)
        if line is None or line.kind != "entry":
            return
        now = self.desk.clock.now()
        step = self.desk.do(entry_acts.delete_entry, TimeEntryId(line.entry_id), now=now)
        if step is not None:
            self.desk.say(
                _("Deleted {worked} on {matter}.").format(
                    worked=short_clock(line.seconds), matter=line.matter
                ),
                (_("Undo"), lambda: self.desk.do(entry_acts.take_back, step, now=now)),
            )

    def _on_link_clicked(self, key: object, link: str) -> None:
        line = self._line_of(key)
        if line is None:
            return
        if link == "add":
            self._add_gap(line)
        elif link == "leave":
            self._left.add(Stretch(line.start or 0, line.end or 0))
            self.refresh()
        elif link in {"keep", "drop"}:
            self._decide(line, keep=link == "keep")
        elif link == "go_on":
            now = self.desk.clock.now()
            self.desk.do(clock_acts.resume_timer, TimeEntryId(line.entry_id), now=now)
        elif link == "finish":
            self.desk.do(clock_acts.finish_parked, TimeEntryId(line.entry_id))

    def _decide(self, line: DayLine, *, keep: bool) -> None:
        decide = doubts.keep_stretch if keep else doubts.drop_stretch
        try:
            self.desk.transact(decide, IntervalId(line.interval_id))
        except LawDeskError as error:
            self.desk.failed.emit(error)
        else:
            self.desk.say(decided_words(line.seconds, line.matter, kept=keep))

    def _add_gap(self, gap: DayLine) -> None:
        now = self.desk.clock.now()
        entry_id = self.desk.do(
            clock_acts.record_stretch, gap.matter_id, gap.start or 0, gap.end or 0, now=now
        )
        if entry_id is None:
            return
        words = _("Added {length} to {matter}.").format(
            length=span_words(gap.seconds), matter=gap.matter
        )
        undo = (_("Undo"), lambda: self.desk.do(entry_acts.delete_entry, entry_id, now=now))
        self.desk.say(words, undo)
        self._table.edit(f"entry-{entry_id}", "narrative")


def _hours(units: int, unit_seconds: int, locale: str) -> str:
    return _("{hours} h").format(hours=format_hours(units, unit_seconds, locale))


def _runs(line: DayLine) -> bool:
    return line.clock is ClockState.RUNNING


def _badge(line: DayLine) -> tuple[str, str] | None:
    return (_("running"), "running") if _runs(line) else None


def _shortened(title: str) -> str:
    """So that a long name leaves room for what stands behind it."""
    return title if len(title) <= _NAME_LENGTH else title[: _NAME_LENGTH - 1].rstrip() + "…"


def _mark(title: str) -> str:
    """The first word of a title that says something, for a narrow piece of the strip."""
    words = title.split()
    return next((word for word in words if len(word) > _ARTICLE_LENGTH), words[0])


def _spoken(stretch: Stretch, line: DayLine, zone: tzinfo) -> str:
    """What the strip says of a piece when asked."""
    words = line.matter
    if line.kind != "entry":
        words = _("Not recorded") if line.kind == "gap" else doubt_words(line.doubt)
    return f"{wall_time(stretch.start, zone)}–{wall_time(stretch.end, zone)} {words}"


def _tone(line: DayLine) -> str:
    return "ink" if line.kind == "entry" else "attention"


def _time_tone(line: DayLine) -> str:
    return "quiet" if line.kind == "entry" else "attention"


def _amount_tone(line: DayLine) -> str:
    return "quiet" if line.is_free else "ink"


def _worked(line: DayLine) -> str:
    return short_clock(line.seconds)


def _narrative(line: DayLine) -> str:
    return _("Undecided") if line.kind == "undecided" else line.narrative


def _links(line: DayLine) -> list[tuple[str, str]]:
    """What can be done with the line, by a click or from its menu."""
    if line.kind == "gap":
        add = _("Add to {matter}").format(matter=_shortened(line.matter))
        return [("add", add), ("leave", _("Leave"))]
    if line.kind == "undecided":
        return [("keep", _("Keep")), ("drop", _("Drop"))]
    if line.clock is ClockState.PARKED:
        return [("go_on", _("Go on")), ("finish", _("Finish"))]
    return []
