"""What narrows the list of documents: words, folder, kind, and whether the archive is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from lawdesk.domain.documents import DocumentKind
from lawdesk.store.documents import DocumentFilter
from lawdesk.translation import _
from lawdesk.ui.document_words import kind_choices
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.choice_box import ChoiceBox
from lawdesk.ui.widgets.layout_items import smallest_sizes
from lawdesk.ui.widgets.search_box import SearchBox

_ANY, _NONE = "any", "none"
_LEAST, _LEAST_FOLDER = 96, 118
_ONE_ROW = 620


class DocumentFilterBar(QWidget):
    """The search box with two choices and a tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchBox(_("Search titles, notes and words in documents"))
        self.folders = ChoiceBox(_("Folder"))
        kinds: list[tuple[object, str]] = [(None, _("All kinds")), *kind_choices()]
        self.kinds = ChoiceBox(_("Kind"), [*kinds, (DocumentKind.INVOICE, _("Invoice"))])
        self.archive = CheckBox(_("With archive"))
        self.folders.setMinimumWidth(_LEAST_FOLDER)
        self.kinds.setMinimumWidth(_LEAST)
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.folders.chosen.connect(lambda _key: self.changed.emit())
        self.kinds.chosen.connect(lambda _key: self.changed.emit())
        self.archive.clicked.connect(lambda _checked=False: self.changed.emit())
        self.show_folders([])
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.folders, 1)
        choices.addWidget(self.kinds, 1)
        choices.addWidget(self.archive)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.search, 2)
        self._layout.addLayout(choices, 3)

    def minimumSizeHint(self) -> QSize:
        """What one below the other needs; side by side they ask for more, but need not be."""
        width = max(part.width() for part in smallest_sizes(self._layout))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In one row where there is room for it, so that the papers have the height."""
        super().resizeEvent(event)
        wide = self.width() >= _ONE_ROW
        self._layout.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def wanted(self, base: DocumentFilter) -> DocumentFilter:
        """The base, narrowed by what is set here."""
        kind = self.kinds.key()
        return replace(
            base,
            typed=self.search.text().strip(),
            folder=self.folder(),
            kind=kind if isinstance(kind, DocumentKind) else None,
            with_archived=self.archive.isChecked(),
        )

    def folder(self) -> str | None:
        """The folder that is chosen; "" for papers without one, None for all."""
        key = self.folders.key()
        if not isinstance(key, tuple):
            return None
        return str(key[1]) if key[0] != _ANY else None

    def with_archived(self) -> bool:
        """Whether the archive is shown too."""
        return self.archive.isChecked()

    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        is_kind = self.kinds.key() is not None
        return bool(self.search.text().strip()) or self.folder() is not None or is_kind

    def show_folders(self, folders: Sequence[str]) -> None:
        """Offers these folders; the chosen one stays."""
        choices: list[tuple[object, str]] = [((_ANY, ""), _("All folders"))]
        if folders:
            choices += [((_NONE, ""), _("No folder"))]
            choices += [(("in", folder), folder) for folder in folders]
        self.folders.set_choices(choices)

    def clear(self) -> None:
        """Shows everything again."""
        was_set = self.is_set()
        with QSignalBlocker(self):
            self.search.clear()
            self.folders.show_key((_ANY, ""))
            self.kinds.show_key(None)
        if was_set:
            self.changed.emit()
