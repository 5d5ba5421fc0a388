"""The form for one text to write updates with."""

from __future__ import annotations

from collections.abc import Mapping

from lawdesk.domain.matters import AREAS
from lawdesk.domain.snippets import SnippetId, SnippetKind
from lawdesk.operations.snippets import add_snippet, change_snippet
from lawdesk.store import practice as practices
from lawdesk.store import snippets
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.open_form import OpenForm
from lawdesk.ui.pages.practice_choices import language_choices


def snippet_kind_words() -> dict[SnippetKind, str]:
    """What a text is for."""
    return {
        SnippetKind.SNIPPET: _("Text to put in"),
        SnippetKind.UPDATE: _("Template of an update"),
    }


class SnippetForm(OpenForm):
    """Closed once the text is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._changed: SnippetId | None = None
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
        self._lay_out([self.form])

    def open_new(self) -> None:
        """Opens the form for a new text."""
        self._changed = None
        language = practices.get(self._desk.read).language
        values = {"kind": SnippetKind.SNIPPET.value, "language": language}
        self.form.show_values({**values, "title": "", "area": "", "text": ""})
        self._open(_("Add the text"), "title")

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
        self._open(_("Keep changes"), "title")

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens the form again with what `typed` gave."""
        if typed["changed"]:
            self.open_change(SnippetId(int(typed["changed"])))
        else:
            self.open_new()
        super().show_typed(typed)

    def _open(self, keep: str, focus: str) -> None:
        self.form.set_visible("kind", visible=self._changed is None)
        super()._open(keep, focus)

    def _keep(self) -> SnippetId:
        values, at = self.form.values(), self._desk.clock.now().at
        texts = {name: str(values[name]) for name in ("area", "language", "title", "text")}
        if self._changed is not None:
            return self._desk.transact(change_snippet, self._changed, **texts, now=at)
        kind = SnippetKind(str(values["kind"]))
        return self._desk.transact(add_snippet, kind, **texts, now=at)
