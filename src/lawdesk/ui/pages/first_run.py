"""The first run: four steps, one screen each, and nothing left behind when it is broken off.

What belongs here: the order of the steps. The new practice is made in a staging folder and gets
its place only at the end, so that a half-made one is never found later.
"""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from lawdesk.domain.billing.billing_policy import BillingPolicy
from lawdesk.domain.clock import Clock
from lawdesk.domain.practice import Practice
from lawdesk.errors import LawDeskError
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.ui.pages.first_run_practice import TypedPractice, WhoYouAre
from lawdesk.ui.pages.passphrase_choice import PassphraseChoice
from lawdesk.ui.pages.recovery_sheet_step import ChooseFile, RecoverySheetStep, SheetFacts
from lawdesk.ui.tasks import Task
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.radio_button import RadioButton
from lawdesk.ui.widgets.step_frame import StepFrame
from lawdesk.vault.passphrase_slot import STANDARD, Argon2Cost
from lawdesk.vault.practice_folder import OpenKeys, create_practice
from lawdesk.vault.recovery import RecoveryIdentity


@dataclass(frozen=True)
class NewPractice:
    """What the first run gives: a staged practice with its keys, and what to write into it."""

    staged: Path
    keys: OpenKeys
    practice: Practice
    cents_per_hour: int
    policy: BillingPolicy
    passphrase: str = field(repr=False)
    wants_sample: bool


class FirstRun(StepFrame):
    """Who you are, passphrase, recovery sheet, start."""

    finished = Signal(object)
    """a `NewPractice`"""

    def __init__(
        self,
        staging: Path,
        clock: Clock,
        *,
        cost: Argon2Cost = STANDARD,
        choose_file: ChooseFile | None = None,
        country: str = "",
    ) -> None:
        super().__init__()
        self._staging = staging
        self._clock = clock
        self._cost = cost
        self._typed: TypedPractice | None = None
        self._made: tuple[OpenKeys, RecoveryIdentity] | None = None
        self._made_from = ("", "")
        self._who = WhoYouAre(country or QLocale.system().name()[-2:])
        self._label = Form()
        self._label.add_line(
            "label",
            _("Shown on the lock screen"),
            hint=_("The one thing that is stored unencrypted. Choose what anybody may read."),
        )
        self._passphrase = PassphraseChoice()
        self._sheet = RecoverySheetStep(choose_file)
        self._start = _StartChoice()
        self._passphrase.returned.connect(lambda: self._on_next("passphrase"))
        self._sheet.returned.connect(lambda: self._on_next("sheet"))
        self._add_steps()
        self.next_asked.connect(self._on_next)
        self._who.focus_name()

    def show_failure(self, error: LawDeskError) -> None:
        """Why the practice could not be made; the last step may be tried again."""
        self.set_next_enabled(enabled=True)
        self.show_error(str(error))

    def _add_steps(self) -> None:
        self.add_step(
            "who",
            _("Who you are"),
            _("This stands on your invoices. Everything can be changed later."),
            self._who,
        )
        second = QWidget()
        layout = QVBoxLayout(second)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._passphrase)
        layout.addWidget(self._label)
        layout.addStretch(1)
        self.add_step(
            "passphrase",
            _("Your passphrase"),
            _("It opens the practice each morning. Nobody can look it up for you."),
            second,
        )
        self.add_step(
            "sheet",
            _("Your recovery sheet"),
            _(
                "One page on paper opens the practice if the passphrase is lost. Lose both, and "
                "the data are lost."
            ),
            self._sheet,
        )
        self.add_step(
            "start",
            _("Ready"),
            _("How would you like to begin?"),
            self._start,
            next_words=_("Open LawDesk"),
        )

    def _on_next(self, step: str) -> None:
        {
            "who": self._leave_who,
            "passphrase": self._leave_passphrase,
            "sheet": self._leave_sheet,
            "start": self._finish,
        }[step]()

    def _leave_who(self) -> None:
        self._typed = self._who.read(self._clock.now().at)
        if self._typed is None:
            return
        practice = self._typed.practice
        if not self._label.values()["label"]:
            label = _("Practice of {name}").format(name=practice.name)
            self._label.show_values({"label": label})
        self._passphrase.set_names((practice.name, practice.address, practice.mail, "LawDesk"))
        if not self._passphrase.has_words():
            self._passphrase.offer_words()
        self.show_step("passphrase")
        self._passphrase.focus()

    def _leave_passphrase(self) -> None:
        passphrase = self._passphrase.passphrase()
        if passphrase is None or self._typed is None:
            return
        wanted = (passphrase, str(self._label.values()["label"]).strip())
        if not wanted[1]:
            self._label.show_error("label", _("Give the practice a name."))
        elif self._made is not None and wanted == self._made_from:
            self.show_step("sheet")
        else:
            self._make_keys(wanted)

    def _make_keys(self, wanted: tuple[str, str]) -> None:
        passphrase, label = wanted
        self.set_next_enabled(enabled=False)
        self.show_error("")
        staging, cost = self._staging, self._cost

        def work(_report: Report) -> tuple[OpenKeys, RecoveryIdentity]:
            shutil.rmtree(staging, ignore_errors=True)
            return create_practice(staging, passphrase, label, cost)

        task = Task(work, self)
        task.succeeded.connect(lambda made: self._on_made(made, wanted))
        task.failed.connect(self._on_failed)
        task.start()

    def _on_made(self, made: tuple[OpenKeys, RecoveryIdentity], wanted: tuple[str, str]) -> None:
        self.set_next_enabled(enabled=True)
        self._made, self._made_from = made, wanted
        if self._typed is None:
            return
        keys, identity = made
        practice = replace(self._typed.practice, vault_id=keys.vault_id)
        self._typed = replace(self._typed, practice=practice)
        day = self._clock.now().day
        self._sheet.set_key(identity, SheetFacts(keys.label, keys.vault_id, day, practice.country))
        self.show_step("sheet")
        self._sheet.setFocus()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, LawDeskError):
            raise error
        self.show_failure(error)

    def _leave_sheet(self) -> None:
        if self._sheet.passes():
            self.show_step("start")

    def _finish(self) -> None:
        if self._made is None or self._typed is None:
            return
        self.set_next_enabled(enabled=False)
        keys = self._made[0]
        practice = replace(self._typed.practice, vault_id=keys.vault_id)
        self.finished.emit(
            NewPractice(
                self._staging,
                keys,
                practice,
                self._typed.cents_per_hour,
                self._typed.policy,
                self._made_from[0],
                self._start.wants_sample(),
            )
        )


class _StartChoice(QWidget):
    """Empty, or a look around first."""

    def __init__(self) -> None:
        super().__init__()
        self._empty = RadioButton(_("Start empty"))
        self._sample = RadioButton(_("Look around in the sample practice"))
        group = QButtonGroup(self)
        group.addButton(self._empty)
        group.addButton(self._sample)
        self._empty.setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for button, words in (
            (self._empty, _("Your practice opens with nothing in it. Add a client and begin.")),
            (
                self._sample,
                _(
                    "A separate practice with invented clients opens first, under the same "
                    "passphrase. Nothing of it ever mixes with yours."
                ),
            ),
        ):
            layout.addWidget(button)
            line = text_label(words, "quiet", wrap=True)
            line.setContentsMargins(32, 0, 0, 12)
            layout.addWidget(line)
        layout.addStretch(1)

    def wants_sample(self) -> bool:
        """Whether the sample practice was chosen."""
        return self._sample.isChecked()
