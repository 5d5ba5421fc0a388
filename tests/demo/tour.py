"""The way through every page and dialog, with a picture at each stop.

A stop is reached once, by clicks and keys, and then drawn in both themes and both sizes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from demo.camera import Camera
from demo.first_run import fill_in_who, prove_sheet
from demo.rooms import AFTERNOON, LONG_CLIENT, LONG_MATTER, PACIFIC, PASSPHRASE
from demo.stage import Stage, on_stage
from demo.tour_billing import BillingWalk
from demo.tour_documents import DocumentsWalk
from demo.tour_informing import InformingWalk
from lawdesk.errors import StorageError

CLIENT_PARTS = (
    *("Details", "Matters", "Messages", "Bundles"),
    *("Invoices", "Documents", "Account", "Billing"),
)
MATTER_PARTS = (
    *("Timeline", "Updates", "Messages", "Time", "Expenses"),
    *("Invoices", "Documents", "Bundles", "Billing", "Details"),
)
SETTINGS = (
    *("Practice", "Billing", "How I bill", "Rates", "Snippets"),
    *("Letterhead", "Letter templates", "This program", "Security"),
)


def tour_sample(practice: Path, camera: Camera) -> None:
    """Every page and dialog of the sample practice."""
    with on_stage(practice, AFTERNOON, PACIFIC) as stage:
        _Walk(stage, camera, "Maria Alvarez", "Alvarez v. Northgate").everything()


def tour_longest(practice: Path, camera: Camera) -> None:
    """The pages that show names and numbers, where these are as long as may be."""
    with on_stage(practice, AFTERNOON, PACIFIC) as stage:
        _Walk(stage, camera, LONG_CLIENT, LONG_MATTER).names_and_numbers()


def tour_first_run(practice: Path, camera: Camera) -> None:
    """The four steps of a new practice."""
    with on_stage(practice) as stage:
        hands = stage.hands
        hands.wait_for_text("Who you are")
        camera.shoot(stage, "1-who-empty")
        hands.click("Next")
        camera.shoot(stage, "1-who-errors")
        fill_in_who(stage)
        camera.shoot(stage, "1-who")
        hands.click("Next")
        camera.shoot(stage, "2-passphrase")
        hands.click("My own words")
        hands.type_into("Your passphrase", "password1234")
        hands.click("Next")
        camera.shoot(stage, "2-passphrase-own")
        hands.type_into("Your passphrase", PASSPHRASE)
        hands.type_into("Type it once more", PASSPHRASE)
        hands.click("Next")
        hands.wait_for_text("Now with the sheet in your hand")
        camera.shoot(stage, "3-sheet-unsaved")
        prove_sheet(stage, camera.saved / "recovery-sheet.pdf")
        camera.shoot(stage, "3-sheet")
        shutil.rmtree(camera.saved)
        hands.click("Next")
        hands.wait_for_text("How would you like to begin?")
        camera.shoot(stage, "4-ready")


class _Walk:
    """From the lock screen through all rooms. `client` and `matter` are those looked at."""

    def __init__(self, stage: Stage, camera: Camera, client: str, matter: str) -> None:
        self._stage, self._camera = stage, camera
        self._hands = stage.hands
        self._client, self._matter = client, matter
        self._billing = BillingWalk(stage, camera, client, matter)
        self._documents = DocumentsWalk(stage, camera, matter)
        self._informing = InformingWalk(stage, camera, client, matter)

    def everything(self) -> None:
        """All stops."""
        self.lock_screen()
        self._stage.unlock(PASSPHRASE)
        self.today()
        self.clients()
        self.matters()
        self.time()
        self.invoices()
        self.draft()
        self._documents.everything()
        self._informing.everything()
        self._billing.everything()
        self.settings()
        self.over_the_page()
        self.locked_with_clock()

    def names_and_numbers(self) -> None:
        """Where length and size matter."""
        self._stage.unlock(PASSPHRASE)
        self._hands.type_into("Matter to start a clock for", self._matter, leave="Return")
        self._hands.type_into("What is being done", "Reading the file " * 12, leave="Return")
        self._stage.pass_time(35_000)
        self.today()
        self._hands.press("Ctrl+Space")
        self.clients()
        self.matters()
        self.time()
        self.draft()
        self._informing.names_and_numbers()
        self._billing.names_and_numbers()

    def lock_screen(self) -> None:
        """Closed, a wrong passphrase, and the recovery pane."""
        hands = self._hands
        self._shoot("lock")
        hands.type_into("Passphrase", "not the right words", leave="Return")
        hands.wait_for_text("Unlock")
        hands.wait(lambda: None if "Opening" in hands.text() else True, "the refusal")
        self._shoot("lock-wrong")
        hands.click("Use the recovery sheet")
        self._shoot("lock-recovery")
        hands.click("Use the passphrase")

    def today(self) -> None:
        """The day, time by hand, a refusal under the timer bar, and a stretch in doubt."""
        hands = self._hands
        hands.press("Ctrl+1")
        self._shoot("today")
        hands.press("Ctrl+N")
        hands.wait_for_text("Add entry")
        self._shoot("today-by-hand")
        hands.click("Add entry")
        self._shoot("today-by-hand-errors")
        hands.click("Close")

    def clients(self) -> None:
        """List, each part of the detail, and a new client."""
        hands = self._hands
        hands.press("Ctrl+2")
        hands.click_row("Clients", self._client)
        for part in CLIENT_PARTS:
            hands.pick_tab(part)
            self._shoot(f"client-{part.lower()}")
        hands.press("Ctrl+N")
        hands.wait_for_text("New client")
        self._shoot("client-new")
        hands.press("Esc")

    def matters(self) -> None:
        """List, each part of the detail, a new matter, and a filter that finds nothing."""
        hands = self._hands
        hands.press("Ctrl+3")
        hands.click_row("Matters", self._matter)
        for part in MATTER_PARTS:
            hands.pick_tab(part)
            self._shoot(f"matter-{part.lower()}")
        hands.pick_tab("Timeline")
        hands.press("Ctrl+N")
        hands.wait_for_text("Open matter")
        self._shoot("matter-new")
        hands.press("Esc")
        hands.press("Ctrl+F")
        hands.type_keys("no such matter")
        hands.wait_for_text("Nothing matches the filter.")
        self._shoot("matters-none-found")
        hands.click("Clear filter")

    def time(self) -> None:
        """All time, and the form."""
        hands = self._hands
        hands.press("Ctrl+4")
        self._shoot("time")
        hands.press("Ctrl+N")
        hands.wait_for_text("Add entry")
        self._shoot("time-by-hand")
        hands.click("Close")

    def invoices(self) -> None:
        """The list with its latest invoice."""
        hands = self._hands
        hands.press("Ctrl+5")
        self._shoot("invoices-draft")
        hands.click_row("Invoices", ", 2026-0001")
        hands.wait_for_text("To be paid by")
        hands.wait_for_paper("Invoice")
        self._shoot("invoices")

    def draft(self) -> None:
        """A draft, what is asked before it is issued and discarded, and the invoice."""
        hands = self._hands
        hands.press("Ctrl+3")
        hands.click_row("Matters", self._matter)
        hands.click("Draft invoice")
        hands.wait_for_paper("Draft")
        self._shoot("draft")
        hands.next_answer(lambda dialog: self._look(dialog, "draft-discard", "Go back"))
        hands.click("Discard draft…")
        hands.all_answered()
        hands.next_answer(lambda dialog: self._look(dialog, "draft-issue", "Issue invoice"))
        hands.click("Issue invoice…")
        hands.all_answered()
        hands.wait_for_text("not noted")
        hands.wait_for_paper("2026-")
        self._shoot("invoice-issued")

    def settings(self) -> None:
        """Each part of the settings."""
        hands = self._hands
        hands.press("Ctrl+,")
        for part in SETTINGS:
            hands.pick_tab(part)
            self._shoot(f"settings-{part.lower().replace(' ', '-')}")

    def over_the_page(self) -> None:
        """What opens over a page: palette, shortcuts, help, an error in the strip."""
        hands = self._hands
        hands.press("Ctrl+1")
        hands.press("Ctrl+K")
        hands.type_keys("al")
        self._shoot("palette")
        hands.press("Esc")
        for keys, name in (("?", "shortcuts"), ("F1", "help")):
            hands.press(keys)
            hands.wait(QApplication.activeModalWidget, name)
            self._shoot(name)
            hands.press("Esc")
        self._fail()
        self._shoot("error")
        hands.click("Dismiss")

    def locked_with_clock(self) -> None:
        """A running clock, the lock screen while it runs, and a doubtful stretch after a sleep."""
        hands, stage = self._hands, self._stage
        hands.press("Ctrl+1")
        hands.type_into("Matter to start a clock for", self._matter, leave="Return")
        hands.type_into("What is being done", "Drafting the reply brief", leave="Return")
        stage.pass_time(2830)
        hands.click_row("Today", "0:47")  # the page follows the clock a few seconds behind
        self._shoot("today-running")
        stage.clock.go_on(2400)
        stage.tick()
        hands.wait_for_text("the clock is running")
        self._shoot("lock-running")
        stage.unlock(PASSPHRASE)
        hands.wait_for_text("The computer slept")
        self._shoot("today-doubt")

    def _fail(self) -> None:
        office = self._stage.program.office
        if office is not None:
            words = "The disk is full; the entry was not saved and still stands in the field."
            office.desk.failed.emit(StorageError(words, "Free some space and try again."))

    def _look(self, dialog: QWidget, name: str, words: str) -> None:
        self._shoot(name)
        self._hands.click(words, dialog)

    def _shoot(self, name: str) -> None:
        self._camera.shoot(self._stage, name)
