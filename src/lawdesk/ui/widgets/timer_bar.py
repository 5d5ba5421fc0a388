"""The bar on every page: what the clock does now, and every act on it one click away.

A pure view: it shows what it is given and tells what the lawyer asked for.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui import fonts, palette
from lawdesk.ui.actions import in_words
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.idle_part import IdlePart
from lawdesk.ui.widgets.inline_edit import InlineEdit
from lawdesk.ui.widgets.labels import ElidedLabel, set_style_property, text_label
from lawdesk.ui.widgets.long_run_question import LongRunQuestion
from lawdesk.ui.widgets.parked_chips import Parked, ParkedChips
from lawdesk.ui.widgets.stretch_question import Stretch, StretchQuestion

HEIGHT = 64
_ROOMY = 1000
"""pixels of the bar from which clock, parked clocks and key caps stand beside each other"""
_RUNNING_WIDTH, _IDLE_WIDTH = 420, 380
"""pixels for the words on the clock, and for choosing a matter while none runs"""
_REST_WIDTH = 560
"""pixels that clock, buttons and the way to the parked clocks need at least"""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a budget is used: a few words, the whole sentence, and the tone they have."""

    words: str = ""
    sentence: str = ""
    tone: str = "quiet"


@dataclass(frozen=True, slots=True)
class Running:
    """The clock that runs, in words: "0:47:10", the matter's name, narrative, code, "9:12"."""

    clock: str
    matter: str
    narrative: str = ""
    activity: str = ""
    since: str = ""
    can_discard: bool = False
    limit: Limit = Limit()


class TimerBarView(QWidget):
    """Shows the running clock or none, the parked ones, and a question about a doubtful stretch."""

    start_asked = Signal(object)  # the matter's key, or None: go on with the last one
    since_last_asked = Signal(object)  # the same, from the end of the last entry
    stop_asked = Signal()
    pause_asked = Signal()
    discard_asked = Signal()
    switch_asked = Signal(object)
    narrative_edited = Signal(str)
    activity_edited = Signal(str)
    start_edited = Signal(str)
    search_asked = Signal()
    expense_asked = Signal()
    answered = Signal(str)  # "keep", "go_on", "stop" or "book"
    late_stop_asked = Signal(str)  # when it should have stopped, as typed, or "" for now
    long_run_kept = Signal()
    booked = Signal(object, str)  # the matter's key or None, and what was done

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Clock"))
        self._runs = False
        self._running_part = _RunningPart(self)
        self._idle_part = IdlePart()
        self._idle_part.start_asked.connect(self.start_asked)
        self._idle_part.since_asked.connect(self.since_last_asked)
        self._facts = QStackedWidget()
        self._facts.addWidget(self._idle_part)
        self._facts.addWidget(self._running_part)
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._chips = ParkedChips()
        self._chips.switch_asked.connect(self.switch_asked)
        self._dot = _Dot()
        self._clock = text_label("0:00:00", "clock")
        self._clock.setAccessibleName(_("Time on the running clock"))
        self._question = StretchQuestion()
        self._question.answered.connect(self.answered)
        self._question.booked.connect(self.booked)
        self._question.hide()
        self._long_run = LongRunQuestion()
        self._long_run.stop_asked.connect(self.late_stop_asked)
        self._long_run.start_asked.connect(self.focus_start)
        self._long_run.kept.connect(self.long_run_kept)
        self._refusal = _Refusal()
        self._make_buttons()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self._make_bar())
        for row in (self._refusal, self._long_run, self._question):
            self._rows.addWidget(row)
        self.show_idle()

    def show_running(self, running: Running, parked: tuple[Parked, ...] = ()) -> None:
        """Shows a running clock and the parked ones. What is being typed is left alone."""
        self._runs = True
        self._running_part.show_running(running)
        self._facts.setCurrentWidget(self._running_part)
        self._chips.show_parked(parked)
        self._clock.setVisible(True)
        self.set_clock(running.clock)
        self._toggle.set_kind("running", "stop")
        self._toggle.set_words(_("Stop"))
        self._pause.setVisible(True)
        self._dot.show_state(runs=True)
        self._show_key_caps()

    def show_idle(self, parked: tuple[Parked, ...] = (), since_last: str = "") -> None:
        """Shows that nothing runs; `since_last` is the end of the last entry ("10:24") or empty."""
        self._runs = False
        self._idle_part.show_since(since_last)
        self._facts.setCurrentWidget(self._idle_part)
        self._chips.show_parked(parked)
        self._clock.setVisible(False)
        self._toggle.set_kind("running", "play")
        self._toggle.set_words(_("Start"))
        self._pause.setVisible(False)
        self._dot.show_state(runs=False)
        self._show_key_caps()

    def set_clock(self, clock: str) -> None:
        """Moves the clock; called every second."""
        self._clock.setText(clock)

    def show_limit(self, limit: Limit) -> None:
        """Says how much of the running matter's budget is used; nothing without one."""
        self._running_part.show_limit(limit)

    def add_row(self, row: QWidget) -> None:
        """Puts a line of its own under the bar."""
        self._rows.addWidget(row)

    def set_matters(self, matters: list[Choice]) -> None:
        """The matters a clock can be started for, as (key, words)."""
        self._idle_part.matter.set_choices(matters)
        self._question.set_matters(matters)

    def set_phrases(self, phrases: list[str]) -> None:
        """Texts offered while the narrative is typed."""
        self._running_part.narrative.set_phrases(phrases)
        self._question.set_phrases(phrases)

    def set_activities(self, activities: list[str]) -> None:
        """Activity codes with their titles, offered while a code is typed."""
        self._running_part.activity.set_phrases(activities)

    def show_refusal(self, sentence: str) -> None:
        """Says under the bar why what was typed there was refused; no sentence, no line."""
        self._refusal.show_sentence(sentence)

    def refusal(self) -> str:
        """The sentence that stands under the bar now."""
        return self._refusal.sentence()

    def commit_typing(self) -> None:
        """Lets what is being typed into the running clock count, before the clock is stopped."""
        for field in (
            self._running_part.narrative,
            self._running_part.activity,
            self._running_part.since,
        ):
            field.commit()

    def ask(self, stretch: Stretch | None) -> None:
        """Asks about a stretch the lawyer was away; None takes the question away."""
        self._question.setVisible(stretch is not None)
        if stretch is not None:
            self._question.show_stretch(stretch)

    def ask_long_run(self, words: str) -> None:
        """Asks whether a clock that ran so long is meant to; without words nothing is asked."""
        self._long_run.show_words(words)

    def ask_matter(self) -> None:
        """Lets the lawyer say to which matter the stretch in question belongs."""
        self._question.show_booking()

    def focus_narrative(self) -> None:
        """Puts the cursor into the narrative, after a start."""
        self._running_part.narrative.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_start(self) -> None:
        """Puts the cursor into the start of the running clock, to type another one."""
        self._running_part.since.setFocus(Qt.FocusReason.OtherFocusReason)
        self._running_part.since.selectAll()

    def focus_matter(self) -> None:
        """Puts the cursor into the matter chooser of the idle bar."""
        self._idle_part.matter.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_matter(self) -> object:
        """The matter picked in the idle bar, or None."""
        return self._idle_part.matter.key()

    def typed_matter(self) -> str:
        """What stands in the idle bar's chooser, whether a matter is meant by it or not."""
        return self._idle_part.matter.text().strip()

    def clear_matter(self) -> None:
        """Empties the idle bar's chooser, after its clock was started."""
        self._idle_part.matter.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out anew."""
        super().resizeEvent(event)
        self._show_key_caps()

    def _show_key_caps(self) -> None:
        """What is being done comes before parked clocks and key caps where room is short."""
        if self._runs:
            rest = self.width() - round(_REST_WIDTH * fonts.text_scale())
            most = round(_RUNNING_WIDTH * fonts.text_scale())
            wanted = self._running_part.sizeHint().width()
            self._facts.setMinimumWidth(max(0, min(wanted, most, rest)))
        else:
            self._facts.setMinimumWidth(round(_IDLE_WIDTH * fonts.text_scale()))
        roomy = self.width() >= round(_ROOMY * fonts.text_scale())
        for button in (self._toggle, self._search):
            button.show_hint(shown=roomy)

    def _make_buttons(self) -> None:
        self._toggle = Button("", kind="running", hint=in_words("Ctrl+Space"))
        self._toggle.clicked.connect(lambda _checked=False: self._on_toggle_clicked())
        self._pause = Button(_("Park this clock"), icon="pause", kind="bare")
        self._pause.clicked.connect(lambda _checked=False: self.pause_asked.emit())
        self._expense = Button(_("Expense in one line"), icon="money", kind="bare")
        self._expense.clicked.connect(lambda _checked=False: self.expense_asked.emit())
        self._search = Button(_("Search"), icon="search", kind="field", hint=in_words("Ctrl+K"))
        self._search.clicked.connect(lambda _checked=False: self.search_asked.emit())

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("timer_bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(round(HEIGHT * fonts.text_scale()))
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(24, 1, 24, 1)
        layout.setSpacing(12)
        layout.addWidget(self._dot)
        layout.addSpacing(4)
        layout.addWidget(self._clock)
        layout.addWidget(self._facts, 1)
        layout.addWidget(self._chips)
        layout.addWidget(self._expense)
        layout.addWidget(self._pause)
        layout.addWidget(self._toggle)
        layout.addWidget(self._search)
        return bar

    def _on_toggle_clicked(self) -> None:
        if self._runs:
            self.stop_asked.emit()
        else:
            self.start_asked.emit(self.chosen_matter())


class _Dot(QWidget):
    """Full while a clock runs, a ring when none does."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(10, 10))
        self._runs = False

    def show_state(self, *, runs: bool) -> None:
        self._runs = runs
        self.setAccessibleName(_("The clock runs") if runs else _("No clock runs"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = palette.current()
        if self._runs:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("running"))
            painter.drawEllipse(QRect(0, 0, 10, 10))
        else:
            painter.setPen(QPen(tokens.color("edge"), 2))
            painter.drawEllipse(QRect(1, 1, 8, 8))


class _Refusal(QWidget):
    """One line under the bar; goes away by itself once something else is typed or done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("refusal")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sentence = ElidedLabel("", "error")
        self._dismiss = Button(_("Dismiss"), icon="close", kind="bare")
        self._dismiss.clicked.connect(lambda _checked=False: self.show_sentence(""))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.addWidget(self._sentence)
        layout.addStretch(1)
        layout.addWidget(self._dismiss)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        return self._sentence.text()


class _RunningPart(QWidget):
    """Matter above; narrative, activity code and start below, each changed where it stands."""

    def __init__(self, bar: TimerBarView) -> None:
        super().__init__()
        self._matter = ElidedLabel("", "strong")
        self._limit = text_label("", "small")
        self.narrative = InlineEdit(_("What is being done"), _("What are you doing?"))
        self.activity = InlineEdit(_("Activity code"), _("code"))
        self.activity.setToolTip(_("Activity and task, such as A103 or A103 L120"))
        self.since = InlineEdit(_("Started at; 9:12, 912 or -15"))
        self._discard = Button(_("Discard"), kind="link")
        for field in (self.narrative, self.activity, self.since):
            field.setProperty("quiet", "true")
        self.narrative.fit_text(shrinks=True)
        for field in (self.activity, self.since):
            field.fit_text()
        self.narrative.committed.connect(bar.narrative_edited)
        self.activity.committed.connect(bar.activity_edited)
        self.since.committed.connect(bar.start_edited)
        self._discard.clicked.connect(lambda _checked=False: bar.discard_asked.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 11)
        layout.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self._matter)
        upper.addWidget(self._limit)
        upper.addStretch(1)
        layout.addLayout(upper)
        layout.addLayout(self._lower_line())
        self._matter.setContentsMargins(6, 0, 0, 0)

    def show_running(self, running: Running) -> None:
        self._matter.setText(running.matter)
        self.narrative.show_value(running.narrative)
        self.activity.show_value(running.activity)
        self.since.show_value(running.since)
        self._discard.setVisible(running.can_discard)
        self.show_limit(running.limit)

    def show_limit(self, limit: Limit) -> None:
        set_style_property(self._limit, "tone", limit.tone)
        self._limit.setText(limit.words)
        self._limit.setToolTip(limit.sentence)
        self._limit.setAccessibleName(limit.sentence)
        self._limit.setVisible(bool(limit.words))

    def _lower_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.narrative)
        line.addWidget(text_label("·", "quiet"))
        line.addWidget(self.activity)
        line.addWidget(text_label(_("· since"), "quiet"))
        line.addWidget(self.since)
        line.addWidget(self._discard)
        line.addStretch(1)
        return line
