"""The clock in the window: what the timer bar shows, and what its buttons do.

The view knows no business and the operations know no window; this is the one place between them.
The tick only repaints. Every change is committed before the bar shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lawdesk.domain.activity_codes import ACTIVITIES
from lawdesk.domain.clock import Moment, day_of
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import EntryRow, TimeEntryId
from lawdesk.domain.timers import HEARTBEAT_SECONDS, ParkedClock, RunningClock
from lawdesk.domain.typed_time import parse_clock_time, parse_stop_time
from lawdesk.errors import LawDeskError
from lawdesk.operations import doubts
from lawdesk.operations import time_entries as entry_acts
from lawdesk.operations import timers as acts
from lawdesk.store import matters, phrases, practice, time_entries, timers, undo_steps
from lawdesk.translation import _
from lawdesk.ui.clock_doubts import DoubtQuestion
from lawdesk.ui.clock_face import clock_words, short_clock
from lawdesk.ui.clock_limits import running_limit
from lawdesk.ui.clock_long_run import LongRun
from lawdesk.ui.clock_watch import ClockWatch
from lawdesk.ui.clock_words import wall_time, wall_time_seen
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.parked_chips import Parked
from lawdesk.ui.widgets.timer_bar import Running, TimerBarView

if TYPE_CHECKING:
    from lawdesk.ui.pages.billing.expense_quick import ExpenseQuick

DISCARD_SECONDS = 10
"""A clock that ran shorter than this was probably started by mistake."""

_CLOCK_TABLES = frozenset(
    {"time_entries", "time_intervals", "matters", "clients"} | {"matter_budgets", "fee_agreements"}
)


class ClockBar(QObject):
    """Wires a timer bar to the practice's clock. Lives as long as the practice is open."""

    running_changed = Signal(str)
    """"0:47" once a minute while a clock runs, an empty text when none does"""

    def __init__(
        self,
        desk: Desk,
        view: TimerBarView,
        parent: QObject | None = None,
        *,
        watch: ClockWatch | None = None,
    ) -> None:
        """`watch` is one that outlived a lock; without it time is watched from now on."""
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._running: RunningClock | None = None
        self._told_minute = ""
        self._offers_discard = False
        self._expense: ExpenseQuick | None = None
        self._beat_at = desk.clock.now().at
        self._watch = watch or ClockWatch(desk.clock, self)
        self._doubts = DoubtQuestion(desk, view, self)
        self._long_run = LongRun(desk, view, self)
        self._connect()
        view.set_activities([activity.words for activity in ACTIVITIES])
        self._settle_silence()
        self._show_matters()
        self._show_phrases()
        self.refresh()

    def refresh(self) -> None:
        """Read the clock anew and show it."""
        desk = self._desk
        self._running = timers.find_running_clock(desk.read)
        parked = tuple(_chip(clock) for clock in timers.list_parked_clocks(desk.read))
        if self._running is None:
            self._view.show_idle(parked, self._since_last())
        else:
            self._view.show_running(self._in_words(self._running), parked)
        self._doubts.refresh()
        self._long_run.refresh(self._running)
        self._tell_running()

    def toggle(self) -> None:
        """Stop what runs; else go on with what was clocked last, or ask for a matter."""
        if self._running is not None:
            self.stop()
        else:
            self.start(None)

    def start(self, matter_id: object = None, *, started_at: int | None = None) -> None:
        """Start a clock on a matter; None goes on with what was clocked last."""
        if matter_id is None and self._view.typed_matter():
            self._refuse(_("No single matter is meant by these words; choose one from the list."))
            return
        if isinstance(matter_id, int):
            self._start_on(MatterId(matter_id), started_at)
            return
        found = self._desk.do(acts.continue_last, now=self._desk.clock.now())
        if found is None:
            self._ask_for_matter()
        else:
            self._view.show_refusal("")

    def stop(self, at: int | None = None) -> None:
        """Stop the running clock, now or at an earlier instant, and offer to take that back."""
        self._view.commit_typing()
        now = self._desk.clock.now()
        stopped = Moment(now.at if at is None else at, now.zone)
        entry_id = self._desk.do(acts.stop_timer, now=stopped)
        if entry_id is None:
            return
        self._view.show_refusal("")
        entry = time_entries.get_row(self._desk.read, entry_id)
        words = " ".join([_in_sentence(_("Stopped"), entry), *self._before_midnight(entry)])
        self._desk.say(words, *self._steps_after_stop(entry))

    def stop_late(self, typed: str) -> None:
        """Stop a clock that was forgotten, at the time of day as typed; nothing typed is now."""
        running, now = self._running, self._desk.clock.now()
        if running is None or not typed:
            self.stop()
            return
        self._try(lambda: self.stop(parse_stop_time(typed, running.open_since, now.at, now.zone)))

    def park(self) -> None:
        """Pause the running clock, and offer to go on."""
        self._view.commit_typing()
        entry_id = self._desk.do(acts.park_timer, now=self._desk.clock.now())
        if entry_id is not None:
            entry = time_entries.get_row(self._desk.read, entry_id)
            self._desk.say(
                _in_sentence(_("Parked"), entry), (_("Go on"), lambda: self.switch_to(entry_id))
            )

    def switch_to(self, entry_id: object) -> None:
        """Let a parked clock run on; the running one is parked."""
        if isinstance(entry_id, int):
            self._view.commit_typing()
            self._desk.do(acts.resume_timer, TimeEntryId(entry_id), now=self._desk.clock.now())

    def discard(self) -> None:
        """Stop the running clock and throw its entry away, which can be taken back."""
        entry_id = self._desk.do(acts.stop_timer, now=self._desk.clock.now())
        if entry_id is not None:
            self._throw_away(entry_id)

    def note_expense(self) -> None:
        """Open the line for an expense of the running matter, or of the one worked on last."""
        matter_id = self._running.matter_id if self._running else self._last_matter()
        if matter_id is None:
            self._refuse(_("There is no matter yet to record an expense for. Start a clock first."))
            return
        if self._expense is None:
            from lawdesk.ui.pages.billing.expense_quick import ExpenseQuick

            self._expense = ExpenseQuick(self._desk)
            self._view.add_row(self._expense)
        self._expense.open(MatterId(matter_id))

    def close(self) -> None:
        """Let go of the watch and the practice, before the session is thrown away."""
        self._watch.ticked.disconnect(self._on_ticked)
        self._watch.gap_found.disconnect(self._note_gaps)
        self._desk.changed.disconnect(self._on_changed)

    def _connect(self) -> None:
        view, watch = self._view, self._watch
        view.start_asked.connect(self.start)
        view.since_last_asked.connect(self._on_since_last_asked)
        view.stop_asked.connect(lambda: self.stop(None))
        view.late_stop_asked.connect(self.stop_late)
        view.pause_asked.connect(self.park)
        view.expense_asked.connect(self.note_expense)
        view.discard_asked.connect(self.discard)
        view.switch_asked.connect(self.switch_to)
        view.narrative_edited.connect(self._on_narrative_edited)
        view.activity_edited.connect(self._on_activity_edited)
        view.start_edited.connect(self._on_start_edited)
        watch.ticked.connect(self._on_ticked)
        watch.gap_found.connect(self._note_gaps)
        self._desk.changed.connect(self._on_changed)

    def _settle_silence(self) -> None:
        """What happened since the last sign of life, if this program did not see it itself."""
        beat = timers.find_heartbeat(self._desk.read)
        if beat is not None and self._watch.started_at > beat.beat_at:
            self._desk.do(doubts.look_for_silence, now=self._desk.clock.now())
        else:
            self._note_gaps()

    def _note_gaps(self) -> None:
        gaps = self._watch.take_gaps()
        if timers.find_running(self._desk.read) is None:
            return
        for gap in gaps:
            self._desk.do(doubts.note_gap, gap, now=self._desk.clock.now())

    def _on_ticked(self) -> None:
        now = self._desk.clock.now().at
        if self._running is None:
            return
        self._view.set_clock(clock_words(self._running.seconds_at(now)))
        self._long_run.refresh(self._running)
        self._tell_running()
        if abs(now - self._beat_at) >= HEARTBEAT_SECONDS:
            self._beat_at = now
            self._desk.do(acts.note_alive, now=self._desk.clock.now())
        if self._offers_discard and self._running.seconds_at(now) >= DISCARD_SECONDS:
            self.refresh()

    def _on_changed(self, touched: frozenset[str]) -> None:
        if touched & {"matters", "clients"}:
            self._show_matters()
        if "phrases" in touched:
            self._show_phrases()
        if touched & _CLOCK_TABLES:
            self.refresh()

    def _on_narrative_edited(self, text: str) -> None:
        self._try(lambda: self._desk.transact(acts.set_running_narrative, text.strip()))

    def _on_activity_edited(self, text: str) -> None:
        from lawdesk.domain.billing.utbms import parse_codes  # long lists, that no start needs

        self._try(lambda: self._desk.transact(acts.set_running_codes, *parse_codes(text)))

    def _on_start_edited(self, text: str) -> None:
        now = self._desk.clock.now()
        self._try(
            lambda: self._desk.transact(
                acts.set_running_start, parse_clock_time(text, now.at, now.zone), now=now
            )
        )

    def _on_since_last_asked(self, matter_id: object) -> None:
        if matter_id is None and not self._view.typed_matter():
            matter_id = self._last_matter()
        self.start(
            matter_id, started_at=timers.last_end(self._desk.read, self._desk.clock.now().at)
        )

    def _try(self, act: Callable[[], object]) -> None:
        """Do what was typed; a refusal stands under the bar and the old value comes back."""
        try:
            act()
        except LawDeskError as error:
            self._refuse(str(error))
        else:
            self._view.show_refusal("")

    def _refuse(self, sentence: str) -> None:
        self._view.show_refusal(sentence)
        self.refresh()

    def _start_on(self, matter_id: MatterId, started_at: int | None) -> None:
        now = self._desk.clock.now()
        entry_id = self._desk.do(acts.start_timer, matter_id, now=now, started_at=started_at)
        if entry_id is not None:
            self._view.show_refusal("")
            self._view.clear_matter()
            self._view.focus_narrative()

    def _ask_for_matter(self) -> None:
        if matters.count(self._desk.read):
            self._refuse(_("Choose the matter this clock is for."))
            self._view.focus_matter()
        else:
            self._refuse(_("There is no matter yet to run a clock for. Open one first."))

    def _last_matter(self) -> int | None:
        latest = time_entries.find_latest(self._desk.read)
        return time_entries.get(self._desk.read, latest).matter_id if latest is not None else None

    def _before_midnight(self, entry: EntryRow) -> list[str]:
        """What of the same run stands under earlier days."""
        read = self._desk.read
        run = time_entries.list_chain(read, time_entries.get(read, entry.id))
        earlier = sum(part.raw_seconds for part in run if part.worked_on < entry.worked_on)
        if not earlier:
            return []
        return [
            _("{worked} before midnight are their own entry.").format(worked=short_clock(earlier))
        ]

    def _steps_after_stop(self, entry: EntryRow) -> list[tuple[str, Callable[[], object]]]:
        steps: list[tuple[str, Callable[[], object]]] = []
        step = undo_steps.find_latest(self._desk.read)
        if step is not None:
            steps.append((_("Undo"), lambda: self._take_back(step.id)))
        if entry.raw_seconds < DISCARD_SECONDS:
            steps.append((_("Discard"), lambda: self._throw_away(entry.id)))
        parked = timers.list_parked_clocks(self._desk.read)
        if parked:
            words = _("Back to {matter}").format(matter=parked[0].matter_title)
            steps.append((words, lambda: self.switch_to(parked[0].entry_id)))
        return steps

    def _throw_away(self, entry_id: TimeEntryId) -> None:
        now = self._desk.clock.now()
        step = self._desk.do(entry_acts.delete_entry, entry_id, now=now)
        if step is not None:
            self._desk.say(
                _("The entry was discarded."), (_("Undo"), lambda: self._take_back(step))
            )

    def _take_back(self, step_id: int) -> None:
        self._desk.do(entry_acts.take_back, step_id, now=self._desk.clock.now())

    def _show_matters(self) -> None:
        choices = matters.list_choices(self._desk.read)
        self._view.set_matters([(choice.id, choice.words) for choice in choices])

    def _show_phrases(self) -> None:
        self._view.set_phrases(phrases.list_all(self._desk.read))

    def _since_last(self) -> str:
        """The end of the last entry, if that was today and a minute or more ago."""
        now = self._desk.clock.now()
        end = timers.last_end(self._desk.read, now.at)
        is_today = end is not None and day_of(end, now.zone) == now.day
        return (
            wall_time(end, now.zone) if end is not None and is_today and now.at - end >= 60 else ""
        )

    def _in_words(self, running: RunningClock) -> Running:
        now = self._desk.clock.now()
        seconds = running.seconds_at(now.at)
        self._offers_discard = seconds < DISCARD_SECONDS
        locale = practice.get(self._desk.read).locale
        return Running(
            clock_words(seconds),
            running.matter_title,
            running.narrative,
            " ".join(filter(None, (running.activity_code, running.task_code))),
            wall_time_seen(running.open_since, now, locale),
            can_discard=self._offers_discard,
            limit=running_limit(self._desk, running),
        )

    def _tell_running(self) -> None:
        now = self._desk.clock.now().at
        told = short_clock(self._running.seconds_at(now)) if self._running else ""
        if told != self._told_minute:
            self._told_minute = told
            if self._running is not None:
                self._view.show_limit(running_limit(self._desk, self._running))
            self.running_changed.emit(told)


def _chip(clock: ParkedClock) -> Parked:
    return Parked(clock.entry_id, short_clock(clock.worked_seconds), clock.matter_title)


def _in_sentence(done: str, entry: EntryRow) -> str:
    seconds = entry.raw_seconds
    worked = short_clock(seconds) if seconds >= 60 else _("{count} s").format(count=seconds)
    return _("{done} {worked} on {matter}.").format(
        done=done, worked=worked, matter=entry.matter_title
    )
