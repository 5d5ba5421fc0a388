"""The strip at the foot of the window: what just happened, the next or the opposite step, and
long work with its progress.

A success stays until the next message; an error stays until it is dismissed.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid

from lawdesk.errors import LawDeskError
from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import ElidedLabel, set_style_property, text_label
from lawdesk.ui.widgets.layout_items import clear

Step = tuple[str, Callable[[], object]]


class ShownTask(Protocol):
    """What the strip asks of a piece of long work; `ui.tasks.Task` has all of it."""

    @property
    def progressed(self) -> SignalInstance:
        """(done, total)."""

    @property
    def succeeded(self) -> SignalInstance:
        """The result."""

    @property
    def failed(self) -> SignalInstance:
        """The error."""

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""


class MessageStrip(QWidget):
    """One line of text with steps on the left, running work on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Messages"))
        self.setMinimumHeight(36)
        self._text = ElidedLabel("", "quiet")
        self._text.setAccessibleName(_("Message"))
        self._error = text_label("", "strong", wrap=True)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(4)
        self._dismiss = Button(_("Dismiss"), icon="close", kind="bare")
        self._dismiss.clicked.connect(lambda _checked=False: self.clear())
        self._work = _WorkLine()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 1, 24, 0)
        layout.setSpacing(12)
        layout.addWidget(self._text, 0)
        layout.addWidget(self._error, 1)
        layout.addLayout(self._steps)
        layout.addWidget(self._dismiss)
        self._filler = QWidget()
        layout.addWidget(self._filler, 1)
        layout.addWidget(self._work)
        self._waiting: list[str] = []
        self.clear()

    def say(self, text: str, *steps: Step) -> None:
        """Tells what happened. A step is (words, what to run). Errors not dismissed stay first."""
        if self._dismiss.isVisibleTo(self):
            self._waiting = [text]
            return
        self._show(text, steps, tone="")

    def fail(self, error: LawDeskError | str, *steps: Step) -> None:
        """Tells an error in words; it stays until dismissed."""
        self._show(str(error), steps, tone="overdue")

    def clear(self) -> None:
        """Takes the message away; what was said behind an error comes up."""
        self._show(self._waiting.pop() if self._waiting else "", (), tone="")

    def text(self) -> str:
        """What the strip says now."""
        return self._error.text() or self._text.text()

    def show_task(self, task: ShownTask, words: str, *, then_say: str = "") -> None:
        """Shows long work with its progress and a cancel button until it ends.

        `then_say` is told when it succeeds. A failure is told by whoever started the work.
        """
        self._work.watch(task, words)
        task.succeeded.connect(lambda _result: self._on_succeeded(then_say))

    def _on_succeeded(self, words: str) -> None:
        if words and isValid(self):  # the work may end after a lock took the window away
            self.say(words)

    def _show(self, text: str, steps: tuple[Step, ...], *, tone: str) -> None:
        clear(self._steps)
        self._text.setText("" if tone else text)
        self._error.setText(text if tone else "")
        self._text.setVisible(not tone)
        self._error.setVisible(bool(tone))
        self._filler.setVisible(not tone)
        for words, run in steps:
            button = self._step_button(words, run)
            self._steps.addWidget(button)
            button.show()
        self._dismiss.setVisible(tone == "overdue")
        set_style_property(self, "tone", tone)

    def _step_button(self, words: str, run: Callable[[], object]) -> Button:
        button = Button(words, kind="link")
        button.clicked.connect(lambda _checked=False: self._on_step_clicked(run))
        return button

    def _on_step_clicked(self, run: Callable[[], object]) -> None:
        self.clear()
        run()


class _WorkLine(QWidget):
    """Words, bar, percent and a cancel button for the work shown last."""

    def __init__(self) -> None:
        super().__init__()
        self._task: ShownTask | None = None
        self._words = text_label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._percent = text_label("", "quiet")
        self._percent.setMinimumWidth(36)
        self._cancel = Button(_("Cancel"), kind="link")
        self._cancel.clicked.connect(lambda _checked=False: self._on_cancel_clicked())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self._words, self._bar, self._percent, self._cancel):
            layout.addWidget(part)
        self.hide()

    def watch(self, task: ShownTask, words: str) -> None:
        """Follows this work until it ends."""
        self._task = task
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._percent.setText("")
        self._cancel.setEnabled(True)
        task.progressed.connect(lambda done, total: self._on_progressed(task, done, total))
        task.succeeded.connect(lambda _result: self._on_ended(task))
        task.failed.connect(lambda _error: self._on_ended(task))
        self.show()

    def _on_progressed(self, task: ShownTask, done: int, total: int) -> None:
        if task is self._task and total > 0 and isValid(self):
            self._bar.setRange(0, 100)
            percent = min(100, done * 100 // total)
            self._bar.setValue(percent)
            self._percent.setText(f"{percent} %")

    def _on_ended(self, task: ShownTask) -> None:
        if task is self._task and isValid(self):
            self._task = None
            self.hide()

    def _on_cancel_clicked(self) -> None:
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._task.cancel()
