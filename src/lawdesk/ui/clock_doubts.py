"""The question about doubtful stretches: asked oldest first, one at a time, decided by the lawyer.

Nothing is decided by waiting: until then the stretch is not billed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import TimeInterval
from lawdesk.errors import LawDeskError
from lawdesk.operations import doubts
from lawdesk.store import practice, time_entries, timers
from lawdesk.translation import _
from lawdesk.ui.clock_words import decided_words, doubt_words, span_words, wall_time, wall_time_seen
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.stretch_question import Stretch
from lawdesk.ui.widgets.timer_bar import TimerBarView


class DoubtQuestion(QObject):
    """Shows the oldest undecided stretch under the timer bar and carries out the answer."""

    def __init__(self, desk: Desk, view: TimerBarView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._asked: TimeInterval | None = None
        self._first_of = 0
        view.answered.connect(self._on_answered)
        view.booked.connect(self._on_booked)

    def refresh(self) -> None:
        """Ask about the oldest stretch that is still undecided, or about none."""
        waiting = timers.list_undecided(self._desk.read)
        self._first_of = max(self._first_of, len(waiting)) if waiting else 0
        self._asked = waiting[0] if waiting else None
        self._view.ask(self._in_words(waiting[0], len(waiting)) if waiting else None)

    def _in_words(self, stretch: TimeInterval, waiting: int) -> Stretch:
        read, now = self._desk.read, self._desk.clock.now()
        end = stretch.ended_at or stretch.started_at
        entry = time_entries.get_row(read, stretch.entry_id)
        place = _("{number} of {count}").format(
            number=self._first_of - waiting + 1, count=self._first_of
        )
        return Stretch(
            wall_time_seen(stretch.started_at, now, practice.get(read).locale),
            wall_time(end, now.zone),
            span_words(end - stretch.started_at),
            why=doubt_words(stretch.doubt),
            matter=entry.matter_title,
            place=place if self._first_of > 1 else "",
            runs=doubts.is_of_running_clock(read, stretch),
        )

    def _on_answered(self, answer: str) -> None:
        stretch, desk = self._asked, self._desk
        if stretch is None:
            return
        if answer == "book":
            self._view.ask_matter()
            return
        seconds = (stretch.ended_at or stretch.started_at) - stretch.started_at
        matter = time_entries.get_row(desk.read, stretch.entry_id).matter_title
        try:
            if answer == "keep":
                desk.transact(doubts.keep_stretch, stretch.id)
            elif answer == "go_on":
                desk.transact(doubts.drop_stretch, stretch.id)
            else:
                desk.transact(doubts.drop_stretch_and_stop, stretch.id, now=desk.clock.now())
        except LawDeskError as error:
            desk.failed.emit(error)
            return
        words = decided_words(seconds, matter, kept=answer == "keep")
        if answer == "stop":
            words = " ".join([words, _("The clock was stopped where the stretch began.")])
        desk.say(words)

    def _on_booked(self, matter_id: object, narrative: str) -> None:
        stretch, desk = self._asked, self._desk
        if stretch is None:
            return
        if not isinstance(matter_id, int):
            self._view.show_refusal(_("Choose the matter this stretch belongs to."))
            return
        try:
            entry_id = desk.transact(
                doubts.book_stretch,
                stretch.id,
                MatterId(matter_id),
                narrative=narrative,
                now=desk.clock.now(),
            )
        except LawDeskError as error:
            self._view.show_refusal(str(error))
            return
        self._view.show_refusal("")
        entry = time_entries.get_row(desk.read, entry_id)
        words = _("{length} were booked to {matter}.").format(
            length=span_words(entry.raw_seconds), matter=entry.matter_title
        )
        desk.say(words)
