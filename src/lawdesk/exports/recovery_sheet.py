"""The recovery sheet: one page on paper that opens the practice when the passphrase is lost.

What belongs here: the drawing of that page. It is meant for a safe, a black and white printer and a
reader under stress; the same sheet gives the same bytes. reportlab is imported with this module, so
import this module only when a sheet is drawn.
"""

import datetime
import io
from dataclasses import dataclass
from typing import Literal

import segno
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lawdesk.exports.paper_fonts import REGULAR, SEMIBOLD, Face, drawing_lock, face
from lawdesk.translation import _
from lawdesk.vault.recovery import PREFIX, RecoveryIdentity

Paper = Literal["A4", "Letter"]

_MARGIN = 25 * mm
_QR_SIDE = 46 * mm
_INK, _QUIET = 0.0, 0.35
_UNKNOWN_WIDTH = 600
_COMMAND = "age -d -i sheet.txt keys.recovery.age"


@dataclass(frozen=True)
class RecoverySheet:
    """What is printed: whose practice, which one, its recovery key, the day, and on what paper."""

    practice_label: str
    vault_id: str
    identity: RecoveryIdentity
    made_on: datetime.date
    paper: Paper = "A4"


def draw_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """The sheet as a PDF of one page, with embedded fonts and a drawn QR code."""
    faces = {name: face(name) for name in (REGULAR, SEMIBOLD)}
    target = io.BytesIO()
    size = A4 if sheet.paper == "A4" else LETTER
    with drawing_lock():
        canvas = Canvas(target, pagesize=size, invariant=1, lang="en", initialFontName=REGULAR)
        canvas.setTitle(_("Recovery sheet"))
        canvas.setAuthor("LawDesk")
        _Page(canvas, size, faces).draw(sheet)
        canvas.showPage()
        canvas.save()
    return target.getvalue()


class _Page:
    """One page, drawn from the top down; `_y` is where the next thing begins."""

    def __init__(self, canvas: Canvas, size: tuple[float, float], faces: dict[str, Face]) -> None:
        self._canvas = canvas
        self._faces = faces
        self._left, self._right = _MARGIN, size[0] - _MARGIN
        self._y = size[1] - 32 * mm

    def draw(self, sheet: RecoverySheet) -> None:
        self._heading(sheet.practice_label)
        self._facts(sheet)
        self._key(sheet.identity)
        self._code_and_steps(sheet.identity)
        self._footer()

    def _heading(self, label: str) -> None:
        self._text(self._left, _("Recovery sheet"), 28, strong=True)
        self._y -= 10 * mm
        self._text(self._left, self._fitted(label, 15), 15)
        self._y -= 10 * mm
        self._paragraph(
            _(
                "This sheet opens the practice if the passphrase is lost. Whoever holds it can read"
                " everything. Keep it where you keep wills and originals, away from the computer."
            )
        )
        self._y -= 4.5 * mm

    def _facts(self, sheet: RecoverySheet) -> None:
        number = " ".join(sheet.vault_id[at : at + 4] for at in range(0, 32, 4))
        for name, value in (
            (_("Practice number"), number),
            (_("Printed on"), sheet.made_on.isoformat()),
        ):
            self._text(self._left, name, 9.5, grey=_QUIET)
            self._text(self._left + 36 * mm, value, 11)
            self._y -= 6.5 * mm
        self._y -= 6 * mm

    def _key(self, identity: RecoveryIdentity) -> None:
        """The prefix, then ten numbered groups in two rows of five, in a frame."""
        height = 52 * mm
        self._frame(height)
        self._text(self._left + 7 * mm, _("Recovery key"), 11, strong=True, down=10 * mm)
        beginning = _("It begins with {prefix}").format(prefix=PREFIX)
        beginning_x = self._right - 7 * mm - self._width(beginning, 10)
        self._text(beginning_x, beginning, 10, grey=_QUIET, down=10 * mm)
        column = (self._right - self._left - 12 * mm) / 5
        for number, group in enumerate(identity.groups(), start=1):
            row, place = divmod(number - 1, 5)
            x = self._left + 7 * mm + place * column
            down = (21 + row * 16) * mm
            self._text(x + 0.6 * mm, str(number), 8, grey=_QUIET, down=down)
            self._spaced(x, group, down + 7 * mm)
        self._y -= height + 14 * mm

    def _code_and_steps(self, identity: RecoveryIdentity) -> None:
        top = self._y
        self._draw_code(identity.text, self._right - _QR_SIDE, top - _QR_SIDE)
        width = self._right - self._left - _QR_SIDE - 12 * mm
        self._text(self._left, _("How to use it"), 12, strong=True, down=3.2 * mm)
        self._y -= 11.5 * mm
        for number, step in enumerate(_steps(), start=1):
            self._text(self._left, str(number), 10.5, strong=True)
            self._paragraph(step, indent=6 * mm, width=width - 6 * mm)
            self._y -= 2.2 * mm
        self._text(self._left + 6 * mm, _COMMAND, 10.5, strong=True)

    def _footer(self) -> None:
        self._y = 24 * mm
        self._rule(self._y + 6 * mm)
        self._paragraph(
            _(
                "A new recovery sheet makes this one useless; destroy this one then. Nobody,"
                " LawDesk included, can open the practice without the passphrase or this sheet."
            ),
            size=9.5,
            grey=_QUIET,
        )

    def _text(
        self,
        x: float,
        text: str,
        size: float,
        *,
        strong: bool = False,
        grey: float = _INK,
        down: float = 0,
    ) -> None:
        drawn = self._canvas.beginText()
        drawn.setTextOrigin(x, self._y - down)
        drawn.setFont(_face_name(strong=strong), size)
        drawn.setFillColorRGB(grey, grey, grey)
        drawn.textOut(text)
        self._canvas.drawText(drawn)

    def _spaced(self, x: float, group: str, down: float) -> None:
        """One group in large letters on a grid, so that no letter hides beside its neighbour."""
        size, cell = 15.5, 4.1 * mm
        for place, letter in enumerate(group):
            inset = (cell - self._width(letter, size, strong=True)) / 2
            self._text(x + place * cell + inset, letter, size, strong=True, down=down)

    def _paragraph(
        self,
        text: str,
        *,
        indent: float = 0,
        width: float | None = None,
        size: float = 10.5,
        grey: float = _INK,
    ) -> None:
        for line in self._wrapped(text, size, width or self._right - self._left):
            self._text(self._left + indent, line, size, grey=grey)
            self._y -= size * 1.4

    def _wrapped(self, text: str, size: float, width: float) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".lstrip()
            if lines[-1] and self._width(longer, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _fitted(self, text: str, size: float) -> str:
        """The text, cut with an ellipsis when it is too long for one line."""
        room = self._right - self._left
        if self._width(text, size) <= room:
            return text
        while text and self._width(text + "…", size) > room:
            text = text[:-1]
        return text.rstrip() + "…"

    def _width(self, text: str, size: float, *, strong: bool = False) -> float:
        widths = self._faces[_face_name(strong=strong)].widths
        return sum(widths.get(letter, _UNKNOWN_WIDTH) for letter in text) * size / 1000

    def _frame(self, height: float) -> None:
        self._canvas.setStrokeColorRGB(_INK, _INK, _INK)
        self._canvas.setLineWidth(0.8)
        path = self._canvas.beginPath()
        path.rect(self._left, self._y - height, self._right - self._left, height)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def _rule(self, y: float) -> None:
        self._canvas.setStrokeColorRGB(_QUIET, _QUIET, _QUIET)
        self._canvas.setLineWidth(0.4)
        self._canvas.line(self._left, y, self._right, y)

    def _draw_code(self, text: str, x: float, y: float) -> None:
        """The QR code as runs of black rectangles; its quiet zone is the white paper around it."""
        matrix = segno.make(text, error="q", micro=False).matrix
        module = _QR_SIDE / len(matrix)
        self._canvas.setFillColorRGB(_INK, _INK, _INK)
        path = self._canvas.beginPath()
        for row, cells in enumerate(matrix):
            for start, length in _runs(bytes(cells)):
                top = y + (len(matrix) - row - 1) * module
                path.rect(x + start * module, top, length * module, module)
        self._canvas.drawPath(path, stroke=0, fill=1)


def _steps() -> tuple[str, ...]:
    return (
        _("On the lock screen of LawDesk choose “Use the recovery sheet”."),
        _("Type the ten groups, or scan the code. Capitals and spaces do not matter."),
        _("Set a new passphrase when LawDesk asks for one."),
        _(
            "Without LawDesk: write “{prefix}” and the ten groups in one piece into a file named"
            " sheet.txt. The code holds the same text."
        ).format(prefix=PREFIX),
        _(
            "In the practice folder let the public program “age” open the recovery file. It shows"
            " the keys of the database and of the documents. A renewed key has a number in its"
            " file name, such as keys.2.recovery.age."
        ),
    )


def _runs(cells: bytes) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(cells):
        if dark and runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((at, 1))
    return runs


def _face_name(*, strong: bool) -> str:
    return SEMIBOLD if strong else REGULAR
