"""Ready texts offered while an update is written: templates to start from, pieces to put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from lawdesk.domain.snippets import Snippet
from lawdesk.translation import _
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.buttons import Button

_MOST = 60


class TextsLine(QWidget):
    """Two buttons with menus; each is there only when it has something to offer."""

    template_picked = Signal(object)  # a Snippet
    snippet_picked = Signal(object)  # a Snippet

    def __init__(self) -> None:
        super().__init__()
        self._templates: Sequence[Snippet] = ()
        self._snippets: Sequence[Snippet] = ()
        self.template_button = Button(_("Start from a template"), icon="documents", kind="link")
        self.snippet_button = Button(_("Put in a text"), icon="note", kind="link")
        self.menu = QMenu(self)
        self.template_button.clicked.connect(lambda _checked=False: self._offer_templates())
        self.snippet_button.clicked.connect(lambda _checked=False: self._offer_snippets())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.template_button)
        layout.addWidget(self.snippet_button)
        layout.addStretch(1)

    def show_texts(self, templates: Sequence[Snippet], found: Sequence[Snippet]) -> None:
        """What can be picked, the texts of the matter's own area first."""
        self._templates, self._snippets = templates, found
        self.template_button.setVisible(bool(templates))
        self.snippet_button.setVisible(bool(found))

    def _offer_templates(self) -> None:
        self._offer(self.template_button, self._templates, self.template_picked.emit)

    def _offer_snippets(self) -> None:
        self._offer(self.snippet_button, self._snippets, self.snippet_picked.emit)

    def _offer(
        self, button: Button, texts: Sequence[Snippet], pick: Callable[[Snippet], object]
    ) -> None:
        self.menu.clear()
        area = texts[0].area if texts else ""
        for text in texts[:_MOST]:
            if text.area != area:  # the texts for every area come last
                self.menu.addSeparator()
                area = text.area
            action = self.menu.addAction(shortened(text.title).replace("&", "&&"))
            action.setToolTip(shortened(text.text, 200))
            action.triggered.connect(lambda _checked=False, text=text: pick(text))
        self.menu.setAccessibleName(button.words())
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
