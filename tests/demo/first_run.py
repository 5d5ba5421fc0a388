"""The first morning: the four steps of a new practice, clicked through."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit

from demo.stage import Stage

LAWYER = {
    "Your name": "Aoife Brennan",
    "Title": "Solicitor",
    "E-mail": "aoife@brennan-law.example",
    "Address": "14 Usher's Quay\nDublin 8, D08 X2K6",
    "Tax number": "3628739L",
    "VAT id": "IE3628739L",
    "Phone": "+353 1 555 0142",
    "Bank": "Liffey Bank",
    "IBAN or account": "IE29 AIBK 9311 5212 3456 78",
    "BIC or routing number": "AIBKIE2D",
}
HOURLY_RATE = "300"


def set_up(stage: Stage, sheet: Path, pictures: Path) -> str:
    """Go through all four steps; the recovery sheet is saved as `sheet`. Gives the passphrase."""
    hands = stage.hands
    hands.wait_for_text("Who you are")
    fill_in_who(stage)
    hands.shoot(pictures / "01-who-you-are.png")
    hands.click("Next")
    passphrase = hands.find(QLabel, "The six words").text()
    hands.type_into("Type it once more", passphrase)
    hands.shoot(pictures / "02-passphrase.png")
    hands.click("Next")
    hands.wait_for_text("Now with the sheet in your hand")
    prove_sheet(stage, sheet)
    hands.shoot(pictures / "03-recovery-sheet.png")
    hands.click("Next")
    hands.wait_for_text("How would you like to begin?")
    hands.shoot(pictures / "04-ready.png")
    hands.click("Open LawDesk")
    hands.wait(lambda: stage.program.office, "the open practice")
    return passphrase


def fill_in_who(stage: Stage) -> None:
    """Type who the lawyer is; the country proposes the rest."""
    hands = stage.hands
    hands.choose("Country", "Ireland")
    for field, text in LAWYER.items():
        hands.type_into(field, text)
    hands.choose("Rounding of time", "6 min, up")
    hands.type_into("Hourly rate", HOURLY_RATE, leave="Tab")


def prove_sheet(stage: Stage, sheet: Path) -> None:
    """Save the sheet and type the two groups that are asked for, read from its text."""
    hands = stage.hands
    hands.give_path(sheet)
    hands.click("Save as PDF…")
    hands.all_answered()
    hands.wait_for_text("Saved as")
    groups = groups_on(sheet)
    for edit in hands.window().findChildren(QLineEdit):
        asked = re.fullmatch(r"Group (\d+) of the sheet", edit.accessibleName())
        if asked and edit.isVisible():
            hands.type_into(edit.accessibleName(), groups[int(asked[1]) - 1])


def groups_on(sheet: Path) -> list[str]:
    """The ten groups of the recovery key as they are printed on the sheet."""
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(sheet.read_bytes()))
    text = document[0].get_textpage().get_text_bounded().replace("\r", "")
    document.close()
    key = text.partition("AGE-SECRET-KEY-1\n")[2].partition("\nHow to use it")[0]
    lines = key.splitlines()  # a number, its group, a number, its group …
    return [group.replace(" ", "") for group in lines[1::2]]
