"""What can be done to the chosen line of a draft: no charge, written down, split, merged, assigned.

The buttons stand under the table; the fields for figures come up when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import DraftLine
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.money import share_of
from lawdesk.domain.practice import Practice
from lawdesk.domain.typed_time import parse_duration
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.draft_lines import split_line
from lawdesk.operations.draft_payers import assign_line
from lawdesk.operations.drafts import set_line_no_charge, write_down_line
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.typed_terms import percent_ppm, typed_cents
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.fields import ChoiceField
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import set_style_property, text_label


class DraftLinePanel(QWidget):
    """Buttons, the sentences about the chosen line, and the fields to change its figures."""

    refused = Signal(object)
    typed = Signal(object)
    """a DraftLine as it would be with what is being typed"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._line: DraftLine | None = None
        self._practice: Practice | None = None
        self.free_button = _tool(_("No charge"), "Alt N")
        self.reduce_button = _tool(_("Write down"), "Alt R")
        self.merge_button = _tool(_("Merge"), "Alt M")
        self.split_button = _tool(_("Split"), "Alt S")
        self.up_button = Button(_("Move up"), icon="up", kind="bare", hint="Alt Up")
        self.down_button = Button(_("Move down"), icon="down", kind="bare", hint="Alt Down")
        self.note = text_label("", "caption", wrap=True)
        self.form = form = Form(columns=3)
        self._off = form.add_line("off", _("Take off"), placeholder=_("20.00 or 10 %"))
        form.add_line("reason", _("Reason"), placeholder=_("why less is billed"))
        self._payer = ChoiceField(_("Payer"), [])
        form.add_field("payer", _("Paid by"), self._payer)
        form.add_line("split", _("Split off"), placeholder=_("0.5h or 5u"))
        form.committed.connect(self._on_committed)
        self._off.control().textEdited.connect(lambda _text: self._on_typed())
        self.buttons = [
            self.free_button, self.reduce_button, self.merge_button, self.split_button,
            self.up_button, self.down_button,
        ]  # fmt: skip
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for button in self.buttons:
            tools.addWidget(button)
        tools.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(tools)
        layout.addWidget(self.note)
        layout.addWidget(form)
        form.hide()

    def show_line(
        self,
        line: DraftLine | None,
        sentences: Sequence[str],
        payers: Sequence[tuple[ClientId, str]],
        practice: Practice,
    ) -> None:
        """Shows the chosen line; `sentences` are the warnings about it."""
        if line is None or self._line is None or line.id != self._line.id:
            self.form.clear_errors()
            self.form.hide()
        self._line, self._practice = line, practice
        self.note.setText(" ".join(sentences))
        set_style_property(self.note, "tone", "attention")
        self.note.setVisible(bool(sentences))
        for button in self.buttons:
            button.setEnabled(line is not None)
        if line is None:
            return
        self.free_button.set_words(_("Charge again") if line.no_charge else _("No charge"))
        self.split_button.set_words(_("Join") if line.part_units is not None else _("Split"))
        self._payer.set_choices([(None, _("All, by their shares")), *payers])
        off = line.write_down_cents
        shown = format_money(off, practice.currency, practice.locale) if off else ""
        self.form.show_values(
            {"off": shown, "reason": line.reason, "payer": line.payer_id, "split": ""}
        )
        self._show_fields(line, has_payers=bool(payers))

    def off_field(self) -> QLineEdit:
        """The field for what is taken off."""
        return self._off.control()

    def open_fields(self, name: str) -> None:
        """Brings the fields up, with the cursor in one of them."""
        if self._line is not None:
            self.form.show()
            self.form.focus(name)

    def _show_fields(self, line: DraftLine, *, has_payers: bool) -> None:
        self.form.set_visible("payer", visible=has_payers)
        self.form.set_visible("split", visible=line.is_time and line.part == 1)
        self.form.set_visible("off", visible=not line.is_free)

    def _on_typed(self) -> None:
        if self._line is None:
            return
        try:
            cents = self._typed_cents(self._line, str(self.form.values()["off"]))
        except FieldError:
            return  # half a figure is no figure yet; leaving the field says what is wrong
        self.typed.emit(replace(self._line, no_charge=False, write_down_cents=cents))

    def _typed_cents(self, line: DraftLine, text: str) -> int:
        """What is taken off: an amount, or a percentage of what the line comes to."""
        typed = text.strip()
        if not typed or self._practice is None:
            return 0
        if typed.endswith("%"):
            return share_of(line.amount_cents, percent_ppm("off", typed))
        return typed_cents("off", typed, self._practice)

    def _on_committed(self, name: str, value: object) -> None:
        line = self._line
        if line is None:
            return
        changes: dict[str, Callable[[], object]] = {
            "off": lambda: self._write_down(line),
            "reason": lambda: self._write_down(line),
            "payer": lambda: self._desk.transact(
                assign_line, line.id, cast(ClientId | None, value)
            ),
            "split": lambda: self._split(line, str(value)),
        }
        try:
            changes[name]()
        except FieldError as error:
            known = {"write_down": "off", "units": "split", "duration": "split"}
            field = known.get(error.field, error.field)
            self.form.show_error(field if self.form.has_field(field) else name, str(error))
        except LawDeskError as error:
            self.refused.emit(error)

    def _write_down(self, line: DraftLine) -> None:
        values = self.form.values()
        reason = str(values["reason"])
        if line.no_charge:
            self._desk.transact(set_line_no_charge, line.id, no_charge=True, reason=reason)
            return
        cents = self._typed_cents(line, str(values["off"]))
        if cents != line.write_down_cents or reason.strip() != line.reason:
            self._desk.transact(write_down_line, line.id, cents, reason)

    def _split(self, line: DraftLine, text: str) -> None:
        if not text.strip():
            return
        seconds = parse_duration(text, line.unit_seconds)
        units, rest = divmod(seconds, line.unit_seconds)
        if rest:
            raise FieldError(
                "units",
                _("A part has whole units of {minutes} minutes; nothing was changed.").format(
                    minutes=line.unit_seconds // 60
                ),
            )
        self._desk.transact(split_line, line.id, units)


def _tool(words: str, hint: str) -> Button:
    button = Button(words, kind="link")
    button.setToolTip(hint.replace(" ", "+"))
    return button
