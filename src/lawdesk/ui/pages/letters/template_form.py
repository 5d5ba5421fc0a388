"""The form for one template of a letter, with its PDF for an invented client below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from lawdesk.domain.letters.letters import (
    LetterKind,
    LetterTemplateId,
    TemplateWords,
    unknown_sentence,
)
from lawdesk.errors import FieldError, LawDeskError
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
from lawdesk.ui.pages.practice_choices import language_choices
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule, text_label

_PREVIEW_HEIGHT = 620


class TemplateForm(QWidget):
    """Closed once the template is kept."""

    closed = Signal()
    saved = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._changed: LetterTemplateId | None = None
        self._last = "text"
        self.form = Form(columns=2)
        self.placeholders = PlaceholderMenu()
        self.unknown = text_label("", "caption", wrap=True)
        self.unknown.setProperty("tone", "attention")
        self.preview = LetterPreview(desk, _("Preview of the template"))
        self.preview.setFixedHeight(_PREVIEW_HEIGHT)
        self.edits = self._add_fields()
        self._marks = GapMarks(self._text, only_unknown=True)
        self.keep_button = Button("", icon="check")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
        self._connect()
        self._lay_out()
        self.hide()

    def open_new(self) -> None:
        """Opens the form for a new template."""
        language = practices.get(self._desk.read).language
        self._changed = None
        self._open(TemplateWords(LetterKind.LETTER, language, "", "", ""), _("Add the template"))

    def open_change(self, template_id: LetterTemplateId) -> None:
        """Opens the form with a template."""
        kept = letter_templates.get(self._desk.read, template_id)
        self._changed = template_id
        words = TemplateWords(
            kept.kind, kept.language, kept.title, kept.subject, kept.text, kept.area
        )
        self._open(words, _("Keep changes"))

    def close_form(self) -> None:
        """Gives up what stands in the form."""
        self.hide()
        self.preview.clear()
        self.closed.emit()

    def typed(self) -> dict[str, str]:
        """The fields, and which template is changed; nothing while the form is closed."""
        if self.isHidden():
            return {}
        return {**self.form.typed(), "changed": str(self._changed or "")}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens the form again with what `typed` gave."""
        if typed["changed"]:
            self.open_change(LetterTemplateId(int(typed["changed"])))
        else:
            self.open_new()
        self.form.show_typed(typed)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

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

    def _lay_out(self) -> None:
        leave = Button(_("Close"), kind="link")
        leave.clicked.connect(lambda _checked=False: self.close_form())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.keep_button)
        line.addWidget(leave)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(12)
        layout.addWidget(self.form)
        layout.addLayout(line)
        layout.addWidget(self.preview)
        layout.addWidget(rule())

    def _open(self, words: TemplateWords, keep: str) -> None:
        self.form.clear_errors()
        self.form.show_values(
            {
                "kind": words.kind.value,
                "language": words.language,
                "title": words.title,
                "subject": words.subject,
                "text": words.text,
            }
        )
        self.keep_button.set_words(keep)
        self.show()
        self.form.focus("title")
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

    def _on_keep_clicked(self) -> None:
        desk, words, now = self._desk, self.words(), self._desk.clock.now().at
        self.form.clear_errors()
        try:
            if self._changed is None:
                kept = desk.transact(add_template, words, now=now)
            else:
                kept = desk.transact(change_template, self._changed, words, now=now)
        except FieldError as error:
            self.form.show_error(error.field, str(error))
            self.form.focus(error.field)
        except LawDeskError as error:
            desk.failed.emit(error)
        else:
            self.close_form()
            self.saved.emit(kept)
