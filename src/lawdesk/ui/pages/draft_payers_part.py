"""Who pays a draft: the client alone, or several by percentages or by fixed amounts and a rest.

A split is kept once it is whole: while it is being typed, the part says what is still missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.billing.drafts import Draft, DraftId, DraftPayer
from lawdesk.domain.billing.fee_agreements import parse_share
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_money, format_percent
from lawdesk.domain.money import PPM, round_half_up
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.draft_payers import set_payers
from lawdesk.store import clients
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.typed_terms import percent_ppm, typed_cents
from lawdesk.ui.pages.client_choices import client_choices
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import FindBox
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.labels import set_style_property, text_label
from lawdesk.ui.widgets.row_table import RowTable

_REST = frozenset({"rest", "the rest", "rest payer"})


@dataclass(frozen=True, slots=True)
class PayerRow:
    """One payer as the table shows it."""

    id: ClientId
    name: str
    share: str
    amount: str
    masks: bool
    consent: str
    is_client: bool


class DraftPayers(QWidget):
    """The payers in a table; `typed` is told of nothing, because a split needs all its parts."""

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._draft: Draft | None = None
        self._client_id = ClientId(0)
        self._payers: list[DraftPayer] = []
        self._stored: list[DraftPayer] = []
        self._names: dict[ClientId, str] = {}
        self._amounts: Mapping[ClientId, int] = {}
        self.finder = FindBox(_("Add a payer"), _("Add a payer: type a client's name"))
        self.finder.chosen.connect(self._on_found)
        self.equal_button = Button(_("Equal parts"))
        self.equal_button.clicked.connect(lambda _checked=False: self._on_equal_clicked())
        self.alone_button = Button(_("Client pays alone"), kind="link")
        self.alone_button.clicked.connect(lambda _checked=False: self._keep([]))
        self.table = RowTable(_("Payers"), _columns(), fit_rows=8)
        self.table.set_empty(_("The client pays alone. Add somebody to share the invoice."))
        self.table.edited.connect(self._on_edited)
        self.table.delete_asked.connect(self._on_delete_asked)
        self.note = text_label("", "body", wrap=True)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.finder, 1)
        tools.addWidget(self.equal_button)
        tools.addWidget(self.alone_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(tools)
        layout.addWidget(self.table)
        layout.addWidget(self.note)
        layout.addWidget(text_label(_rules(), "caption", wrap=True))
        layout.addStretch(1)

    def show_payers(
        self,
        draft: Draft,
        client_id: ClientId,
        payers: Sequence[DraftPayer],
        amounts: Mapping[ClientId, int],
    ) -> None:
        """Shows the stored payers and what each is billed, net; an unfinished split stays."""
        is_other = self._draft is None or self._draft.id != draft.id
        if is_other or list(payers) != self._stored:
            self._payers, self._stored = list(payers), list(payers)
            self._tell("")
        self._draft, self._client_id, self._amounts = draft, client_id, amounts
        choices = client_choices(clients.list_names(self._desk.read))
        if dict(choices) != self._names:
            self._names = dict(choices)
            self.finder.set_choices(choices)
        self._show()

    def _show(self) -> None:
        practice = practices.get(self._desk.read)
        rows = [
            PayerRow(
                payer.client_id,
                self._names.get(payer.client_id, ""),
                _share_words(payer, practice),
                _amount_words(self._amounts.get(payer.client_id), practice),
                payer.masks_narrative,
                payer.consent,
                payer.client_id == self._client_id,
            )
            for payer in self._payers
        ]
        self.table.set_rows(rows, key=lambda row: row.id)
        self.equal_button.setEnabled(len(rows) > 1)
        self.alone_button.setVisible(bool(rows))

    def _on_found(self, key: object) -> None:
        self.finder.clear()
        if self._draft is None or not isinstance(key, int):
            return
        draft_id = self._draft.id
        payers = list(self._payers) or [self._new_payer(draft_id, self._client_id)]
        if all(payer.client_id != key for payer in payers):
            payers.append(self._new_payer(draft_id, ClientId(key)))
        self._keep(_equal(payers))

    def _new_payer(self, draft_id: DraftId, client_id: ClientId) -> DraftPayer:
        return DraftPayer(
            id=0, draft_id=draft_id, client_id=client_id, share_ppm=0, fixed_cents=None,
            is_rest=False, masks_narrative=client_id != self._client_id, consent="",
        )  # fmt: skip

    def _on_equal_clicked(self) -> None:
        self._keep(_equal(self._payers))

    def _on_delete_asked(self, client_id: object) -> None:
        left = [payer for payer in self._payers if payer.client_id != client_id]
        self._keep(left if len(left) > 1 else [])

    def _on_edited(self, client_id: object, column: str, text: str) -> None:
        place = next(n for n, each in enumerate(self._payers) if each.client_id == client_id)
        payers = list(self._payers)
        try:
            payers[place] = self._edited(payers[place], column, text)
        except FieldError as error:
            self._tell(str(error))
            self._show()
            return
        self._keep(payers)

    def _edited(self, payer: DraftPayer, column: str, text: str) -> DraftPayer:
        if column == "masks":
            return replace(payer, masks_narrative=bool(text))
        if column == "consent":
            return replace(payer, consent=text)
        if text.strip().casefold() in {*_REST, _("rest")}:
            return replace(payer, share_ppm=None, fixed_cents=None, is_rest=True)
        if "/" in text:
            ppm = round_half_up(parse_share(text) * PPM)
            return replace(payer, share_ppm=ppm, fixed_cents=None, is_rest=False)
        if text.strip().endswith("%"):
            ppm = percent_ppm("share", text)
            return replace(payer, share_ppm=ppm, fixed_cents=None, is_rest=False)
        cents = typed_cents("share", text, practices.get(self._desk.read))
        return replace(payer, share_ppm=None, fixed_cents=cents, is_rest=False)

    def _keep(self, payers: list[DraftPayer]) -> None:
        """Saves the split where it is whole; else it stays here, and the note says why."""
        self._payers = payers
        if self._draft is None:
            return
        try:
            self._desk.transact(set_payers, self._draft.id, payers)
        except FieldError as error:
            self._tell(str(error))
        except LawDeskError as error:
            self.refused.emit(error)
        else:
            self._tell("")
        self._show()

    def _tell(self, text: str) -> None:
        words = _("Not kept yet: {reason}").format(reason=text) if text else ""
        self.note.setText(words)
        set_style_property(self.note, "tone", "attention")
        self.note.setVisible(bool(words))


def _columns() -> list[Column]:
    return [
        Column("name", _("Payer"), lambda row: row.name),
        Column("share", _("Share"), lambda row: row.share, 92, right=True, editor=Editor.TEXT),
        Column("amount", _("Net"), lambda row: row.amount, 88, right=True),
        Column(
            "masks", _("Mask"), lambda row: "1" if row.masks else "", 48, editor=Editor.CHECK
        ),
        Column(
            "consent", _("How the client agreed"), lambda row: row.consent, editor=Editor.TEXT,
            edit_text=lambda row: row.consent, editable=lambda row: not row.is_client,
            badge=lambda row: None if row.is_client or row.consent else (_("missing"), "attention"),
        ),
    ]  # fmt: skip


def _equal(payers: Sequence[DraftPayer]) -> list[DraftPayer]:
    """Everybody the same share, to the millionth; what is left over is the first one's."""
    each, rest = divmod(PPM, max(1, len(payers)))
    return [
        replace(
            payer, share_ppm=each + (rest if place == 0 else 0), fixed_cents=None, is_rest=False
        )
        for place, payer in enumerate(payers)
    ]


def _share_words(payer: DraftPayer, practice: Practice) -> str:
    if payer.is_rest and payer.share_ppm is None:
        return _("rest")
    if payer.share_ppm is not None:
        return format_percent(payer.share_ppm, practice.locale)
    return format_money(payer.fixed_cents or 0, practice.currency, practice.locale)


def _amount_words(cents: int | None, practice: Practice) -> str:
    return "" if cents is None else format_money(cents, practice.currency, practice.locale)


def _rules() -> str:
    return _(
        "Type a share as 50 %, an amount as 400.00, or rest. Each payer gets an own invoice with "
        "its own number. Masked payers do not read what the work was."
    )
