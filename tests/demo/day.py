"""The lawyer's day, played through the real window: from an empty folder to an open bundle.

`python -m demo.day --out DIR` plays it and the weeks after it (see `weeks`), and leaves the
practice, its papers, pictures and `summary.json` in DIR.
What the summary says is read from the practice's rows and from the files that lie there, after the
program has closed; see `summary`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

import no_network
from demo.acts import Acts, Album
from demo.first_run import set_up
from demo.folder import clear_for_demo
from demo.paper import write_letter
from demo.people import CLIENT, MATTER
from demo.stage import Stage, hush_offscreen, on_stage
from demo.summary import write_summary
from demo.weeks import play_weeks
from lawdesk.errors import LawDeskError

LETTER = "\n\n".join(
    (
        "Dear Ms Alvarez,",
        "Northgate has now answered our request for documents. Our reply brief is almost "
        "finished; the first invoice and Northgate's letter are with this page.",
        "The next step is the hearing on 14 December. You need not attend, but you may.",
    )
)

BRIEF = "Drafting the reply brief, section on discovery"
BRIEF_ON_PAPER = "Drafting of reply brief (discovery)"
CALL = "Telephone call with client on the hearing date"
MAIL = "Mail to counsel for Northgate on inspection"
REPLIES = "Review of Northgate's discovery replies"
OPENING = "Opening of the file"
NOTE = "Note on the hearing date"

HAPPENED = "Northgate answered our request for documents on 18 November."
COMES_NEXT = "The court hears both sides on 14 December. You may come, but need not."
ASKED = "The two delivery notes of March and April"

CALL_SECONDS = 125
MAIL_SECONDS = 361
REPLIES_TYPED = "22m"
BRIEF_SECONDS = 2830
OPENING_TYPED = "0:15"


def main(arguments: list[str] | None = None) -> int:
    """Play the day into the folder named on the command line; gives the exit status."""
    parser = argparse.ArgumentParser(prog="demo.day", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    target = parser.parse_args(arguments).out.absolute()
    no_network.forbid()
    hush_offscreen()
    try:
        clear_for_demo(target)
    except LawDeskError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    play(target)
    return 0


@dataclass(frozen=True)
class PlayedDay:
    """A day that was played: where it lies, what stood on the screen, and the summary."""

    folder: Path
    seen: dict[str, str]
    """the text of the window at each picture, by the picture's name without its number"""

    passphrase: str
    summary: dict[str, Any]


def play(target: Path) -> PlayedDay:
    """Play the day and the weeks after it into the empty folder `target`; write the summary."""
    pictures = target / "screenshots"
    pictures.mkdir(parents=True)
    album = Album(pictures, last=4)
    with on_stage(target / "practice") as stage:
        day = Day(stage, target, album, pictures)
        day.play()
    play_weeks(target, day.passphrase, album)
    return PlayedDay(target, album.seen, day.passphrase, write_summary(target, day.passphrase))


class Day(Acts):
    """One day of one lawyer. Each method is a stretch of it, in order."""

    def __init__(self, stage: Stage, target: Path, album: Album, pictures: Path) -> None:
        super().__init__(stage, target, album)
        self.passphrase = ""
        self.invoice_number = ""
        self._pictures = pictures

    def play(self) -> None:
        """The whole day."""
        self.set_up_practice()
        self.meet_client()
        self.work()
        self.draft_invoice()
        self.issue_invoice()
        self.hand_over_invoice()
        self.file_letter()
        self.write_update()
        self.write_bundle()
        self.lock_and_unlock()

    def set_up_practice(self) -> None:
        """First run, and the empty first page."""
        sheet = self.target / "recovery-sheet.pdf"
        self.passphrase = set_up(self.stage, sheet, self._pictures)
        self.keep_private("passphrase.txt", self.passphrase)
        self.hands.wait_for_text("Nothing is running")
        self.shoot("first-morning")

    def meet_client(self) -> None:
        """A client, and a matter for her."""
        address = "22 Harbour Road\nHowth\nDublin, D13 E972"
        self.take_on_client(CLIENT, address, "maria.alvarez@mail.example", "+353 1 555 0199")
        self.shoot("client")
        self.open_matter(CLIENT, MATTER, "Litigation")
        self.shoot("matter")

    def work(self) -> None:
        """Three runs of the clock, one of them parked for a call, and two entries by hand."""
        hands, stage = self.hands, self.stage
        hands.press("Ctrl+1")
        self.start_clock(MATTER, BRIEF)
        stage.pass_time(1500)
        hands.click("Park this clock")
        self.start_clock(MATTER, CALL)
        stage.pass_time(CALL_SECONDS)
        hands.press("Ctrl+Space")
        hands.wait_for_text("Stopped 0:02")
        hands.click(f"Back to {MATTER}")
        stage.pass_time(BRIEF_SECONDS - 1500)
        hands.click_row("Today", "0:47")  # the page follows the clock a few seconds behind
        self.shoot("clock-runs")
        hands.press("Ctrl+Space")
        hands.wait_for_text("Stopped 0:47")
        stage.pass_time(840)
        self.start_clock(MATTER, MAIL)
        stage.pass_time(MAIL_SECONDS)
        hands.press("Ctrl+Space")
        stage.pass_time(1500)
        self.write_down(MATTER, REPLIES_TYPED, REPLIES)
        self.write_down(MATTER, OPENING_TYPED, OPENING)
        hands.click("Close")
        self.shoot("today")
        hands.press("Ctrl+4")
        self.shoot("time")

    def draft_invoice(self) -> None:
        """Unbilled work becomes a draft; one line is worded anew, one is free of charge."""
        hands = self.hands
        hands.press("Ctrl+3")
        hands.click_row("Matters", MATTER)
        hands.click("Draft invoice")
        hands.wait_for_text("5 of 5 entries chosen")
        lines = "Lines of the draft"
        hands.edit_cell(lines, BRIEF, "Wording on the invoice", BRIEF_ON_PAPER)
        hands.click_row(lines, OPENING)
        hands.click("No charge")
        hands.wait_for_text("Charge again")
        hands.wait_for_paper(BRIEF_ON_PAPER, "553.50")
        self.shoot("draft")

    def issue_invoice(self) -> None:
        """The number is drawn, the paper is made and sealed."""
        hands = self.hands
        hands.next_answer(self._look_and_agree)
        hands.click("Issue invoice…")
        hands.all_answered()
        hands.wait_for_text("To be paid by")
        title = hands.wait(lambda: self._label_beginning("Invoice "), "the invoice's number")
        self.invoice_number = title.removeprefix("Invoice ")
        hands.wait_for_paper(self.invoice_number)
        self.shoot("invoice")

    def hand_over_invoice(self) -> None:
        """A plain copy of the PDF, and the draft of a mail with it."""
        hands, number = self.hands, self.invoice_number
        paper = self.target / f"invoice-{number}.pdf"
        hands.give_path(paper)
        hands.agree("Save plain copy")
        hands.click("Save PDF copy…")
        hands.all_answered()
        hands.wait_for_text("not encrypted.")
        hands.click("Open mail draft")
        opened = hands.wait(lambda: next(iter(self.stage.desktop.opened), None), "the mail draft")
        shutil.copyfile(opened, self.target / f"invoice-{number}.eml")
        hands.choose("By", "mail")
        hands.click("Note it")
        hands.wait_for_text("by mail")

    def file_letter(self) -> None:
        """A letter of the other side goes into the matter, sealed."""
        hands = self.hands
        hands.press("Ctrl+3")
        hands.click_row("Matters", MATTER)
        hands.pick_tab("Documents")
        with tempfile.TemporaryDirectory() as folder:
            hands.give_path(write_letter(Path(folder) / "northgate-discovery.pdf"))
            hands.click("Add documents…")
            hands.all_answered()
            hands.wait_for_text("is sealed and filed")
        hands.click_row("Documents", "northgate-discovery")
        self.shoot("documents")

    def write_update(self) -> None:
        """What happened, what comes next, and two papers asked of the client."""
        hands = self.hands
        hands.pick_tab("Updates")
        hands.click("New update")
        hands.type_into("What happened", HAPPENED)
        hands.type_into("What comes next", COMES_NEXT, leave="Tab")
        self.shoot("update")
        hands.click("All updates")
        hands.click("Ask for something")
        hands.type_into("What the client is asked for", ASKED)
        hands.click("Ask for it")
        hands.wait_for_text("1 is open")
        self.shoot("request")

    def write_bundle(self) -> None:
        """Update, request, invoice, papers and a letter: one file that opens with six words."""
        hands = self.hands
        hands.click("Bundle for the client")
        hands.type_into("Letter to the client", LETTER)
        hands.give_path(self.target)
        hands.click("Change folder…")
        hands.all_answered()
        self.shoot("bundle")
        self.keep_private("bundle-passphrase.txt", self.write_bundle_now("bundle-words"))
        written = next(self.target.glob("secure-*.html"))  # secure-<day>-<id>.html
        written.rename(self.target / f"bundle-{written.stem.rpartition('-')[2]}.html")

    def lock_and_unlock(self) -> None:
        """A clock runs on behind the lock; the same page comes back."""
        hands = self.hands
        hands.press("Ctrl+1")
        self.start_clock(MATTER, "")
        self.stage.pass_time(60)
        hands.press("Ctrl+L")
        hands.wait_for_text("the clock is running")
        self.stage.pass_time(90)
        self.shoot("locked")
        self.stage.unlock(self.passphrase)
        hands.type_into("What is being done", NOTE, leave="Return")
        hands.press("Ctrl+Space")
        hands.wait_for_text("Stopped 0:02")
        self.shoot("evening")

    def _look_and_agree(self, dialog: object) -> None:
        self.shoot("issue-question")
        self.hands.click("Issue invoice", QApplication.activeModalWidget())

    def _label_beginning(self, words: str) -> str | None:
        texts = [label.text() for label in self.hands.window().findChildren(QLabel)]
        return next((text for text in texts if text.startswith(words)), None)


if __name__ == "__main__":
    raise SystemExit(main())
