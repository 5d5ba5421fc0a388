"""One part of a reply as it waits: what the client said, and what can be done with it.

Everything a client wrote is shown as plain text, whatever it looks like.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ContactKind
from lawdesk.domain.documents import read_warnings
from lawdesk.domain.replies import ItemKind, ItemState, ReplyItemId, Verdict
from lawdesk.store.replies import ReplyItem, StoredFile
from lawdesk.translation import _
from lawdesk.ui.document_words import size_words
from lawdesk.ui.pages.replies.reply_words import (
    contact_words,
    decision_words,
    is_named_otherwise,
    part_words,
    type_words,
    warning_words,
)
from lawdesk.ui.plain_words import breakable, dotted
from lawdesk.ui.widgets.badge import Badge
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.labels import set_style_property, text_label

SHOWN_TYPES = frozenset({"application/pdf", "text/plain", "image/png", "image/jpeg"})


class ReplyPart(QWidget):
    """Heading, content, buttons. `asked` gives the name of an act and the part's id: "note",
    "answer", "question", "contact", "look", "file", "reject".
    """

    asked = Signal(str, int)

    def __init__(self, item: ReplyItem, heading: str) -> None:
        super().__init__()
        self.item_id: ReplyItemId = item.id
        self.buttons: dict[str, Button] = {}
        self._is_waiting = item.state is ItemState.WAITING
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        words = text_label(breakable(heading), "strong", wrap=True)
        self._head.addWidget(words, 1)
        self._head.addWidget(Badge(*decision_words(item)), 0, Qt.AlignmentFlag.AlignTop)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(12)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 12)
        self._place.setSpacing(6)
        self._place.addLayout(self._head)
        self.setAccessibleName(heading)

    def say(self, text: str, kind: str = "body", tone: str = "") -> None:
        """A paragraph, selectable."""
        label = text_label(breakable(text), kind, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if tone:
            set_style_property(label, "tone", tone)
        self._place.addWidget(label)

    def add_widget(self, widget: QWidget) -> None:
        """Anything between the words and the buttons."""
        self._place.addWidget(widget)

    def offer(self, act: str, words: str, kind: str = "secondary") -> None:
        """A button for an act, while the part waits."""
        if not self._is_waiting:
            return
        button = Button(words, kind=kind)
        button.clicked.connect(lambda _checked=False: self.asked.emit(act, self.item_id))
        self.buttons[act] = button
        self._acts.addWidget(button)

    def finish(self) -> None:
        """Puts the buttons in their place."""
        if self.buttons:
            self._acts.addStretch(1)
            self._place.addLayout(self._acts)


class ContactChanges(QWidget):
    """Old and new, one line per way to be reached; ticked ones are taken over."""

    def __init__(self, old: Mapping[ContactKind, str], new: Mapping[ContactKind, str]) -> None:
        super().__init__()
        self.boxes: dict[ContactKind, CheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        for place, words in enumerate((_("So far"), _("From now on")), start=1):
            grid.addWidget(text_label(words, "caption"), 0, place)
        for row, kind in enumerate(ContactKind, start=1):
            self._add(grid, row, kind, old.get(kind, ""), new.get(kind, ""))

    def ticked(self) -> list[ContactKind]:
        """What is to be taken over."""
        return [kind for kind, box in self.boxes.items() if box.isChecked()]

    def _add(self, grid: QGridLayout, row: int, kind: ContactKind, old: str, new: str) -> None:
        is_changed = old.strip() != new.strip()
        if is_changed:
            box = CheckBox(contact_words(kind))
            box.setChecked(True)
            self.boxes[kind] = box
            grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
        else:
            _put(grid, row, 0, contact_words(kind), "quiet")
        _put(grid, row, 1, old or _("none"), "quiet")
        if is_changed:
            _put(grid, row, 2, new or _("none"), "body")
        else:
            _put(grid, row, 2, _("unchanged"), "quiet")


def _put(grid: QGridLayout, row: int, column: int, text: str, kind: str) -> None:
    label = text_label(breakable(text), kind, wrap=True)
    label.setContentsMargins(0, 5, 0, 0)  # level with the words of a tick
    grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)


def message_part(item: ReplyItem, content: Mapping[str, Any]) -> ReplyPart:
    """What the client wrote."""
    part = ReplyPart(item, part_words(ItemKind.MESSAGE))
    part.say(str(content["text"]))
    part.offer("note", _("I have read it"))
    part.offer("reject", _("Reject message"), "link")
    part.finish()
    return part


def answer_part(item: ReplyItem, content: Mapping[str, Any], question: str) -> ReplyPart:
    """An answer under what was asked; `question` is empty where nothing was."""
    asked = question or _("An answer to something that was not asked")
    part = ReplyPart(item, asked)
    part.say(str(content["text"]))
    if question:
        part.offer("answer", _("Request is done"))
    part.offer("note", _("Only note it"), "link")
    part.offer("reject", _("Reject answer"), "link")
    part.finish()
    return part


def invoice_part(item: ReplyItem, content: Mapping[str, Any], *, can_dispute: bool) -> ReplyPart:
    """What the client says of an invoice."""
    number = str(content["number"])
    agrees = content["verdict"] == Verdict.AGREED
    heading = _("Invoice {number}: agreed") if agrees else _("Invoice {number}: a question")
    part = ReplyPart(item, heading.format(number=number))
    if item.invoice_id is None:
        part.say(_("This client has no invoice of that number."), "small", "attention")
    if not agrees:
        amount = str(content["amount"])
        part.say(_("About {amount}").format(amount=amount) if amount else _("No amount is named."))
        part.say(str(content["reason"]) or _("No reason is given."))
    if not agrees and can_dispute:
        part.offer("question", _("Note a dispute…"))
    elif not agrees and item.invoice_id is not None:
        part.say(_("Nothing of this invoice is open, so no dispute can be noted."), "small")
    if agrees:
        part.offer("note", _("Note it"))
    else:
        part.offer("note", _("Only note it"), "link")
    part.offer("reject", _("Reject"), "link")
    part.finish()
    return part


def contact_part(
    item: ReplyItem, content: Mapping[str, Any], changes: ContactChanges | None
) -> ReplyPart:
    """How the client wants to be reached."""
    part = ReplyPart(item, part_words(ItemKind.CONTACT))
    if changes is None or not changes.boxes:
        confirmed = bool(content["is_confirmed"])
        part.say(_("Everything is right as it is.") if confirmed else _("Nothing was changed."))
        part.offer("note", _("Note it"))
    else:
        part.add_widget(changes)
        part.offer("contact", _("Take over what is ticked"))
    part.offer("reject", _("Reject contact data"), "link")
    part.finish()
    return part


def file_part(item: ReplyItem, file: StoredFile, request: str, locale: str) -> ReplyPart:
    """A file: what it is by its bytes, what to beware of."""
    part = ReplyPart(item, file.name)
    facts = dotted(type_words(file.media_type), size_words(file.plain_size, locale))
    part.say(facts, "quiet")
    if request:
        part.say(_("For your request: {title}").format(title=request), "quiet")
    warnings = [warning_words(warning) for warning in read_warnings(file.warnings)]
    if not warnings and is_named_otherwise(file.name, file.media_type):
        warnings.append(_("It is not what its name says."))
    for warning in warnings:
        part.say(warning, "small", "attention")
    part.offer("file", _("File it…"))
    if file.media_type in SHOWN_TYPES and item.state is not ItemState.REJECTED:
        part.offer("look", _("Look at it"), "link")
    part.offer("reject", _("Reject and delete…"), "link")
    part.finish()
    return part
