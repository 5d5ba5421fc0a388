"""The log of bundles of a client or of a matter: what went out, how, and whether it was opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from lawdesk.domain.bundle_handover import FileChannel
from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.store import bundles, matters
from lawdesk.store import practice as practices
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.kept_parts import show_typed_in, typed_in
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.bundles.bundle_detail import BundleDetail
from lawdesk.ui.pages.bundles.bundle_result import BundleResult
from lawdesk.ui.pages.bundles.bundle_writing import WrittenBundle
from lawdesk.ui.pages.bundles.client_agreement import ClientAgreement
from lawdesk.ui.pages.bundles.log_words import LogRow, log_row
from lawdesk.ui.pages.bundles.trial_bundle import TrialBundle
from lawdesk.ui.questions import FileQuestions, documents
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable
from lawdesk.ui.widgets.scrolling import scrolled

_MOST_ROWS = 7


class BundleLog(Page):
    """The list, the chosen bundle below it. For a client also what is agreed with them."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"bundles", "bundle_deliveries", "standing_words", "clients", "matters"}
    )

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        mails: MailHandover | None = None,
        files: FileQuestions | None = None,
    ) -> None:
        super().__init__(desk, parent)
        asked = self._files = files or FileQuestions()
        self._client_id: ClientId | None = None
        self._matter_id: MatterId | None = None
        self._shown: int | None = None
        self.new_button = Button(_("Make bundle"), icon="bundle")
        self.new_button.clicked.connect(lambda _checked=False: self._on_new_clicked())
        self.table = RowTable(_("Bundles"), _columns(), fit_rows=_MOST_ROWS)
        self.table.set_empty(
            _("No bundle was made yet."), _("Make the first one"), self._on_new_clicked
        )
        self.table.chosen.connect(self._on_chosen)
        self.detail = BundleDetail(desk)
        self.agreement = ClientAgreement(desk, asked)
        self.test_button = Button(_("Make a test bundle…"), kind="link")
        self.test_button.clicked.connect(lambda _checked=False: self._on_test_clicked())
        self._trial = TrialBundle(desk, self)
        self._trial.written.connect(self._on_test_written)
        self.result = BundleResult(desk, mails or MailHandover(desk, parent=self), asked)
        self.result.left.connect(self._on_result_left)
        self._lay_out()

    def show_client(self, client_id: int) -> None:
        """Every bundle of a client, and the words agreed with them."""
        self._show(ClientId(client_id), None)

    def show_matter(self, matter_id: int) -> None:
        """The bundles that were about a matter."""
        client_id = matters.get(self.desk.read, MatterId(matter_id)).client_id
        self._show(client_id, MatterId(matter_id))

    def show_bundle(self, bundle_id: int) -> None:
        """Chooses one bundle of the list."""
        self._on_result_left()
        self.table.select(bundle_id)

    def refresh(self) -> None:
        """Reads the bundles again."""
        client_id, read = self._client_id, self.desk.read
        if client_id is None:
            return
        locale = practices.get(read).locale
        if self._matter_id is None:
            found = bundles.list_of_client(read, client_id)
        else:
            found = bundles.list_of_matter(read, self._matter_id)
        self.table.set_rows([log_row(read, each, locale) for each in found], key=lambda row: row.id)
        self.agreement.setVisible(self._matter_id is None)
        self.test_button.setVisible(self._matter_id is None)
        if self._matter_id is None:
            self.agreement.show_client(client_id)
        if self._shown is None and found:
            self.table.select(found[0].id)
        self.detail.show_bundle(self._shown)

    def typed(self) -> dict[str, str]:
        """What stands in the forms for handing over and for standing words."""
        return typed_in({"agreement": self.agreement, "detail": self.detail})

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Opens those forms again."""
        show_typed_in({"agreement": self.agreement, "detail": self.detail}, typed)

    def _show(self, client_id: ClientId, matter_id: MatterId | None) -> None:
        self._client_id, self._matter_id = client_id, matter_id
        self._shown = None
        self._on_result_left()
        self._reload()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.new_button)
        head.addWidget(self.test_button)
        head.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.agreement)
        column.addWidget(self.table)
        column.addWidget(self.detail)
        column.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(scrolled(content, _("Bundles and the chosen one")))
        self._stack.addWidget(self.result)

    def _on_chosen(self, bundle_id: object) -> None:
        self._shown = cast(int | None, bundle_id)
        self.detail.show_bundle(self._shown)

    def _on_new_clicked(self) -> None:
        if self._matter_id is not None:
            self.open_asked.emit("bundle", self._matter_id)
        elif self._client_id is not None:
            self.open_asked.emit("bundle", -self._client_id)

    def _on_test_clicked(self) -> None:
        folder = self._files.folder(self, _("Folder for the test bundle"), documents())
        if folder is not None and self._client_id is not None:
            self._trial.make(self._client_id, folder)

    def _on_test_written(self, bundle: WrittenBundle) -> None:
        if bundle.client_id == self._client_id:
            self.result.show_bundle(bundle, FileChannel.MAIL)
            self._stack.setCurrentWidget(self.result)
            self.result.words.copy_button.setFocus()

    def _on_result_left(self) -> None:
        self.result.forget()
        self._stack.setCurrentIndex(0)


def _columns() -> list[Column]:
    def quiet(_row: LogRow) -> str:
        return "quiet"

    return [
        Column("number", _("No."), lambda row: row.number, 48),
        Column("day", _("Written"), lambda row: row.day, 104, tone=quiet),
        Column("contents", _("Contents"), lambda row: row.contents),
        Column(
            "handed_over",
            _("Handed over"),
            lambda row: row.handed_over,
            200,
            badge=lambda row: row.badge,
            tone=quiet,
        ),
        Column("format", _("Format"), lambda row: row.format, 64, tone=quiet, optional=True),
        Column("size", _("Size"), lambda row: row.size, 72, right=True, tone=quiet, optional=True),
    ]
