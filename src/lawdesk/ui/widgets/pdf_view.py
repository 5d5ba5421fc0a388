"""Shows a PDF from memory, page under page. Nothing is written to disk to show it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from lawdesk.errors import ImportRefused
from lawdesk.imports.pdfium_lock import PDFIUM
from lawdesk.translation import _
from lawdesk.ui import palette
from lawdesk.ui.widgets import drawing

_GAP = 16
_KEPT = 6
_MOST_PAGES = 5000
_MOST_TALL = 12
_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfView(QAbstractScrollArea):
    """Pages as wide as the view, drawn when they come into sight; Ctrl and wheel enlarge."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self._document: Any = None
        self._open: list[Any] = []
        self.destroyed.connect(partial(_close_all, self._open))
        self._sizes: list[tuple[float, float]] = []
        self._drawn: dict[tuple[int, int], QImage] = {}
        self._zoom = 1.0

    def show_pdf(self, content: bytes) -> None:
        """Shows these bytes. Raises ImportRefused when they are not a PDF that can be shown."""
        import pypdfium2  # here, because it costs start-up time and most sessions show no PDF

        self.clear()
        with PDFIUM:
            try:
                document = pypdfium2.PdfDocument(content)
                self._open.append(document)
                pages = range(min(len(document), _MOST_PAGES))
                sizes = [document.get_page_size(page) for page in pages]
            except pypdfium2.PdfiumError as error:
                _close_all(self._open)
                raise _refusal(error.err_code) from error
        self._document = document
        self._sizes = [_drawable(across, down) for across, down in sizes]
        self.setAccessibleDescription(_("{count} pages").format(count=len(self._sizes)))
        self._measure()
        self.viewport().update()

    def clear(self) -> None:
        """Shows nothing and lets go of the PDF and its pictures."""
        self._drawn.clear()
        self._sizes = []
        _close_all(self._open)
        self._document = None
        self._measure()
        self.viewport().update()

    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sizes)

    def text(self) -> str:
        """The words of all pages, for search and for screen readers."""
        return "\n\f".join(self._words(page) for page in range(len(self._sizes)))

    def set_zoom(self, zoom: float) -> None:
        """1.0 is as wide as the view."""
        self._zoom = zoom
        self._drawn.clear()
        self._measure()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(404, 570)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"+", "-"}:
            self._step_zoom(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        tokens = palette.current()
        for page, area in enumerate(self._areas()):
            if area.intersects(event.rect()):
                # One pixel of the picture on one of the screen: scaling would eat thin strokes.
                painter.setClipRect(area)
                painter.drawImage(area.topLeft(), self._picture(page, area.width()))
                painter.setClipping(False)
                drawing.rounded(painter, area, edge=tokens.color("line"), radius=0)
        if self.hasFocus():
            drawing.paint_focus_ring(painter, self.viewport().rect())

    def _areas(self) -> list[QRect]:
        width = self._page_width()
        left = max(0, (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        top = -self.verticalScrollBar().value()
        areas = []
        for across, down in self._sizes:
            height = round(width * down / across) if across else width
            areas.append(QRect(left, top, width, height))
            top += height + _GAP
        return areas

    def _page_width(self) -> int:
        return max(40, round((self.viewport().width()) * self._zoom))

    def _picture(self, page: int, width: int) -> QImage:
        """The page drawn for the screen's pixels; only the last few are kept."""
        ratio = self.devicePixelRatioF()
        key = (page, round(width * ratio))
        if key not in self._drawn:
            while len(self._drawn) >= _KEPT:
                del self._drawn[next(iter(self._drawn))]
            picture = self._draw(page, width * ratio / self._sizes[page][0])
            picture.setDevicePixelRatio(ratio)
            self._drawn[key] = picture
        return self._drawn[key]

    def _draw(self, page: int, scale: float) -> QImage:
        """The page in pixels; one that cannot be drawn is white."""
        import pypdfium2

        across, down = self._sizes[page]
        with PDFIUM:
            try:
                opened = self._document[page]
                bitmap = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
                picture = QImage(
                    bytes(bitmap.buffer),
                    bitmap.width,
                    bitmap.height,
                    bitmap.stride,
                    QImage.Format.Format_RGBX8888,
                ).copy()
                bitmap.close()
                opened.close()
            except pypdfium2.PdfiumError:
                size = QSize(max(1, round(across * scale)), max(1, round(down * scale)))
                picture = QImage(size, QImage.Format.Format_RGBX8888)
                picture.fill(Qt.GlobalColor.white)
        return picture

    def _words(self, page: int) -> str:
        with PDFIUM:
            opened = self._document[page]
            text = opened.get_textpage()
            words: str = text.get_text_bounded()
            text.close()
            opened.close()
        return words

    def _step_zoom(self, step: int) -> None:
        nearest = min(range(len(_ZOOMS)), key=lambda place: abs(_ZOOMS[place] - self._zoom))
        self.set_zoom(_ZOOMS[max(0, min(len(_ZOOMS) - 1, nearest + step))])

    def _measure(self) -> None:
        width = self._page_width()
        total = sum(round(width * down / across) + _GAP for across, down in self._sizes if across)
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, total - _GAP - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())


def _close_all(documents: list[Any]) -> None:
    """Closes what is open; a view that is gone must leave no paper open either."""
    with PDFIUM:
        while documents:
            documents.pop().close()


def _drawable(across: float, down: float) -> tuple[float, float]:
    """The size of a page; one that is hardly a line would be drawn kilometres long."""
    return (across, down) if across > 0 and 0 < down <= _MOST_TALL * across else (612.0, 792.0)


def _refusal(code: int | None) -> ImportRefused:
    kept = _("The file itself is kept as it is.")
    if code == _NEEDS_PASSWORD:
        return ImportRefused(_("This PDF needs a password, so it cannot be shown here."), kept)
    return ImportRefused(_("The PDF cannot be shown: it is damaged or has no pages."), kept)
