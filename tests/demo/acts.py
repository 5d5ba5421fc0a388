"""What a lawyer does again and again at the window, and the album of what stood there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from demo.driver import Hands
from demo.stage import Stage
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.timer_bar import TimerBarView


class Album:
    """Numbered pictures in a folder, and the text of the window at each of them."""

    def __init__(self, folder: Path, last: int = 0) -> None:
        self.seen: dict[str, str] = {}
        self._folder, self._last = folder, last

    def shoot(self, hands: Hands, name: str) -> None:
        """The window as it is now."""
        self._last += 1
        self.seen[name] = hands.text()
        hands.shoot(self._folder / f"{self._last:02}-{name}.png")


def shown_words(hands: Hands) -> str:
    """The six words of a bundle as they are read from the screen, in their order."""
    labels = hands.window().findChildren(QLabel)
    numbered = [label.accessibleName() for label in labels if label.isVisible()]
    words = dict(name.split(". ", 1) for name in numbered if name[:1].isdigit() and ". " in name)
    return " ".join(words[str(place)] for place in range(1, 7))


class Acts:
    """Base of everything that is played: a stage, the hands at it, the demo's folder."""

    def __init__(self, stage: Stage, target: Path, album: Album) -> None:
        self.stage = stage
        self.hands = stage.hands
        self.target = target
        self.album = album

    @property
    def desk(self) -> Desk:
        """The open practice, for what has no page."""
        office = self.stage.program.office
        if office is None:
            raise AssertionError("no practice is open")
        return office.desk

    def shoot(self, name: str) -> None:
        """A picture for the album."""
        self.album.shoot(self.hands, name)

    def take_on_client(self, name: str, address: str, mail: str, phone: str) -> None:
        """A client with address, mail and phone, each saved when its field is left."""
        hands = self.hands
        hands.press("Ctrl+2")
        hands.press("Ctrl+N")
        hands.type_into("Name of the new client", name, leave="Return")
        hands.wait_for_text("Language of invoices and bundles")
        hands.type_into("Address 1", address, leave="Tab")
        hands.type_into("E-mail 1", mail, leave="Tab")
        hands.type_into("Phone 1", phone, leave="Tab")

    def open_matter(self, client: str, title: str, area: str) -> None:
        """A matter for a client."""
        hands = self.hands
        hands.press("Ctrl+3")
        hands.press("Ctrl+N")
        hands.type_into("Client", client, leave="Return")
        hands.type_into("Title of the new matter", title)
        hands.type_into("Area of law", area)
        hands.click("Open matter")
        hands.wait_for_text("Draft invoice")

    def start_clock(self, matter: str, narrative: str) -> None:
        """The clock runs, and says for what."""
        hands = self.hands
        hands.type_into("Matter to start a clock for", matter, leave="Return")
        hands.wait_for_text("Stop")
        if narrative:
            hands.type_into("What is being done", narrative, leave="Return")

    def write_down(self, matter: str, duration: str, narrative: str) -> None:
        """Time by hand; the form stays open for the next one."""
        hands = self.hands
        if not hands.sees(Button, "Add entry"):
            hands.press("Ctrl+N")
        form = hands.find(TimerBarView, "Clock").window()
        hands.type_into("Matter", matter, leave="Return", within=form)
        hands.type_into("Duration", duration)
        hands.type_into("What was done", narrative, leave="Return")
        hands.wait_for_text("Added ")

    def show_client(self, name: str, part: str) -> None:
        """A part of a client's page."""
        self.hands.press("Ctrl+2")
        self.hands.click_row("Clients", name)
        self.hands.pick_tab(part)

    def show_matter(self, title: str, part: str) -> None:
        """A part of a matter's page."""
        self.hands.press("Ctrl+3")
        self.hands.click_row("Matters", title)
        self.hands.pick_tab(part)

    def show_invoice(self, number: str) -> None:
        """One invoice beside the list."""
        self.hands.press("Ctrl+5")
        self.hands.click_row("Invoices", f", {number}")
        self.hands.wait_for_paper(number)

    def show_receivables(self, part: str) -> None:
        """A part of what is owed."""
        self.hands.press("Ctrl+6")
        self.hands.pick_tab(part)

    def write_bundle_now(self, picture: str) -> str:
        """From the filled-in page to the written file; gives the words as they stand there."""
        hands = self.hands
        hands.agree("Write it")
        hands.click("Write bundle")
        hands.all_answered()
        hands.wait_for_text("It was opened again and compared.")
        words = shown_words(hands)
        self.shoot(picture)
        hands.click("Done")
        return words

    def keep_private(self, name: str, text: str) -> None:
        """A secret of the demo, readable for this user only."""
        path = self.target / name
        path.touch(mode=0o600)
        path.write_text(f"{text}\n", encoding="utf-8")

    def save_copy(
        self, path: Path, button: str = "Save PDF copy…", agreed: str = "Save plain copy"
    ) -> None:
        """What is shown is saved as a plain file."""
        hands = self.hands
        hands.give_path(path)
        hands.agree(agreed)
        hands.click(button)
        hands.all_answered()
        hands.wait(lambda: path.is_file() or None, f"the file {path.name}")
