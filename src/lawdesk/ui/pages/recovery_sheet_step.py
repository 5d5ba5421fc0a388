"""The recovery sheet on the screen: save or print it, then prove that it can be read.

What belongs here: the same few controls for the first run and for a new sheet from the settings.
The key itself is never shown on the screen; it is on the paper only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lawdesk.errors import LawDeskError
from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.vault.recovery import RecoveryIdentity

_ASKED = 2
_DOTS_PER_INCH = 300
_LETTER_COUNTRIES = ("US", "CA")

ChooseFile = Callable[[QWidget], str]


@dataclass(frozen=True)
class SheetFacts:
    """What the sheet says besides the key."""

    label: str
    vault_id: str
    made_on: date
    country: str


class RecoverySheetStep(QWidget):
    """Save, print, and the entry test of two groups."""

    changed = Signal()
    """the outcome of the entry test may have changed"""

    returned = Signal()

    def __init__(self, choose_file: ChooseFile | None = None) -> None:
        super().__init__()
        self._choose_file = choose_file or _ask_for_file
        self._identity: RecoveryIdentity | None = None
        self._facts: SheetFacts | None = None
        self._numbers: tuple[int, ...] = ()
        self._save = Button(_("Save as PDF…"), icon="download", kind="secondary")
        self._print = Button(_("Print…"), icon="print", kind="secondary")
        self._outcome = text_label("", "quiet", wrap=True)
        self._labels = [text_label("", "caption") for _number in range(_ASKED)]
        self._edits = [QLineEdit() for _number in range(_ASKED)]
        self._error = text_label("", "error", wrap=True)
        self._save.clicked.connect(lambda _checked=False: self._on_save_clicked())
        self._print.clicked.connect(lambda _checked=False: self._on_print_clicked())
        for edit, label in zip(self._edits, self._labels, strict=True):
            label.setBuddy(edit)
            edit.textChanged.connect(lambda _text: self._on_typed())
            edit.returnPressed.connect(self.returned)
        self._lay_out()
        self._show_error("")

    def set_key(self, identity: RecoveryIdentity, facts: SheetFacts) -> None:
        """The key that goes on the sheet; the test begins anew."""
        self._identity, self._facts = identity, facts
        self._numbers = identity.asked_groups(_ASKED)
        for number, label, edit in zip(self._numbers, self._labels, self._edits, strict=True):
            label.setText(_("Group {number} of the sheet").format(number=number))
            edit.setAccessibleName(_("Group {number} of the sheet").format(number=number))
            edit.clear()
        self._outcome.setText("")
        self._show_error("")

    def asked_groups(self) -> tuple[int, ...]:
        """The numbers of the groups that are asked for."""
        return self._numbers

    def passes(self) -> bool:
        """Whether both groups are typed right; shows why not."""
        if self._identity is None:
            return False
        for number, edit in zip(self._numbers, self._edits, strict=True):
            fits = self._identity.group_matches(number, edit.text())
            set_style_property(edit, "bad", "false" if fits else "true")
            if not fits:
                self._show_error(self._fault(number, edit.text()))
                edit.setFocus()
                return False
        return True

    def clear(self) -> None:
        """Forget the key."""
        self._identity = None
        for edit in self._edits:
            edit.clear()

    def pdf(self) -> bytes:
        """The sheet as it is saved and printed."""
        from lawdesk.exports.recovery_sheet import RecoverySheet, draw_recovery_sheet

        if self._identity is None or self._facts is None:
            raise ValueError("no key was set")
        paper = "Letter" if self._facts.country in _LETTER_COUNTRIES else "A4"
        facts = self._facts
        return draw_recovery_sheet(
            RecoverySheet(
                facts.label,
                facts.vault_id,
                self._identity,
                facts.made_on,
                "Letter" if paper == "Letter" else "A4",
            )
        )

    def _fault(self, number: int, typed: str) -> str:
        if not typed.strip():
            return _("Save or print the sheet, then type group {number} from it.").format(
                number=number
            )
        return _("Group {number} reads differently on the sheet. Look again.").format(number=number)

    def _show_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _on_typed(self) -> None:
        self._show_error("")
        for edit in self._edits:
            set_style_property(edit, "bad", "false")
        self.changed.emit()

    def _on_save_clicked(self) -> None:
        from lawdesk.vault.atomic_file import write_atomic

        chosen = self._choose_file(self)
        if not chosen:
            return
        try:
            write_atomic(Path(chosen), self.pdf())
        except LawDeskError as error:
            self._show_error(str(error))
            return
        self._outcome.setText(
            _("Saved as {file}. Print it or keep it on a stick, not on this computer.").format(
                file=chosen
            )
        )

    def _on_print_clicked(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_DOTS_PER_INCH)
        if QPrintDialog(printer, self).exec():
            _print_pdf(self.pdf(), printer)
            self._outcome.setText(_("Handed to the printer."))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._save)
        buttons.addWidget(self._print)
        buttons.addStretch(1)
        groups = QGridLayout()
        groups.setHorizontalSpacing(16)
        groups.setVerticalSpacing(4)
        for column, (label, edit) in enumerate(zip(self._labels, self._edits, strict=True)):
            groups.addWidget(label, 0, column)
            groups.addWidget(edit, 1, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(buttons)
        layout.addWidget(self._outcome)
        layout.addSpacing(12)
        layout.addWidget(text_label(_("Now with the sheet in your hand"), "section"))
        layout.addLayout(groups)
        layout.addWidget(self._error)
        layout.addStretch(1)


def _ask_for_file(parent: QWidget) -> str:
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, _("Save the recovery sheet"), "lawdesk-recovery-sheet.pdf", "PDF (*.pdf)"
    )
    return chosen


def _print_pdf(pdf: bytes, printer: object) -> None:
    """Draw the page onto the printer at its own resolution."""
    import pypdfium2
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPrintSupport import QPrinter

    if not isinstance(printer, QPrinter):
        raise TypeError("a printer")
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=_DOTS_PER_INCH / 72, rev_byteorder=True, prefer_bgrx=True)
    size = QSize(picture.width, picture.height)
    image = QImage(
        bytes(picture.buffer),
        size.width(),
        size.height(),
        picture.stride,
        QImage.Format.Format_RGBX8888,
    )
    painter = QPainter(printer)
    area = printer.paperRect(QPrinter.Unit.DevicePixel)
    margins = printer.pageRect(QPrinter.Unit.DevicePixel)
    painter.drawImage(QRectF(-margins.left(), -margins.top(), area.width(), area.height()), image)
    painter.end()
    document.close()
