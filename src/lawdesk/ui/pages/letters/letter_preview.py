"""The PDF beside a letter: the real one, drawn on a worker when the lawyer pauses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.letters.letters import LetterPaper
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.pdf_view import PdfView

_PAUSE_MS = 150


class LetterPreview(QWidget):
    """Draws the letter it was shown last; letters that came in between are never drawn."""

    redrawn = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._make: Callable[[], LetterPaper] | None = None
        self._wanted: LetterPaper | None = None
        self._drawn: LetterPaper | None = None
        self._is_drawing = False
        self.content = b""
        self.pdf = PdfView(name)
        self.pages_label = text_label("", "caption")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start)
        desk.closing.connect(self._pause.stop)  # making a letter reads the practice
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.pages_label)
        layout.addWidget(self.pdf, 1)

    def show_soon(self, make: Callable[[], LetterPaper]) -> None:
        """Draws a letter soon; while one types, not even the letter is made."""
        self._make = make
        self._pause.start()

    def clear(self) -> None:
        """Shows nothing and lets go of the letter."""
        self._pause.stop()
        self._make = None
        self._wanted = self._drawn = None
        self.content = b""
        self.pdf.clear()
        self.pages_label.setText("")

    def _start(self) -> None:
        if self._make is not None:
            self._wanted, self._make = self._make(), None
        paper = self._wanted
        if paper is None or self._is_drawing or paper == self._drawn:
            return
        self._is_drawing = True
        task = self._desk.start(
            lambda _report: drawn_letter(paper),
            while_alive(self, lambda content: self._show(paper, content)),
            "",
        )
        task.ended.connect(self._on_ended)

    def _show(self, paper: LetterPaper, content: bytes) -> None:
        if self._wanted is None:
            return
        self._drawn, self.content = paper, content
        place = self.pdf.verticalScrollBar().value()
        self.pdf.show_pdf(content)
        self.pdf.verticalScrollBar().setValue(place)
        count = self.pdf.page_count()
        words = _("1 page") if count == 1 else _("{count} pages").format(count=count)
        self.pages_label.setText(_("Preview, {pages}").format(pages=words))
        self.redrawn.emit()

    def _on_ended(self) -> None:
        self._is_drawing = False
        if self._wanted != self._drawn:
            self._pause.start()


def drawn_letter(paper: LetterPaper) -> bytes:
    """The PDF of a letter; for a worker."""
    from lawdesk.exports.letter_from_template_pdf import draw_letter  # reportlab is slow to import

    return draw_letter(paper)
