"""The PDF beside what one writes: the real one, drawn on a worker when the lawyer pauses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.tasks import while_alive
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.pdf_view import PdfView

_PAUSE_MS = 150

Paper = TypeVar("Paper")


class PdfPreview(QWidget, Generic[Paper]):
    """Draws the paper it was shown last; papers that came in between are never drawn.

    `draw` makes the PDF of a paper and is called on a worker. `pages_label` belongs to whoever
    shows the preview.
    """

    redrawn = Signal()

    def __init__(self, desk: Desk, name: str, draw: Callable[[Paper], bytes]) -> None:
        super().__init__()
        self._desk = desk
        self._draw = draw
        self._make: Callable[[], Paper] | None = None
        self._wanted: Paper | None = None
        self._drawn: Paper | None = None
        self._is_drawing = False
        self.content = b""
        self.pdf = PdfView(name)
        self.pages_label = text_label("", "caption")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.pdf, 1)

    def show_soon(self, make: Callable[[], Paper]) -> None:
        """Draws a paper soon; while one types, not even the paper is made."""
        self._make = make
        self._pause.start()

    def clear(self) -> None:
        """Shows nothing and lets go of the paper."""
        self._pause.stop()
        self._make = None
        self._wanted = self._drawn = None
        self.content = b""
        self.pdf.clear()
        self.pages_label.setText("")

    def _start(self) -> None:
        if self._make is not None:
            self._wanted, self._make = self._make(), None
        paper, draw = self._wanted, self._draw
        if paper is None or self._is_drawing or paper == self._drawn:
            return
        self._is_drawing = True
        task = self._desk.start(
            lambda _report: draw(paper),
            while_alive(self, lambda content: self._show(paper, content)),
            "",
        )
        task.ended.connect(self._on_ended)

    def _show(self, paper: Paper, content: bytes) -> None:
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
