"""Looking at one document in memory: a PDF, a text, a picture, or words why it is not shown.

Documents come from anywhere. A picture's size is read before it is decoded, a text is never taken
for anything but text, and nothing is written to disk to show it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from lawdesk.domain.documents import Document, DocumentVersion
from lawdesk.errors import ImportRefused, LawDeskError
from lawdesk.imports.document_text import read_plain_text
from lawdesk.imports.pdf_size import measure_pdf
from lawdesk.translation import _
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.pdf_view import PdfView

PDF, TEXT = "application/pdf", "text/plain"
_SOURCES = {TEXT, "text/html", "image/svg+xml", "message/rfc822", "text/x-script"}
_PICTURES = {"image/png": QByteArray(b"png"), "image/jpeg": QByteArray(b"jpeg")}
_MOST_PIXELS = 40_000_000
_SHOWN_EDGE = 2400
_MOST_CHARACTERS = 500_000
_LARGEST_SHOWN = 200_000_000


@dataclass(frozen=True, slots=True)
class Readable:
    """A document made ready to be looked at: the bytes of a PDF, a text, or a picture."""

    content: bytes | str | QImage
    note: str = ""


def can_show(paper: Document | DocumentVersion) -> bool:
    """Whether LawDesk knows how to show this kind of document, and has the memory for it.

    Web pages, drawings, mails and scripts are shown as the text they are written in.
    """
    known = {PDF, *_SOURCES, *_PICTURES}
    return paper.media_type in known and paper.plain_size <= _LARGEST_SHOWN


def make_readable(media_type: str, content: bytes) -> Readable:
    """The document as it is shown. Safe on a worker. Raises ImportRefused."""
    if media_type in _PICTURES:
        return Readable(read_picture(content, _PICTURES[media_type]))
    if media_type in _SOURCES:
        text = read_plain_text(content[: 4 * _MOST_CHARACTERS])
        is_cut = len(text) > _MOST_CHARACTERS or len(content) > 4 * _MOST_CHARACTERS
        note = _("Only the first 500,000 characters are shown.") if is_cut else ""
        return Readable(text[:_MOST_CHARACTERS], note)
    if measure_pdf(content).swells:
        raise ImportRefused(
            _("This PDF unpacks to far more than a paper needs; it is not shown."),
            _("The file itself is kept as it is."),
        )
    return Readable(content)


def read_picture(content: bytes, kind: QByteArray) -> QImage:
    """The picture, no larger than it is shown. Raises ImportRefused over 40 megapixels or where
    it is damaged.
    """
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind)
    reader.setAutoDetectImageFormat(False)  # only the decoder its first bytes ask for
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
        raise ImportRefused(
            _("The picture has over 40 megapixels; it is not shown."),
            _("The file itself is kept as it is; save a copy to look at it."),
        )
    if max(size.width(), size.height()) > _SHOWN_EDGE:
        edges = QSize(_SHOWN_EDGE, _SHOWN_EDGE)
        reader.setScaledSize(size.scaled(edges, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read() if size.isValid() else QImage()
    if picture.isNull():
        raise ImportRefused(
            _("The picture cannot be shown: it is damaged."),
            _("The file itself is kept as it is."),
        )
    return picture


class DocumentView(QStackedWidget):
    """Shows one document at a time, or a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._words = text_label("", "quiet", wrap=True)
        self.pdf = PdfView(_("The document"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The text"))
        self._note = text_label("", "caption", wrap=True)
        self.picture = PictureView()
        for part in (_top(self._words), self.pdf, _stacked(self.text, self._note), self.picture):
            self.addWidget(part)

    def say(self, words: str) -> None:
        """Shows a sentence and lets go of the document."""
        self.clear()
        self._words.setText(words)
        self.setCurrentIndex(0)

    def words(self) -> str:
        """The sentence that is shown, if one is."""
        return self._words.text() if self.currentIndex() == 0 else ""

    def show_readable(self, shown: Readable) -> None:
        """Shows a document; one that cannot be shown after all leaves a sentence."""
        self.clear()
        if isinstance(shown.content, QImage):
            self.picture.show_picture(shown.content)
            self.setCurrentIndex(3)
        elif isinstance(shown.content, str):
            self.text.setPlainText(shown.content)
            self._note.setText(shown.note)
            self._note.setVisible(bool(shown.note))
            self.setCurrentIndex(2)
        else:
            self._show_pdf(shown.content)

    def focus_shown(self) -> None:
        """Gives the keyboard to the PDF or the text, to scroll in it."""
        for part in (self.pdf, self.text):
            if part.isVisible():
                part.setFocus()

    def clear(self) -> None:
        """Lets go of whatever is shown."""
        self.pdf.clear()
        self.text.clear()
        self.picture.show_picture(QImage())

    def _show_pdf(self, content: bytes) -> None:
        try:
            self.pdf.show_pdf(content)
        except LawDeskError as error:
            self.say(str(error))
        else:
            self.setCurrentIndex(1)


class PictureView(QWidget):
    """A picture as large as fits, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setAccessibleName(_("The picture"))
        self.setMinimumSize(120, 120)

    def show_picture(self, picture: QImage) -> None:
        """Shows this picture; a null one shows nothing."""
        self._picture = picture
        words = _("{width} by {height} pixels")
        size = words.format(width=picture.width(), height=picture.height())
        self.setAccessibleDescription("" if picture.isNull() else size)
        self.update()

    def has_picture(self) -> bool:
        """Whether there is one."""
        return not self._picture.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._picture.isNull():
            return
        size = self._picture.size()
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = self.rect()
        target.setSize(size)
        painter.drawImage(target, self._picture)


def _top(widget: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(widget)
    layout.addStretch(1)
    return holder


def _stacked(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    return holder
