"""The practice's texts to write updates with: templates and pieces, by area and language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.snippets import Snippet, SnippetId
from lawdesk.operations.snippets import add_starter_texts, archive_snippet, restore_snippet
from lawdesk.store import practice as practices
from lawdesk.store import snippets
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.informed.contact_words import days_words
from lawdesk.ui.pages.informed.snippet_form import SnippetForm, snippet_kind_words
from lawdesk.ui.pages.practice_choices import language_choices
from lawdesk.ui.plain_words import isolated, shortened
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_MOST_ROWS = 40


class SnippetsPart(Page):
    """Enter changes a text, Del puts it away; a link brings the texts of LawDesk."""

    tables: ClassVar[frozenset[str]] = frozenset({"snippets"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = SectionHead(_("Texts to write with"))
        self.starter_button = self.head.add_link(_("Add the starter texts"), self._on_starters)
        self.add_button = self.head.add_link(_("New text"), self.begin_new)
        self.head.show_line(
            _("Offered while you write an update, by the client's language and the matter's area.")
        )
        self.form = SnippetForm(desk)
        self.table = RowTable(_("Texts to write with"), self._columns(), fit_rows=_MOST_ROWS)
        self.form.closed.connect(self._on_form_closed)
        self.form.saved.connect(self.table.select)
        self.table.set_empty(
            _("No texts yet. LawDesk brings some to start from, in four languages."),
            _("Add the starter texts"),
            self._on_starters,
        )
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(lambda key, _link: self._on_restore_asked(key))
        self.table.delete_asked.connect(self._on_delete_asked)
        self.with_archived = CheckBox(_("Show archived texts"))
        self.with_archived.toggled.connect(lambda _checked: self.refresh())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.head, self.form, self.table, self.with_archived):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._reload()

    def refresh(self) -> None:
        """Reads the texts again."""
        rows = snippets.list_all(self.desk.read, with_archived=self.with_archived.isChecked())
        self.table.set_rows(rows, lambda row: row.id)
        count = len(rows)
        self.table.set_summary(days_words(count, _("1 text"), _("{count} texts")) if count else "")

    def begin_new(self) -> None:
        """Opens the form for a new text."""
        self.form.open_new()

    def typed(self) -> dict[str, str]:
        """What stands in the form, when it is open."""
        return self.form.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.form.show_typed(typed)

    def _columns(self) -> list[Column]:
        languages = dict(language_choices())
        kinds = snippet_kind_words()
        return [
            Column(
                "title",
                _("Name"),
                lambda row: isolated(row.title),
                stretch=3,
                detail=_beginning,
                badge=lambda row: (_("archived"), "quiet") if row.archived_at else None,
            ),
            Column("kind", _("Kind"), lambda row: kinds[row.kind], width=150, optional=True),
            Column("area", _("Area"), lambda row: row.area or _("every area"), width=140),
            Column(
                "language",
                _("Language"),
                lambda row: languages.get(row.language, row.language),
                width=84,
                links=lambda row: [("restore", _("Restore"))] if row.archived_at else [],
            ),
        ]

    def _on_starters(self) -> None:
        """In the practice's language and in those of its clients."""
        from lawdesk.exports.starter_texts import starter_texts
        from lawdesk.store import clients

        read, desk = self.desk.read, self.desk
        wanted = {practices.get(read).language, *clients.list_languages(read)}
        known = [code for code, _words in language_choices() if code in wanted]
        texts = starter_texts(str(code) for code in known)
        added = desk.do(add_starter_texts, texts, now=desk.clock.now().at)
        if added:
            desk.say(days_words(added, _("1 text was added."), _("{count} texts were added.")))
        elif added == 0:
            desk.say(_("All of them are here already; nothing was changed."))

    def _on_opened(self, key: object) -> None:
        if isinstance(key, int):
            self.form.open_change(SnippetId(key))

    def _on_restore_asked(self, key: object) -> None:
        if isinstance(key, int):
            self.desk.do(restore_snippet, SnippetId(key))

    def _on_delete_asked(self, key: object) -> None:
        row, desk = self.table.row(key), self.desk
        if row is None or row.archived_at is not None:
            return
        if desk.do(archive_snippet, row.id, now=desk.clock.now().at) is not None:
            desk.say(
                _("“{title}” lies in the archive.").format(title=shortened(row.title, 40)),
                (_("Undo"), lambda: desk.do(restore_snippet, row.id)),
            )

    def _on_form_closed(self) -> None:
        self.table.view.setFocus()


def _beginning(row: Snippet) -> str:
    words = shortened(row.text.replace("---", ""), 90)
    return isolated(f" · {words}") if words else ""
