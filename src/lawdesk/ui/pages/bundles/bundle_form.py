"""The widgets of a bundle in the making: for whom and about what, what goes in, how it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lawdesk.domain.matters import MatterId, MatterSummary
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.contents_rows import content_columns
from lawdesk.ui.pages.bundles.send_choice import SendChoice
from lawdesk.ui.pages.find_field import FindField
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.page_header import PageHeader
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled

_MATTER_ROWS = 3
_RIGHT_WIDTH = 392
_LETTER_HEIGHT = 132


class BundleForm(QWidget):
    """Left what goes in, right the letter and the way. It shows what it is told, nothing more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._chosen: Mapping[MatterId, bool] = {}
        self.header = PageHeader("")
        self.write_button = self.header.add_button(
            _("Write bundle"), lambda: None, icon="bundle", primary=True
        )
        self.client = FindField(_("Client"), _("Type a part of the name"))
        self.matters = RowTable(
            _("Matters"), self._matter_columns(), fit_rows=_MATTER_ROWS, header=False
        )
        self.matters.set_empty(_("This client has no open matter."))
        self.contents = RowTable(_("What goes in"), content_columns())
        self.contents.set_empty(_("There is nothing to give yet; a letter alone can go too."))
        self.advice = text_label("", "caption", wrap=True)
        self.kept_back = text_label("", "caption", wrap=True)
        self.letter = QPlainTextEdit()
        self.letter.setAccessibleName(_("Letter to the client"))
        self.letter.setPlaceholderText(_("A few plain sentences, where the update is not enough"))
        self.letter.setTabChangesFocus(True)
        self.letter.setMinimumHeight(_LETTER_HEIGHT)
        self.send = SendChoice(desk)
        self._lay_out()

    def show_matters(self, found: Sequence[MatterSummary], chosen: Mapping[MatterId, bool]) -> None:
        """The client's matters, ticked where the bundle is about them."""
        self._chosen = chosen
        ordered = sorted(found, key=lambda each: (not chosen.get(each.id), each.title.lower()))
        self.matters.set_rows(ordered, key=lambda row: row.id)

    def show_advice(self, sentence: str, tone: str) -> None:
        """How much goes in, and whether it fits."""
        self.advice.setText(sentence)
        set_style_property(self.advice, "tone", tone)

    def show_kept_back(self, count: int) -> None:
        """How many papers are not offered, because they may not be shared."""
        words = _("1 paper is not offered: it may not be shared with the client.")
        if count > 1:
            words = _("{count} papers are not offered: they may not be shared with the client.")
        self.kept_back.setText(words.format(count=count))
        self.kept_back.setVisible(bool(count))

    def _matter_columns(self) -> list[Column]:
        return [
            Column(
                "chosen",
                "",
                lambda row: "1" if self._chosen.get(row.id) else "",
                32,
                editor=Editor.CHECK,
            ),
            Column(
                "title",
                _("Matter"),
                lambda row: row.title,
                detail=lambda row: row.number,
                tone=lambda row: "ink" if self._chosen.get(row.id) else "quiet",
            ),
        ]

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addWidget(text_label(_("Client"), "section"))
        who.addWidget(self.client, 1)
        left.addLayout(who)
        left.addWidget(self.matters)
        left.addWidget(self.contents, 1)
        left.addWidget(self.advice)
        left.addWidget(self.kept_back)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 12, 0)
        right.setSpacing(8)
        right.addWidget(text_label(_("Letter to the client"), "section"))
        right.addWidget(self.letter, 1)
        right.addSpacing(4)
        right.addWidget(self.send)
        area = scrolled(side, _("How it goes"))
        area.setFixedWidth(_RIGHT_WIDTH)
        body = QHBoxLayout()
        body.setSpacing(28)
        body.addLayout(left, 1)
        body.addWidget(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)
