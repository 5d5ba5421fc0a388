"""One bundle of the log: what was in it with hashes, how it went, and that it was opened."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.bundle_handover import OpenedHow
from lawdesk.operations.bundles.record import note_bundle_opened
from lawdesk.store import bundles
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.handover_form import HandoverForm
from lawdesk.ui.pages.bundles.log_words import (
    LoggedThing,
    delivery_sentence,
    facts_of,
    opened_sentence,
    things_of,
)
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.labels import text_label
from lawdesk.ui.widgets.layout_items import clear
from lawdesk.ui.widgets.row_table import RowTable

_MOST_ROWS = 12
_BUNDLE = "bundle handed over"


class BundleDetail(QWidget):
    """Nothing for None."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._bundle_id: int | None = None
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self.contents = RowTable(_("What was in it"), _columns(), fit_rows=_MOST_ROWS)
        self.story = text_label("", wrap=True)
        self.opened = text_label("", wrap=True)
        self.opened_button = Button(_("The client has opened it"), icon="check")
        self.opened_button.clicked.connect(lambda _checked=False: self._on_opened_clicked())
        self.hand_over_button = Button(_("Note handing over"), kind="link")
        self.hand_over_button.clicked.connect(lambda _checked=False: self._open_form())
        self.handover = HandoverForm(desk)
        self.handover.noted.connect(self._on_noted)
        self.handover.hide()
        self._lay_out()

    def show_bundle(self, bundle_id: int | None) -> None:
        """Shows what is known of a bundle."""
        if bundle_id != self._bundle_id:
            self.handover.hide()
        self._bundle_id = bundle_id
        self.setVisible(bundle_id is not None)
        if bundle_id is None:
            return
        read = self._desk.read
        bundle, locale = bundles.get(read, bundle_id), practices.get(read).locale
        clear(self._facts)
        for row, (label, text) in enumerate(facts_of(read, bundle)):
            self._facts.addWidget(text_label(label, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = text_label(text, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setMinimumWidth(1)
            self._facts.addWidget(words, row, 1)
        self.contents.set_rows(things_of(read, bundle, locale), key=lambda thing: thing.id)
        noted = [delivery_sentence(x, locale) for x in bundles.list_deliveries(read, bundle_id)]
        self.story.setText("\n".join(noted) or _("It is not noted that it was handed over."))
        self.opened.setText(opened_sentence(bundle, locale))
        self.opened_button.setVisible(bundle.opened_on is None)

    def typed(self) -> dict[str, str]:
        """What stands in the form for handing over, and of which bundle, while it is open."""
        if self._bundle_id is None or self.handover.isHidden():
            return {}
        return {_BUNDLE: str(self._bundle_id), **self.handover.form.typed()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens that form again."""
        self.show_bundle(int(typed[_BUNDLE]))
        self._open_form()
        self.handover.form.show_typed(typed)

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.story, 1)
        told.addWidget(self.hand_over_button, 0, Qt.AlignmentFlag.AlignTop)
        seen = QHBoxLayout()
        seen.setSpacing(12)
        seen.addWidget(self.opened, 1)
        seen.addWidget(self.opened_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 12, 0)
        layout.setSpacing(10)
        layout.addWidget(text_label(_("The way to the client"), "section"))
        layout.addLayout(told)
        layout.addWidget(self.handover)
        layout.addLayout(seen)
        layout.addWidget(text_label(_("What was in it"), "section"))
        layout.addWidget(self.contents)
        layout.addLayout(self._facts)
        layout.addStretch(1)

    def _open_form(self) -> None:
        if self._bundle_id is not None:
            self.handover.show_bundle(self._bundle_id)
            self.handover.show()
            self.handover.form.focus("person")

    def _on_noted(self) -> None:
        self.handover.hide()
        self._desk.say(_("It is noted that the bundle was handed over."))

    def _on_opened_clicked(self) -> None:
        if self._bundle_id is None:
            return
        now = self._desk.clock.now()
        self._desk.do(
            note_bundle_opened,
            self._bundle_id,
            opened_on=now.day,
            how=OpenedHow.TOLD,
            now=now,
        )


def _columns() -> list[Column]:
    def quiet(_thing: LoggedThing) -> str:
        return "quiet"

    return [
        Column("what", _("What"), lambda thing: thing.what, detail=lambda thing: thing.detail),
        Column("size", _("Size"), lambda thing: thing.size, 72, right=True, tone=quiet),
        Column(
            "sha256",
            _("SHA-256"),
            lambda thing: thing.sha256,
            180,
            tone=quiet,
            optional=True,
        ),
    ]
