"""The way through what the client hears and answers: updates, requests, bundles, replies."""

from __future__ import annotations

import shutil

from PySide6.QtWidgets import QWidget

from demo.acts import shown_words
from demo.camera import Camera
from demo.stage import Stage
from demo.weeks_answer import answer_of_client


class InformingWalk:
    """From an update to the answer that comes back."""

    def __init__(self, stage: Stage, camera: Camera, client: str, matter: str) -> None:
        self._stage, self._camera, self._hands = stage, camera, stage.hands
        self._client, self._matter = client, matter
        self._words = ""

    def everything(self) -> None:
        """All stops."""
        self.update()
        self.message()
        self.letter()
        self.bundle()
        self.reply()

    def names_and_numbers(self) -> None:
        """Where length and size matter."""
        self.update()
        self.bundle()
        self.reply()

    def update(self) -> None:
        """The editor of an update, and the form that asks for something."""
        hands = self._hands
        self._show_matter("Updates")
        hands.click("New update")
        hands.type_into("What happened", "The court has set a day for the hearing.", leave="Tab")
        self._shoot("update-editor")
        hands.click("All updates")
        hands.click("Ask for something")
        hands.type_into("What the client is asked for", "The two delivery notes of last March")
        self._shoot("request-form")
        hands.click("Ask for it")
        self._shoot("requests")

    def message(self) -> None:
        """A call that is written down."""
        self._show_matter("Messages")
        self._hands.click("Note a contact")
        self._shoot("message-form")
        self._hands.click("Close")

    def letter(self) -> None:
        """A letter from a template, with its gaps, and the paper it becomes."""
        hands = self._hands
        self._show_matter("Timeline")
        hands.click("Write a letter")
        hands.pick_from_menu("Request for papers")
        hands.click("Start from a template")
        hands.all_answered()
        hands.wait_for_text("Preview, 1 page")
        self._shoot("letter")
        hands.click("Open matter")

    def bundle(self) -> None:
        """Choosing what goes in, the last look, the words, and the log."""
        hands = self._hands
        self._show_matter("Timeline")
        hands.click("Bundle for the client")
        hands.type_into("Letter to the client", "Here is what happened in November.")
        self._shoot("bundle")
        hands.give_path(self._camera.saved)
        hands.click("Change folder…")
        hands.all_answered()
        hands.next_answer(lambda dialog: self._look(dialog, "bundle-summary", "Write it"))
        hands.click("Write bundle")
        hands.all_answered()
        hands.wait_for_text("It was opened again and compared.")
        self._shoot("bundle-words")
        self._words = shown_words(hands)
        hands.click("Done")
        self._show_matter("Bundles")
        self._shoot("bundle-log")

    def reply(self) -> None:
        """The client's answer in quarantine, and a file that is none."""
        hands, folder = self._hands, self._camera.saved
        page = next(folder.glob("secure-*.html"))
        reply, other = folder / "reply.lawdesk", folder / "holiday.lawdesk"
        reply.write_bytes(answer_of_client(page, self._words))
        other.write_bytes(b"not a reply")
        hands.press("Ctrl+8")
        self._shoot("replies-none")
        hands.give_path(reply)
        hands.click("Take in a reply…")
        hands.all_answered()
        hands.wait_for_text("I have read it")
        self._shoot("reply")
        hands.click("File it…")
        self._shoot("reply-file-form")
        hands.click("Back")
        hands.give_path(other)
        hands.click("Take in a reply…")
        hands.all_answered()
        hands.wait_for_text("refused")
        self._shoot("reply-refused")
        hands.click("Dismiss")
        shutil.rmtree(folder)

    def _show_matter(self, part: str) -> None:
        self._hands.press("Ctrl+3")
        self._hands.click_row("Matters", self._matter)
        self._hands.pick_tab(part)

    def _look(self, dialog: QWidget, name: str, words: str) -> None:
        self._shoot(name)
        self._hands.click(words, dialog)

    def _shoot(self, name: str) -> None:
        self._camera.shoot(self._stage, name)
