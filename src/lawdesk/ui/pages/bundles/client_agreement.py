"""What is agreed with a client about bundles: the words that open all of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.bundle_handover import LEAST_BITS, should_renew
from lawdesk.domain.bundles import WordsKind
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.bundles.standing_words import agree_standing_words, end_standing_words
from lawdesk.store import clients, standing_words
from lawdesk.store import practice as practices
from lawdesk.store.standing_words import StandingWords
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.bundles.bundle_writing import fresh_words
from lawdesk.ui.pages.bundles.client_papers import Card, save_card
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import set_style_property, text_label


class ClientAgreement(QWidget):
    """One line that says how it stands, with links; a form opens below it."""

    def __init__(self, desk: Desk, files: FileQuestions) -> None:
        super().__init__()
        self._desk, self._files = desk, files
        self._client_id: ClientId | None = None
        self._generated = ""
        self.line = text_label("", wrap=True)
        self.agree_button = Button(_("Agree on words…"), kind="link")
        self.show_button = Button(_("Show words"), kind="link")
        self.card_button = Button(_("Save card…"), kind="link")
        self.end_button = Button(_("End them"), kind="link")
        self.words = text_label("", "figure", wrap=True)
        self.words.setAccessibleName(_("The standing words"))
        self.words.hide()
        self.form = Form(columns=2)
        self.form.add_line(
            "words",
            _("Six words"),
            wide=True,
            hint=_("Made by chance. Read them out, or hand over the card; never mail them."),
        )
        self.form.add_date("agreed_on", _("Agreed on"))
        self.form.add_line("agreed_how", _("How"), placeholder=_("in person, on the phone"))
        self.again_button = Button(_("Other words"), icon="undo")
        self.keep_button = Button(_("Agree"), icon="check", kind="primary")
        self._connect()
        self._lay_out()

    def show_client(self, client_id: ClientId) -> None:
        """Says what is agreed with this client."""
        if client_id != self._client_id:
            self._close()
            self.words.hide()
        self._client_id = client_id
        held = standing_words.find(self._desk.read, client_id)
        self.line.setText(self._line(held))
        old = held is not None and should_renew(held.agreed_on, self._desk.clock.now().day)
        set_style_property(self.line, "tone", "attention" if old else "")
        self.agree_button.set_words(_("Agree on others…") if held else _("Agree on words…"))
        for button in (self.show_button, self.card_button, self.end_button):
            button.setVisible(held is not None)
        if held is None:
            self.words.hide()
        self.words.setText(held.words if held and self.words.isVisibleTo(self) else "")

    def typed(self) -> dict[str, str]:
        """What stands in the form, when it is open."""
        return self.form.typed() if self._fields.isVisible() else {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens the form again."""
        if typed:
            self.open()
            self.form.show_typed(typed)

    def open(self) -> None:
        """Opens the form with fresh words and today's date."""
        locale = practices.get(self._desk.read).locale
        today = format_date(self._desk.clock.now().day, locale, "short")
        self.form.clear_errors()
        self.form.show_values({"agreed_on": today, "agreed_how": ""})
        self._on_again_clicked()
        self._fields.show()
        self.form.focus("agreed_how")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape and self._fields.isVisible():
            self._close()
            self.agree_button.setFocus()
        else:
            super().keyPressEvent(event)

    def _line(self, held: StandingWords | None) -> str:
        if held is None:
            return _("No standing words: each bundle gets words of its own.")
        day = format_date(held.agreed_on, practices.get(self._desk.read).locale)
        words = _("Standing words were agreed on {date}: {how}.")
        if should_renew(held.agreed_on, self._desk.clock.now().day):
            words = _("Standing words were agreed on {date}: {how}. Agree on new ones each year.")
        return words.format(date=day, how=held.agreed_how)

    def _connect(self) -> None:
        self.agree_button.clicked.connect(lambda _checked=False: self.open())
        self.show_button.clicked.connect(lambda _checked=False: self._on_show_clicked())
        self.card_button.clicked.connect(lambda _checked=False: self._on_card_clicked())
        self.end_button.clicked.connect(lambda _checked=False: self._on_end_clicked())
        self.again_button.clicked.connect(lambda _checked=False: self._on_again_clicked())
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.line, 1)
        for button in (self.agree_button, self.show_button, self.card_button, self.end_button):
            line.addWidget(button)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        self._fields = QWidget()
        below = QVBoxLayout(self._fields)
        below.setContentsMargins(0, 4, 0, 8)
        below.addWidget(self.form)
        below.addLayout(buttons)
        self._fields.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.words)
        layout.addWidget(self._fields)

    def _close(self) -> None:
        self._fields.hide()
        self._generated = ""
        self.form.show_values({"words": ""})

    def _on_again_clicked(self) -> None:
        self._generated = fresh_words()
        self.form.show_values({"words": self._generated})

    def _on_keep_clicked(self) -> None:
        client_id, desk, now = self._client_id, self._desk, self._desk.clock.now()
        if client_id is None:
            return
        self.form.clear_errors()
        values, locale = self.form.values(), practices.get(desk.read).locale
        try:
            self._check_strength(str(values["words"]), client_id)
            desk.transact(
                agree_standing_words,
                client_id,
                str(values["words"]),
                agreed_on=parse_date(str(values["agreed_on"]), now.day, locale),
                agreed_how=str(values["agreed_how"]),
                now=now,
            )
        except FieldError as error:
            name = error.field if self.form.has_field(error.field) else "agreed_on"
            self.form.show_error(name, str(error))
            self.form.focus(name)
        except LawDeskError as error:
            desk.failed.emit(error)
        else:
            self._close()
            desk.say(_("The words are agreed. Hand them over; the card helps."))

    def _check_strength(self, words: str, client_id: ClientId) -> None:
        """Words made here are strong; words that were typed must be as hard to guess."""
        if " ".join(words.split()) == self._generated:
            return
        from lawdesk.vault.passphrases import estimated_bits

        name = clients.get(self._desk.read, client_id).name
        settings = practices.get(self._desk.read)
        if estimated_bits(words, (name, settings.name)) < LEAST_BITS:
            raise FieldError(
                "words",
                _("These words are too easy to guess; nothing was agreed."),
                _("Take the words that LawDesk makes."),
            )

    def _on_show_clicked(self) -> None:
        held = self._held()
        shown = not self.words.isVisible()
        self.words.setText(held.words if held and shown else "")
        self.words.setVisible(bool(held) and shown)
        self.show_button.set_words(_("Hide words") if shown else _("Show words"))

    def _on_card_clicked(self) -> None:
        held = self._held()
        if held is not None:
            card = Card(held.client_id, held.words, "", held.agreed_on, WordsKind.STANDING)
            save_card(self._desk, self._files, self, card, "words-standing.pdf")

    def _on_end_clicked(self) -> None:
        client_id = self._client_id
        sentence = _(
            "New bundles get words of their own from now on. Bundles made with the standing words "
            "still open with them."
        )
        if client_id is not None and confirm(
            self, _("End the standing words"), sentence, _("End them")
        ):
            self._desk.do(end_standing_words, client_id, now=self._desk.clock.now())

    def _held(self) -> StandingWords | None:
        if self._client_id is None:
            return None
        return standing_words.find(self._desk.read, self._client_id)
