"""The fields of a letter, what can be put into it, and what is still to fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from lawdesk.domain.letters.letters import LetterDraft, LetterKind, LetterTemplate
from lawdesk.domain.letters.placeholders import gaps_named
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.letters.gap_marks import GapMarks, go_to_gap
from lawdesk.ui.pages.letters.placeholder_menu import ASK, PlaceholderMenu
from lawdesk.ui.pages.saving_form import SavingForm
from lawdesk.ui.plain_words import isolated, shortened
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.choice_box import Choice
from lawdesk.ui.widgets.labels import set_style_property, text_label

WORDS = ("recipient", "subject", "text", "closing")


def letter_kind_words() -> dict[LetterKind, str]:
    """What is written."""
    return {LetterKind.LETTER: _("Letter"), LetterKind.AGREEMENT: _("Agreement, to be signed")}


class LetterForm(QWidget):
    """Shows what it is told. `typed` goes off with each sign, `committed` when a field is done."""

    typed = Signal()
    committed = Signal(str, object)
    template_picked = Signal(object)  # a LetterTemplate
    templates_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._last = "text"
        self._templates: Sequence[LetterTemplate] = ()
        self.template_button = Button(_("Start from a template"), icon="documents", kind="link")
        self.template_menu = QMenu(self)
        self.placeholders = PlaceholderMenu()
        self.gap_button = Button(_("Next gap"), icon="right", kind="link")
        self.gap_line = text_label("", "caption", wrap=True)
        self.form = SavingForm(desk)
        self.edits = self._add_fields()
        self._marks = [GapMarks(edit) for edit in self._texts().values()]
        self._connect()
        self._lay_out()

    def show_letter(self, draft: LetterDraft, day: str) -> None:
        """Shows a letter; `day` is its day as it can be typed."""
        shown = {name: getattr(draft, name) for name in WORDS}
        self.form.show_stored(
            draft.id,
            {"kind": draft.kind.value, "dated_on": day, "invoice_id": draft.invoice_id, **shown},
        )
        self.show_gaps()

    def show_templates(self, found: Sequence[LetterTemplate]) -> None:
        """What a letter can start from, in the client's language."""
        self._templates = found

    def show_invoices(self, choices: Sequence[Choice]) -> None:
        """The invoices a letter can be about; without any the field is not there."""
        self._invoice.set_choices([(None, _("None")), *choices])
        self.form.set_visible("invoice_id", visible=bool(choices))

    def words(self) -> dict[str, str]:
        """What stands in the fields of text now, committed or not."""
        values = self.form.values()
        return {name: str(values[name]) for name in WORDS}

    def show_gaps(self) -> None:
        """Says what is still to fill, and where."""
        named = gaps_named("\n".join(self.words().values()))
        sentence = _("Nothing is left to fill.")
        if named:
            sentence = _("Still to fill: {gaps}").format(gaps=named)
        self.gap_line.setText(sentence)
        set_style_property(self.gap_line, "tone", "attention" if named else "")
        self.gap_button.setVisible(bool(named))

    def put_in(self, text: str) -> None:
        """Puts a text where the cursor was last."""
        edit = self.edits[self._last]
        edit.setFocus()
        if isinstance(edit, QLineEdit):
            edit.insert(text)
            edit.textEdited.emit(edit.text())
        else:
            edit.insertPlainText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes which text the cursor is in."""
        if event.type() == QEvent.Type.FocusIn:
            self._last = next(name for name, edit in self.edits.items() if edit is watched)
        return super().eventFilter(watched, event)

    def _add_fields(self) -> dict[str, QPlainTextEdit | QLineEdit]:
        form = self.form
        kinds = [(kind.value, words) for kind, words in letter_kind_words().items()]
        form.add_choice("kind", _("Kind"), kinds)
        form.add_date("dated_on", _("Date"))
        none = (None, _("None"))
        self._invoice = form.add_choice("invoice_id", _("About the invoice"), [none])
        recipient = form.add_text("recipient", _("Recipient"), lines=4)
        subject = form.add_line("subject", _("Subject"), wide=True)
        hint = _("A blank line parts paragraphs; “# ” begins a heading, “- ” a line of a list.")
        text = form.add_text("text", _("Text"), lines=16, hint=hint)
        signing = _("The room for your signature comes after the first line.")
        closing = form.add_text("closing", _("Closing"), lines=3, hint=signing)
        fields = (recipient.control(), subject.control(), text.control(), closing.control())
        return dict(zip(WORDS, fields, strict=True))

    def _texts(self) -> Mapping[str, QPlainTextEdit]:
        return {name: edit for name, edit in self.edits.items() if isinstance(edit, QPlainTextEdit)}

    def _connect(self) -> None:
        self.form.committed.connect(self.committed)
        self.template_button.clicked.connect(lambda _checked=False: self._offer_templates())
        self.gap_button.clicked.connect(lambda _checked=False: self.next_gap())
        for edit in self.edits.values():
            edit.installEventFilter(self)
            if isinstance(edit, QLineEdit):
                edit.textEdited.connect(lambda _text: self.typed.emit())
            else:
                edit.textChanged.connect(self.typed)

    def next_gap(self) -> None:
        """Goes to the next gap: in the text first, then wherever one is left."""
        texts = self._texts()
        for name in ("text", "recipient", "closing"):
            if go_to_gap(texts[name]):
                return
        self.form.focus("subject")

    def _offer_templates(self) -> None:
        self.template_menu.clear()
        for each in self._templates:
            action = self.template_menu.addAction(
                isolated(shortened(each.title)).replace("&", "&&")
            )
            action.triggered.connect(
                lambda _checked=False, each=each: self.template_picked.emit(each)
            )
        if not self._templates:
            action = self.template_menu.addAction(
                _("No template in this language yet: to Settings")
            )
            action.triggered.connect(lambda _checked=False: self.templates_asked.emit())
        below = QPoint(0, self.template_button.height())
        self.template_menu.popup(self.template_button.mapToGlobal(below))

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(16)
        for widget in (self.template_button, self.placeholders):
            links.addWidget(widget)
        links.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.gap_line, 1)
        below.addWidget(self.gap_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(10)
        layout.addLayout(links)
        layout.addLayout(below)
        layout.addWidget(self.form)
        layout.addStretch(1)


def gap_or_value(name: str, values: Mapping[str, str]) -> str:
    """What the menu puts into a letter: the value, or a gap where there is none."""
    if name == ASK:
        return "{{ask." + _("something") + "}}"
    return values.get(name) or f"{{{{{name}}}}}"
