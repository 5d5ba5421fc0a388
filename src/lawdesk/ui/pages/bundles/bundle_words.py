"""The words of a bundle that was just written: shown once, to be read out by phone."""

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from lawdesk.domain.bundles import WordsKind
from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.layout_items import clear

_KEPT_MS = 30_000
_ROWS = 3


class WordsPanel(QFrame):
    """Numbered words with two buttons. What is copied leaves the clipboard after 30 seconds."""

    copied = Signal()
    card_asked = Signal()

    def __init__(self, kept_ms: int = _KEPT_MS) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._kept_ms = kept_ms
        self._words = ""
        self._title = text_label(_("The six words"), "section")
        self._told = text_label("", "quiet", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.copy_button = Button(_("Copy words"), icon="copy")
        self.card_button = Button(_("Save card…"), icon="print")
        self.copy_button.clicked.connect(lambda _checked=False: self._on_copy_clicked())
        self.card_button.clicked.connect(lambda _checked=False: self.card_asked.emit())
        self._lay_out()
        self.show_kind(WordsKind.FRESH)

    def show_kind(self, kind: WordsKind) -> None:
        """Says which words these are, and what that means."""
        titles = {
            WordsKind.FRESH: _("The six words"),
            WordsKind.STANDING: _("The standing words of this client"),
            WordsKind.TEST: _("The six words of the test"),
        }
        told = {
            WordsKind.FRESH: _(
                "Read them out by phone; they are shown only now. LawDesk does not keep them. "
                "Never put them into a mail."
            ),
            WordsKind.STANDING: _("The client has them already. Never put them into a mail."),
            WordsKind.TEST: _("They protect nothing: they may be printed, mailed or read out."),
        }
        self._title.setText(titles[kind])
        self._told.setText(told[kind])

    def show_words(self, words: str) -> None:
        """Shows these words, numbered; an empty text forgets them."""
        self._words = words
        clear(self._grid)
        parts = words.split()
        for place, word in enumerate(parts):
            row, column = place % _ROWS, 2 * (place // _ROWS)
            self._grid.addWidget(text_label(str(place + 1), "quiet"), row, column)
            label = text_label(word, "figure")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
            label.setAccessibleName(f"{place + 1}. {word}")
            label.setMinimumHeight(label.sizeHint().height())  # a word cut short is misread
            self._grid.addWidget(label, row, column + 1)

    def words(self) -> str:
        """The words that are shown."""
        return self._words

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.card_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addLayout(self._grid)
        layout.addWidget(self._told)
        layout.addLayout(buttons)

    def _on_copy_clicked(self) -> None:
        copied = QMimeData()
        copied.setText(self._words)
        # Clipboard histories of several desktops leave out what carries this mark.
        copied.setData("x-kde-passwordManagerHint", b"secret")
        clipboard = QGuiApplication.clipboard()
        clipboard.setMimeData(copied)
        words = self._words
        QTimer.singleShot(self._kept_ms, clipboard, lambda: _clear_if(words))
        self.copied.emit()


def _clear_if(words: str) -> None:
    """Empties the clipboard, unless something else was copied since."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == words:
        clipboard.clear()
