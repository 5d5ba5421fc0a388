"""The form for one text to write updates with."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.matters import AREAS
from lawdesk.domain.snippets import SnippetId, SnippetKind
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.snippets import add_snippet, change_snippet
from lawdesk.store import practice as practices
from lawdesk.store import snippets
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.practice_choices import language_choices
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule


def snippet_kind_words() -> dict[SnippetKind, str]:
    """What a text is for."""
    return {
        SnippetKind.SNIPPET: _("Text to put in"),
        SnippetKind.UPDATE: _("Template of an update"),
    }


class SnippetForm(QWidget):
    """Closed once the text is kept."""

    closed = Signal()
    saved = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._changed: SnippetId | None = None
        self.form = Form(columns=2)
        kinds = snippet_kind_words().items()
        self.form.add_choice("kind", _("Kind"), [(kind.value, words) for kind, words in kinds])
        self.form.add_choice("language", _("Language"), language_choices())
        self.form.add_line("title", _("Name of the text"))
        area = self.form.add_line("area", _("Practice area"), hint=_("Empty for every area"))
        area.set_phrases([_(known) for known in AREAS])
        hint = _(
            "Write what is to be filled in as [date]. In a template a line of --- parts what "
            "happened, what comes next and what you need."
        )
        self.form.add_text("text", _("Text"), lines=8, hint=hint)
        self.keep_button = Button("", icon="check")
        self.keep_button.clicked.connect(lambda _checked=False: self._on_keep_clicked())
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
        layout.addWidget(rule())
        self.hide()

    def open_new(self) -> None:
        """Opens the form for a new text."""
        self._changed = None
        language = practices.get(self._desk.read).language
        values = {"kind": SnippetKind.SNIPPET.value, "language": language}
        self.form.show_values({**values, "title": "", "area": "", "text": ""})
        self._open(_("Add the text"))

    def open_change(self, snippet_id: SnippetId) -> None:
        """Opens the form with a text."""
        text = snippets.get(self._desk.read, snippet_id)
        self._changed = snippet_id
        self.form.show_values(
            {
                "kind": text.kind.value,
                "language": text.language,
                "title": text.title,
                "area": text.area,
                "text": text.text,
            }
        )
        self._open(_("Keep changes"))

    def close_form(self) -> None:
        """Gives up what stands in the form."""
        self.hide()
        self.closed.emit()

    def typed(self) -> dict[str, str]:
        """The fields, and which text is changed; nothing while the form is closed."""
        if self.isHidden():
            return {}
        return {**self.form.typed(), "changed": str(self._changed or "")}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens the form again with what `typed` gave."""
        if typed["changed"]:
            self.open_change(SnippetId(int(typed["changed"])))
        else:
            self.open_new()
        self.form.show_typed(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _open(self, words: str) -> None:
        self.keep_button.set_words(words)
        self.form.set_visible("kind", visible=self._changed is None)
        self.form.clear_errors()
        self.show()
        self.form.focus("title")

    def _on_keep_clicked(self) -> None:
        self.form.clear_errors()
        try:
            snippet_id = self._keep()
        except FieldError as error:
            self.form.show_error(error.field, str(error))
            self.form.focus(error.field)
        except LawDeskError as error:
            self._desk.failed.emit(error)
        else:
            self.close_form()
            self.saved.emit(snippet_id)

    def _keep(self) -> SnippetId:
        values, at = self.form.values(), self._desk.clock.now().at
        texts = {name: str(values[name]) for name in ("area", "language", "title", "text")}
        if self._changed is not None:
            return self._desk.transact(change_snippet, self._changed, **texts, now=at)
        kind = SnippetKind(str(values["kind"]))
        return self._desk.transact(add_snippet, kind, **texts, now=at)
