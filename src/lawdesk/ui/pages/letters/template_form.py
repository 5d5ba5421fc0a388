"""The form for one template of a letter, with its PDF for an invented client below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from lawdesk.domain.letters.letters import (
    LetterKind,
    LetterTemplateId,
    TemplateWords,
    unknown_sentence,
)
from lawdesk.operations.letter_templates import add_template, change_template
from lawdesk.store import letter_templates
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.letters.gap_marks import GapMarks
from lawdesk.ui.pages.letters.letter_form import letter_kind_words
from lawdesk.ui.pages.letters.letter_preview import LetterPreview
from lawdesk.ui.pages.letters.placeholder_menu import ASK, PlaceholderMenu
from lawdesk.ui.pages.letters.sample_letter import sample_letter
from lawdesk.ui.pages.open_form import OpenForm
from lawdesk.ui.pages.practice_choices import language_choices
from lawdesk.ui.widgets.labels import text_label

_PREVIEW_HEIGHT = 620


class TemplateForm(OpenForm):
    """Closed once the template is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._changed: LetterTemplateId | None = None
        self._last = "text"
        self.placeholders = PlaceholderMenu()
        self.unknown = text_label("", "caption", wrap=True)
        self.unknown.setProperty("tone", "attention")
        self.preview = LetterPreview(desk, _("Preview of the template"))
        self.preview.setFixedHeight(_PREVIEW_HEIGHT)
        self.edits = self._add_fields()
        self._marks = GapMarks(self._text, only_unknown=True)
        self._connect()
        self._lay_out([self.form], below=[self.preview])

    def open_new(self) -> None:
        """Opens the form for a new template."""
        language = practices.get(self._desk.read).language
        self._changed = None
        words = TemplateWords(LetterKind.LETTER, language, "", "", "")
        self._open_with(words, _("Add the template"))

    def open_change(self, template_id: LetterTemplateId) -> None:
        """Opens the form with a template."""
        kept = letter_templates.get(self._desk.read, template_id)
        self._changed = template_id
        words = TemplateWords(
            kept.kind, kept.language, kept.title, kept.subject, kept.text, kept.area
        )
        self._open_with(words, _("Keep changes"))

    def close_form(self) -> None:
        """Gives up what stands in the form."""
        super().close_form()
        self.preview.clear()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens the form again with what `typed` gave."""
        if typed["changed"]:
            self.open_change(LetterTemplateId(int(typed["changed"])))
        else:
            self.open_new()
        super().show_typed(typed)
        self._on_typed()

    def words(self) -> TemplateWords:
        """What stands in the fields."""
        values = {name: str(value) for name, value in self.form.values().items()}
        return TemplateWords(
            LetterKind(values["kind"]),
            values["language"],
            values["title"],
            values["subject"],
            values["text"],
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes which of the two texts the cursor is in."""
        if event.type() == QEvent.Type.FocusIn:
            self._last = next(name for name, edit in self.edits.items() if edit is watched)
        return super().eventFilter(watched, event)

    def _add_fields(self) -> dict[str, QPlainTextEdit | QLineEdit]:
        form = self.form
        kinds = [(kind.value, words) for kind, words in letter_kind_words().items()]
        form.add_choice("kind", _("Kind"), kinds)
        form.add_choice("language", _("Language"), language_choices())
        form.add_line("title", _("Name of the template"), wide=True)
        subject = form.add_line("subject", _("Subject"), wide=True)
        form.add_widget(self.placeholders)
        hint = _(
            "A blank line parts paragraphs; “# ” begins a heading, “- ” a line of a list. "
            "{{ask.deadline}} is a gap that you fill in each letter."
        )
        text = form.add_text("text", _("Text"), lines=16, hint=hint)
        form.add_widget(self.unknown)
        self._text = text.control()
        return {"subject": subject.control(), "text": self._text}

    def _connect(self) -> None:
        self.placeholders.picked.connect(self._on_placeholder_picked)
        self.form.committed.connect(lambda _name, _value: self._on_typed())
        self._text.textChanged.connect(self._on_typed)
        subject = self.edits["subject"]
        if isinstance(subject, QLineEdit):
            subject.textChanged.connect(lambda _text: self._on_typed())
        for edit in self.edits.values():
            edit.installEventFilter(self)

    def _open_with(self, words: TemplateWords, keep: str) -> None:
        self.form.show_values(
            {
                "kind": words.kind.value,
                "language": words.language,
                "title": words.title,
                "subject": words.subject,
                "text": words.text,
            }
        )
        self._open(keep, "title")
        self._on_typed()

    def _on_typed(self) -> None:
        if self.isHidden():
            return
        words = self.words()
        sentence = unknown_sentence(words)
        self.unknown.setText(sentence)
        self.unknown.setVisible(bool(sentence))
        day = self._desk.clock.now().day
        self.preview.show_soon(lambda: sample_letter(self._desk.read, self.words(), day))

    def _on_placeholder_picked(self, name: str) -> None:
        text = "{{ask." + _("something") + "}}" if name == ASK else f"{{{{{name}}}}}"
        edit = self.edits[self._last]
        edit.setFocus()
        if isinstance(edit, QLineEdit):
            edit.insert(text)
        else:
            edit.insertPlainText(text)

    def _keep(self) -> LetterTemplateId:
        desk, words, now = self._desk, self.words(), self._desk.clock.now().at
        if self._changed is None:
            return desk.transact(add_template, words, now=now)
        return desk.transact(change_template, self._changed, words, now=now)
