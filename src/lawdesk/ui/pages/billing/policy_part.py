"""How the lawyer bills, for the practice, one client or one matter: what holds, and why.

What belongs here: the terms in the words of the sheet, their versions, their acceptance, and the
ways to change them. A change is a new version; nothing that exists is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.billing.billing_policy import BillingPolicy, PolicyVersion
from lawdesk.domain.billing.policy_sheet import PolicySheet
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.billing.policies import (
    end_policy,
    policy_for,
    policy_for_client,
    set_policy,
)
from lawdesk.store import matters
from lawdesk.store import practice as practices
from lawdesk.store.billing import policies
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.paper_view import PaperView
from lawdesk.ui.pages.billing.policy_acceptance import AcceptanceLine
from lawdesk.ui.pages.billing.policy_editor import PolicyEditor
from lawdesk.ui.pages.billing.policy_history import PolicyHistory
from lawdesk.ui.pages.billing.policy_paper import policy_sheet
from lawdesk.ui.pages.billing.policy_view import TermsView
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.questions import FileQuestions


class PolicyPart(Page):
    """Terms to read; the form, the sheet and the acceptance open in their place."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"billing_policies", "policy_acceptances", "rates", "practice", "clients", "matters"}
    )

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, files: FileQuestions | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._client_id: ClientId | None = None
        self._matter_id: MatterId | None = None
        self._version: PolicyVersion | None = None
        self.editor: PolicyEditor | None = None
        self.head = SectionHead(_("How I bill"))
        self.change_button = self.head.add_link(_("Change terms"), self.begin_change)
        self.sheet_button = self.head.add_link(_("Sheet (PDF)"), self.show_sheet)
        self.end_button = self.head.add_link(_("Back to usual terms"), self._on_end_clicked)
        self.acceptance = AcceptanceLine(desk)
        self.terms = TermsView()
        self.sheet = PaperView(desk, _("How I bill, as the client gets it"), files)
        self.sheet.closed.connect(self._show_terms)
        self.sheet.drawn.connect(self.head.bring_up)
        self.history = PolicyHistory()
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(12)
        for each in (self.head, self.acceptance, self.sheet, self.terms, self.history):
            self._place.addWidget(each)
        self.sheet.hide()

    def show_practice(self) -> None:
        """Shows the practice's own terms."""
        self._show(None, None)

    def show_client(self, client_id: ClientId) -> None:
        """Shows the terms that hold for a client."""
        self._show(client_id, None)

    def show_matter(self, matter_id: MatterId) -> None:
        """Shows the terms that hold for a matter."""
        self._show(matters.get(self.desk.read, matter_id).client_id, matter_id)

    def refresh(self) -> None:
        """Reads what holds today, and shows it and its versions."""
        read, day = self.desk.read, self.desk.clock.now().day
        practice = practices.get(read)
        if self._matter_id is not None:
            version = policy_for(read, self._matter_id, day)
        else:
            version = policy_for_client(read, self._client_id, day)
        self._version = version
        self.head.show_line(self._standing(version, practice, day))
        self.end_button.setVisible(self._is_own(version) and self._client_id is not None)
        sheet = policy_sheet(read, version, self._client_id, self._matter_id, day)
        self.terms.show_sheet(replace(sheet, language=practice.language, locale=practice.locale))
        self.acceptance.show_version(self._client_id, version, practice)
        reach = (None, self._matter_id) if self._matter_id else (self._client_id, None)
        self.history.show_versions(read, policies.list_versions(read, *reach), version, practice)

    def typed(self) -> dict[str, str]:
        """What stands in the form for new terms, when it is open."""
        return self.editor.typed() if self.editor is not None else {}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.begin_change()
        if self.editor is not None:
            self.editor.show_typed(typed)

    def begin_change(self) -> None:
        """Opens the form with the terms that hold now."""
        if self._version is None:
            return
        self._close_editor()
        practice = practices.get(self.desk.read)
        self.editor = PolicyEditor(practice, self.desk.clock.now().day)
        self.editor.kept.connect(self._on_kept)
        self.editor.closed.connect(self._show_terms)
        self.editor.show_terms(self._version.terms)
        self._place.insertWidget(2, self.editor)
        self.editor.show()
        self._show_only(self.editor)
        QTimer.singleShot(0, self.editor, partial(self.editor.form.focus, "unit"))

    def show_sheet(self) -> None:
        """Draws the one-page sheet and shows it."""
        if self._version is None:
            return
        day = self.desk.clock.now().day
        sheet = policy_sheet(self.desk.read, self._version, self._client_id, self._matter_id, day)
        self._close_editor()
        title = _("How I bill, version {version}").format(version=sheet.version)
        self.sheet.draw(partial(_drawn, sheet), title, self._client_id, self._matter_id)
        self._show_only(self.sheet)
        self.sheet.close_button.setFocus()

    def _show(self, client_id: ClientId | None, matter_id: MatterId | None) -> None:
        if (client_id, matter_id) != (self._client_id, self._matter_id):
            self._show_terms()
        self._client_id, self._matter_id = client_id, matter_id
        self._reload()

    def _standing(self, version: PolicyVersion, practice: Practice, day: date) -> str:
        since = format_date(version.valid_from, practice.locale)
        if version.matter_id is not None:
            words = _("This matter's own terms hold: version {version}, since {date}.")
        elif version.client_id is not None:
            words = _("The client's own terms hold: version {version}, since {date}.")
        elif self._client_id is None:
            words = _("Version {version}, since {date}.")
        else:
            words = _("Your usual terms hold: version {version}, since {date}.")
        told = words.format(version=version.version, date=since)
        later = self._later(day)
        if later is not None:
            first = format_date(later.valid_from, practice.locale)
            changes = _("From {date} on version {version} holds.")
            told += " " + changes.format(date=first, version=later.version)
        return told

    def _later(self, day: date) -> PolicyVersion | None:
        """The version of this very reach that begins next."""
        reach = (None, self._matter_id) if self._matter_id else (self._client_id, None)
        coming = [
            v
            for v in policies.list_versions(self.desk.read, *reach)
            if v.valid_from > day and v.ended_on is None
        ]
        return min(coming, key=lambda v: (v.valid_from, -v.version), default=None)

    def _is_own(self, version: PolicyVersion) -> bool:
        if self._matter_id is not None:
            return version.matter_id == self._matter_id
        return version.client_id == self._client_id

    def _on_kept(self, terms: BillingPolicy, day: date) -> None:
        editor, now = self.editor, self.desk.clock.now()
        if editor is None:
            return
        client_id = None if self._matter_id is not None else self._client_id
        try:
            self.desk.transact(
                set_policy,
                terms,
                valid_from=day,
                now=now,
                client_id=client_id,
                matter_id=self._matter_id,
            )
        except FieldError as error:
            editor.show_error(error)
            return
        except LawDeskError as error:
            self.desk.failed.emit(error)
            return
        self._show_terms()
        locale = practices.get(self.desk.read).locale
        words = _("New terms hold from {date} on. Work and invoices that exist keep theirs.")
        self.desk.say(words.format(date=format_date(day, locale)))

    def _on_end_clicked(self) -> None:
        """Ends every version of this reach, so that no earlier one comes back."""
        now = self.desk.clock.now()
        reach = (None, self._matter_id) if self._matter_id else (self._client_id, None)
        for version in policies.list_versions(self.desk.read, *reach):
            if version.ended_on is None:
                self.desk.do(end_policy, version.id, now=now)
        self.desk.say(_("Your usual terms hold again from today on."))

    def _show_only(self, shown: QWidget) -> None:
        for each in (self.terms, self.sheet, self.history):
            each.setVisible(each is shown)
        self.acceptance.setVisible(shown is self.sheet and self._client_id is not None)

    def _show_terms(self) -> None:
        self._close_editor()
        self.sheet.hide()
        self.terms.show()
        self.history.show()
        self.acceptance.setVisible(self._client_id is not None)
        self.change_button.setFocus()

    def _close_editor(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None


def _drawn(sheet: PolicySheet) -> bytes:
    from lawdesk.exports.billing.policy_sheet_pdf import draw_policy_sheet

    return draw_policy_sheet(sheet)
