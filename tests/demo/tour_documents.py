"""The way through the papers of a matter: a folder taken in, looked at, described, found."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from demo.camera import Camera
from demo.stage import Stage

_TRANSCRIPT = (
    ("Q", "Mr. Hale, did you promise Ms. Alvarez the bonus for the third quarter?"),
    ("A", "I told her that she would have it if the numbers held. They held."),
    ("Q", "Who else was in the room?"),
    ("A", "Mr. Dorn from accounting. He wrote it down."),
    ("Q", "Is Exhibit 14 the note that he wrote?"),
    ("A", "That is his handwriting, yes."),
)


class DocumentsWalk:
    """From an empty list to words found inside a paper."""

    def __init__(self, stage: Stage, camera: Camera, matter: str) -> None:
        self._stage, self._camera, self._hands = stage, camera, stage.hands
        self._matter = matter

    def everything(self) -> None:
        """All stops."""
        folder = _case_papers(self._camera.saved / "Case papers")
        scans = _scans(self._camera.saved / "Scans")
        self.taken_in(folder)
        self.looked_at()
        self.scans(scans)
        self.found()
        shutil.rmtree(self._camera.saved)

    def taken_in(self, folder: Path) -> None:
        """A folder, and the report on what in it was taken."""
        hands = self._hands
        hands.press("Ctrl+3")
        hands.click_row("Matters", self._matter)
        hands.pick_tab("Documents")
        hands.give_path(folder)
        hands.click("Add a folder…")
        hands.all_answered()
        hands.wait_for_text("Show the list")
        hands.next_answer(lambda dialog: self._look(dialog, "documents-report", "Close"))
        hands.click("Show the list")
        hands.all_answered()

    def looked_at(self) -> None:
        """A paper from memory, what is known of it, and its versions."""
        hands = self._hands
        hands.click_row("Documents", "Deposition")
        hands.settle()
        self._shoot("document")
        hands.click("Read it large")
        hands.wait_for_paper("Exhibit 14")
        self._shoot("document-large")
        for part in ("Details", "Versions"):
            hands.pick_tab(part, "Parts of the document")
            self._shoot(f"document-{part.lower()}")
        hands.pick_tab("Paper", "Parts of the document")
        hands.click("All documents")
        hands.click_row("Documents", "Exhibit 14")
        hands.click("Read it large")
        hands.settle()
        self._shoot("document-picture")
        hands.click("All documents")

    def scans(self, folder: Path) -> None:
        """What the scanner wrote since the last look."""
        hands = self._hands
        hands.give_path(folder)
        hands.next_answer(lambda dialog: self._look(dialog, "documents-scans", "Take in"))
        hands.click("Take in scans…")
        hands.all_answered()
        hands.wait_for_text("Scan 0031")

    def found(self) -> None:
        """A word that stands only inside a paper."""
        hands = self._hands
        hands.type_into("Search titles, notes and words in documents", "handwriting")
        hands.wait(lambda: None if "Call of" in hands.text() else True, "the search")
        self._shoot("documents-found")
        hands.press("Esc")

    def _look(self, dialog: QWidget, name: str, words: str) -> None:
        self._shoot(name)
        self._hands.click(words, dialog)

    def _shoot(self, name: str) -> None:
        self._camera.shoot(self._stage, name)


def _case_papers(folder: Path) -> Path:
    (folder / "Court").mkdir(parents=True)
    _transcript(folder / "Court" / "Deposition of Mr. Hale.pdf")
    _exhibit(folder / "Court" / "Exhibit 14.png")
    (folder / "Call of November 17.txt").write_text(
        "Ms. Alvarez asked what happens at a hearing, and whether her brother may come along.\n",
        encoding="utf-8",
    )
    shutil.copy(folder / "Call of November 17.txt", folder / "Call (copy).txt")
    (folder / "Bank statement.pdf").write_bytes(b"MZ" + bytes(2000))  # a program, by its bytes
    return folder


def _scans(folder: Path) -> Path:
    folder.mkdir(parents=True)
    _exhibit(folder / "Scan 0031.png", "Pay slip, September 2026")
    return folder


def _transcript(target: Path) -> None:
    page = Canvas(str(target), pagesize=(612, 792), invariant=1)
    text = page.beginText(80, 700)
    text.setFont("Times-Bold", 13)
    text.textOut("DEPOSITION OF RAYMOND HALE, November 18, 2026")
    text.setFont("Times-Roman", 11)
    for line, (who, words) in enumerate(_TRANSCRIPT, start=1):
        text.setTextOrigin(80, 690 - 30 * line)
        text.textOut(f"{line}     {who}.   {words}")
    page.drawText(text)
    page.showPage()
    page.save()


def _exhibit(target: Path, words: str = "Bonus Q3: M. Alvarez, if the numbers hold. D.") -> None:
    picture = QImage(900, 560, QImage.Format.Format_RGB32)
    picture.fill(QColor("#fbf7ea"))
    painter = QPainter(picture)
    font = painter.font()
    font.setPixelSize(34)
    painter.setFont(font)
    painter.setPen(QColor("#27375a"))
    painter.drawText(picture.rect(), int(Qt.AlignmentFlag.AlignCenter), words)
    painter.end()
    picture.save(str(target))
