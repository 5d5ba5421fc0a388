"""Hourly rates: what each is for, since when, and a change that says what it would do first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.activity_codes import ACTIVITIES
from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.rates import RateId
from lawdesk.operations.rates import delete_rate, set_rate
from lawdesk.store import matters, rates
from lawdesk.store import practice as practices
from lawdesk.store.rates import RateRow
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.page import Page
from lawdesk.ui.pages.billing.rate_form import RateForm
from lawdesk.ui.pages.billing.section_head import SectionHead
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_FIRST_DAY = date(1970, 1, 1)
_ROWS = 8


@dataclass(frozen=True, slots=True)
class ShownRate:
    """One rate as the table shows it."""

    id: RateId
    reach: str
    activity: str
    first: str
    amount: str
    holds: bool
    has_begun: bool


class RatesPart(Page):
    """A table with the form above it; on a client or matter only the rates that reach it."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"rates", "practice", "clients", "matters", "time_entries", "fee_agreements"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: ClientId | None = None
        self._matter_id: MatterId | None = None
        self.head = SectionHead(_("Hourly rates"))
        self.add_button = self.head.add_link(_("Set a rate"), self.begin_new)
        self.form = RateForm(desk)
        self.form.closed.connect(self.add_button.setFocus)
        self.table = RowTable(_("Hourly rates"), _columns(), fit_rows=_ROWS)
        self.table.set_empty(_("No rate yet. Time costs nothing until one is set."))
        self.table.opened.connect(self._on_opened)
        self.table.link_clicked.connect(self._on_link_clicked)
        self.table.delete_asked.connect(self._on_delete_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.form)
        layout.addWidget(self.table)

    def show_practice(self) -> None:
        """Shows every rate there is."""
        self._show(None, None)

    def show_client(self, client_id: ClientId) -> None:
        """Shows the rates that reach a client's work."""
        self._show(client_id, None)

    def show_matter(self, matter_id: MatterId) -> None:
        """Shows the rates that reach a matter's work."""
        self._show(matters.get(self.desk.read, matter_id).client_id, matter_id)

    def refresh(self) -> None:
        """Reads the rates again."""
        read, today = self.desk.read, self.desk.clock.now().day
        practice = practices.get(read)
        found = rates.list_rows(read, client_id=self._client_id, matter_id=self._matter_id)
        holding = _holding(found, today)
        rows = [_row(rate, practice, today, holds=rate.id in holding) for rate in found]
        self.table.set_rows(rows, key=lambda row: row.id)
        self.head.show_line(self._line(practice, today))
        self.form.refresh()

    def typed(self) -> dict[str, str]:
        """What stands in the form for a rate, when it is open."""
        return self.form.typed()

    def show_typed(self, typed: Mapping[str, str]) -> None:
        self.form.show_typed(typed)

    def begin_new(self) -> None:
        """Opens the form for the nearest reach of what is shown."""
        self.form.open(self._client_id, self._matter_id)

    def _show(self, client_id: ClientId | None, matter_id: MatterId | None) -> None:
        if (client_id, matter_id) != (self._client_id, self._matter_id):
            self.form.hide()
        self._client_id, self._matter_id = client_id, matter_id
        self._reload()

    def _line(self, practice: Practice, today: date) -> str:
        """What goes before every rate of the table, if something does."""
        if self._matter_id is not None:
            agreed = rates.find_agreed(self.desk.read, self._matter_id, today)
            if agreed is not None:
                words = _("The fee agreement fixes {amount} per hour; it goes before these rates.")
                money = format_money(agreed, practice.currency, practice.locale)
                return words.format(amount=money)
        return _("The first that fits is used: matter and activity, matter, client, activity.")

    def _on_opened(self, rate_id: object) -> None:
        if isinstance(rate_id, int):
            rate = rates.get(self.desk.read, RateId(rate_id))
            self.form.open(rate.client_id, rate.matter_id, rate.activity_code, rate.cents_per_hour)

    def _on_link_clicked(self, rate_id: object, _link: str) -> None:
        self._on_opened(rate_id)

    def _on_delete_asked(self, rate_id: object) -> None:
        if not isinstance(rate_id, int):
            return
        rate, desk = rates.get(self.desk.read, RateId(rate_id)), self.desk
        before = len(rates.list_all(desk.read))
        desk.do(delete_rate, rate.id, now=desk.clock.now())
        if len(rates.list_all(desk.read)) == before:
            return
        undo = (
            _("Undo"),
            lambda: desk.do(
                set_rate,
                rate.cents_per_hour,
                valid_from=rate.valid_from,
                matter_id=rate.matter_id,
                client_id=rate.client_id,
                activity_code=rate.activity_code,
            ),
        )
        desk.say(_("The rate was taken out. Entries keep the rate they were made with."), undo)


def _holding(found: list[RateRow], today: date) -> set[RateId]:
    """Of each reach the rate that counts today."""
    latest: dict[object, RateRow] = {}
    for rate in found:
        reach = (rate.matter_id, rate.client_id, rate.activity_code)
        before = latest.get(reach)
        if rate.valid_from <= today and (before is None or before.valid_from < rate.valid_from):
            latest[reach] = rate
    return {rate.id for rate in latest.values()}


def _row(rate: RateRow, practice: Practice, today: date, *, holds: bool) -> ShownRate:
    reach = rate.matter_title or rate.client_name or _("All my work")
    activities = {one.code: one.words for one in ACTIVITIES}
    always = rate.valid_from <= _FIRST_DAY
    return ShownRate(
        rate.id,
        isolated(reach),
        activities.get(rate.activity_code or "", rate.activity_code or ""),
        _("always") if always else format_date(rate.valid_from, practice.locale),
        format_money(rate.cents_per_hour, practice.currency, practice.locale),
        holds,
        rate.valid_from <= today,
    )


def _tone(row: ShownRate) -> str:
    return "ink" if row.holds or not row.has_begun else "quiet"


def _badge(row: ShownRate) -> tuple[str, str] | None:
    if not row.has_begun:
        return _("later"), "accent"
    return (_("holds"), "running") if row.holds else None


def _columns() -> list[Column]:
    return [
        Column(
            "reach",
            _("For"),
            lambda row: row.reach,
            tone=_tone,
            badge=_badge,
            detail=lambda row: f" · {row.activity}" if row.activity else "",
        ),
        Column("first", _("From"), lambda row: row.first, 104, tone=_tone),
        Column("amount", _("Per hour"), lambda row: row.amount, 92, right=True, tone=_tone),
        Column("change", "", lambda _row: "", 68, links=lambda _row: [("change", _("Change"))]),
    ]
