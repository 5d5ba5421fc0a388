"""The practice's templates of letters and agreements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.letters.letters import LetterTemplateId
from lawdesk.operations.letter_templates import (
    add_starter_templates,
    archive_template,
    restore_template,
)
from lawdesk.store import clients, letter_templates
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.pages.letters.letter_form import letter_kind_words
from lawdesk.ui.pages.letters.template_form import TemplateForm
from lawdesk.ui.pages.practice_choices import language_choices
from lawdesk.ui.plain_words import isolated, shortened
from lawdesk.ui.widgets.check_box import CheckBox
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_MOST_ROWS = 40


class TemplatesPart(Page):
    """Enter changes a template, Del puts it away; a link brings those of LawDesk."""

    tables: ClassVar[frozenset[str]] = frozenset({"letter_templates"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = SectionHead(_("Letter templates"))
        self.starter_button = self.head.add_link(_("Add the starter letters"), self._on_starters)
        self.add_button = self.head.add_link(_("New template"), self.begin_new)
        self.head.show_line(
            _("A letter on a matter or to a client starts from one in the client's language.")
        )
        self.form = TemplateForm(desk)
        self.table = RowTable(_("Letter templates"), self._columns(), fit_rows=_MOST_ROWS)
        self.table.set_empty(
            _("No templates yet. LawDesk brings five to start from, in four languages."),
            _("Add the starter letters"),
            self._on_starters,
        )
        self.with_archived = CheckBox(_("Show archived templates"))
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.head, self.form, self.table, self.with_archived):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._reload()

    def refresh(self) -> None:
        """Reads the templates again."""
        archived = self.with_archived.isChecked()
        rows = letter_templates.list_all(self.desk.read, with_archived=archived)
        self.table.set_rows(rows, lambda row: row.id)
        words = _("1 template") if len(rows) == 1 else _("{count} templates")
        self.table.set_summary(words.format(count=len(rows)) if rows else "")

    def begin_new(self) -> None:
        """Opens the form for a new template."""
        self.form.open_new()

    def typed(self) -> dict[str, str]:
        """What stands in the form, when it is open."""
        return self.form.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.form.show_typed(typed)

    def _connect(self) -> None:
        self.form.closed.connect(self.table.view.setFocus)
        self.form.saved.connect(self.table.select)
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(lambda key, _link: self._on_restore_asked(key))
        self.table.delete_asked.connect(self._on_delete_asked)
        self.with_archived.toggled.connect(lambda _checked: self.refresh())

    def _columns(self) -> list[Column]:
        languages, kinds = dict(language_choices()), letter_kind_words()
        return [
            Column(
                "title",
                _("Name"),
                lambda row: isolated(row.title),
                stretch=3,
                badge=lambda row: (_("archived"), "quiet") if row.archived_at else None,
            ),
            Column("kind", _("Kind"), lambda row: kinds[row.kind], width=190, optional=True),
            Column(
                "language",
                _("Language"),
                lambda row: languages.get(row.language, row.language),
                width=100,
                links=lambda row: [("restore", _("Restore"))] if row.archived_at else [],
            ),
        ]

    def _on_starters(self) -> None:
        """In the practice's language and in those of its clients."""
        from lawdesk.exports.starter_letters import starter_letters

        read, desk = self.desk.read, self.desk
        wanted = {practices.get(read).language, *clients.list_languages(read)}
        known = [str(code) for code, _words in language_choices() if code in wanted]
        added = desk.do(add_starter_templates, starter_letters(known), now=desk.clock.now().at)
        if added:
            words = _("1 template was added.") if added == 1 else _("{count} templates were added.")
            desk.say(words.format(count=added))
        elif added == 0:
            desk.say(_("All of them are here already; nothing was changed."))

    def _on_opened(self, key: object) -> None:
        if isinstance(key, int):
            self.form.open_change(LetterTemplateId(key))

    def _on_restore_asked(self, key: object) -> None:
        if isinstance(key, int):
            self.desk.do(restore_template, LetterTemplateId(key))

    def _on_delete_asked(self, key: object) -> None:
        row, desk = self.table.row(key), self.desk
        if row is None or row.archived_at is not None:
            return
        if desk.do(archive_template, row.id, now=desk.clock.now().at) is not None:
            desk.say(
                _("“{title}” lies in the archive.").format(title=shortened(row.title, 40)),
                (_("Undo"), lambda: desk.do(restore_template, row.id)),
            )
