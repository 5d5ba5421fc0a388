"""The statement of account of a client: whose, from when to when, and the letter itself."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lawdesk.domain.clients import ClientId
from lawdesk.domain.receivables.papers import StatementPaper
from lawdesk.domain.typed_values import parse_date
from lawdesk.errors import FieldError, LawDeskError
from lawdesk.operations.receivables.papers import statement_paper
from lawdesk.store import clients
from lawdesk.store.receivables import accounts
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.mail_handover import MailHandover
from lawdesk.ui.page import Page
from lawdesk.ui.pages.find_field import FindField
from lawdesk.ui.pages.receivables.arrears_paper import Filed, PaperView
from lawdesk.ui.pages.receivables.arrears_words import figures_today
from lawdesk.ui.pages.receivables.statement_words import statement_mail, texts_for_client
from lawdesk.ui.questions import FileQuestions
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.form import Form
from lawdesk.ui.widgets.labels import rule, text_label

_FORM_WIDTH = 300


class StatementPart(Page):
    """A form at the left, the drawn statement at the right."""

    tables: ClassVar[frozenset[str]] = frozenset({"clients", "practice"})

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        mails: MailHandover,
        files: FileQuestions,
    ) -> None:
        super().__init__(desk, parent)
        self._mails = mails
        self._paper: StatementPaper | None = None
        self._figures = figures_today(desk)
        self.client = FindField(_("Client"), _("Type a part of the name"))
        self.form = Form()
        self.form.add_field("client", _("Client"), self.client)
        self.form.add_date("first", _("From"), placeholder=_("today, fri, 12.3."))
        self.form.add_date("last", _("Up to and with"), placeholder=_("today, fri, 12.3."))
        self.currency = self.form.add_choice("currency", _("Currency"), [])
        self.draw_button = Button(_("Draw statement"), kind="primary")
        self.draw_button.clicked.connect(lambda _checked=False: self.draw())
        self._refused = text_label("", "error", wrap=True)
        self._refused.hide()
        self.sums = text_label("", "quiet", wrap=True)
        self.paper = PaperView(desk, files, _("The statement of account"))
        self.mail_button = self.paper.add_link(_("Open mail draft"), self._on_mail_clicked)
        self.mail_button.setEnabled(False)
        self.paper.drawn.connect(lambda: self.mail_button.setEnabled(True))
        self.client.committed.connect(lambda _key: self._on_client_chosen())
        self._lay_out()

    def refresh(self) -> None:
        """Reads the clients anew."""
        self._figures = figures_today(self.desk)
        names = clients.list_names(self.desk.read)
        self.client.set_choices([(each.id, each.name) for each in names])

    def show_item(self, item_id: int) -> None:
        """Draws the statement of a client, from the first booking to today."""
        self._is_stale = False
        self.refresh()
        self.client.show_value(item_id)
        self._on_client_chosen()
        self.draw()

    def draw(self) -> None:
        """Reads the account and draws its letter on a worker."""
        self.form.clear_errors()
        self._refused.hide()
        self.paper.clear()
        self.mail_button.setEnabled(False)
        self.sums.setText("")
        try:
            paper, client_id = self._read_paper()
        except LawDeskError as error:
            self._show_refusal(error)
            return
        self._paper = paper
        self._show_sums(paper)
        name = clients.get(self.desk.read, client_id).name
        title = _("Statement of account {name} {day}").format(
            name=name, day=paper.last_day.isoformat()
        )
        file_name = f"statement-{paper.last_day.isoformat()}.pdf"
        self.paper.draw(lambda _report: _drawn(paper), Filed(client_id, None, title, file_name))

    def _read_paper(self) -> tuple[StatementPaper, ClientId]:
        key = self.client.value()
        if not isinstance(key, int):
            raise FieldError("client", _("Choose a client; nothing was drawn."))
        client_id = ClientId(key)
        now = self.desk.clock.now()
        currency = self.currency.value()
        paper = statement_paper(
            self.desk.read,
            client_id,
            self._day("first"),
            self._day("last"),
            texts_for_client(self.desk.read, client_id),
            made_on=now.day,
            currency=str(currency) if currency else None,
        )
        return paper, client_id

    def _day(self, name: str) -> date:
        typed, today = str(self.form.values()[name]), self.desk.clock.now().day
        try:
            return parse_date(typed, today, self._figures.practice.locale)
        except FieldError as error:
            raise FieldError(name, error.text, error.hint) from error

    def _show_refusal(self, error: LawDeskError) -> None:
        if isinstance(error, FieldError) and self.form.has_field(error.field):
            self.form.show_error(error.field, str(error))
            self.form.focus(error.field)
        else:
            self._refused.setText(str(error))
            self._refused.show()

    def _show_sums(self, paper: StatementPaper) -> None:
        currency = paper.frame.currency
        balance = self._figures.full_money(paper.closing_cents, currency)
        asked = self._figures.full_money(paper.asked_cents, currency)
        words = _("Balance {balance}; the letter asks for {asked}.")
        self.sums.setText(words.format(balance=balance, asked=asked))

    def _on_client_chosen(self) -> None:
        """Proposes the whole account, in the currencies it has."""
        key = self.client.value()
        if not isinstance(key, int):
            return
        entries = accounts.list_of_client(self.desk.read, ClientId(key))
        own, today = self._figures.practice.currency, self.desk.clock.now().day
        found = sorted({entry.currency for entry in entries}, key=lambda each: (each != own, each))
        self.currency.set_choices([(each, each) for each in found])
        self.form.set_visible("currency", visible=len(found) > 1)
        first = entries[0].booked_on if entries else today
        self.form.show_values(
            {"first": self._figures.short_day(first), "last": self._figures.short_day(today)}
        )

    def _on_mail_clicked(self) -> None:
        paper, content, key = self._paper, self.paper.content, self.client.value()
        if paper is None or not content or not isinstance(key, int):
            return
        file_name = f"statement-{paper.last_day.isoformat()}.pdf"
        mail = statement_mail(
            self.desk.read, ClientId(key), paper, file_name, lambda _report: content
        )
        self._mails.open_draft(mail)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(_FORM_WIDTH)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        for part in (self.form, self._refused, self.draw_button, self.sums):
            left.addWidget(part)
        left.addStretch(1)
        self.form.set_visible("currency", visible=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addWidget(side)
        layout.addWidget(rule(upright=True))
        layout.addWidget(self.paper, 1)


def _drawn(paper: StatementPaper) -> bytes:
    from lawdesk.exports.receivables.statement_pdf import draw_statement  # reportlab is slow

    return draw_statement(paper)
