"""The head of what stands beside a list: title, one line, buttons, and links below them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.ui.plain_words import breakable
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.page_header import PageHeader


class DetailHeader(QWidget):
    """A page header whose line has the whole width, with links to what belongs to the thing."""

    def __init__(self) -> None:
        super().__init__()
        self.head = PageHeader("")
        self._line = text_label("", "quiet", wrap=True)
        self._links = QHBoxLayout()
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setSpacing(12)
        self._links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addWidget(self._line)
        layout.addLayout(self._links)

    def show_words(self, title: str, line: str) -> None:
        """Changes title and line."""
        self.head.show_title(title)
        self._line.setText(breakable(line))

    def add_link(self, button: Button) -> None:
        """Adds a link at the end of the row below."""
        self._links.insertWidget(self._links.count() - 1, button)
