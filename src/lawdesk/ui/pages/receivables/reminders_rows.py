"""Reminders as rows: those due now with their ticks, and the log of those that were made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lawdesk.operations.receivables.reminders import DueReminder
from lawdesk.store.receivables.reminders import SentRow
from lawdesk.translation import _
from lawdesk.ui.pages.invoice_delivery import channel_words
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column, Editor


@dataclass(frozen=True, slots=True)
class DueLine:
    """A reminder to make, and whether it is ticked."""

    found: DueReminder
    is_ticked: bool

    @property
    def key(self) -> int:
        """The id of the invoice."""
        return self.found.row.invoice_id


def due_columns(figures: Callable[[], Figures]) -> list[Column]:
    """The columns of what is due now."""
    return [
        Column("ticked", "", lambda x: "1" if x.is_ticked else "", width=34, editor=Editor.CHECK),
        Column("client", _("Client"), lambda x: isolated(x.found.row.client_name), stretch=3),
        Column(
            "number",
            _("Invoice"),
            lambda x: x.found.row.number,
            96,
            tone=_quiet,
            optional=True,
        ),
        Column("level", _("Level"), _level, 84, detail=_skipped),
        Column(
            "asked",
            _("Asks for"),
            lambda x: figures().money(asked_cents(x.found), x.found.row.currency),
            92,
            right=True,
        ),
        Column(
            "deadline",
            _("Pay by"),
            lambda x: figures().near_day(x.found.due.deadline),
            74,
            optional=True,
        ),
    ]


def sent_columns(figures: Callable[[], Figures]) -> list[Column]:
    """The columns of the log."""
    return [
        Column(
            "made",
            _("Made"),
            lambda x: figures().near_day(x.made_on),
            74,
            tone=_quiet,
            optional=True,
        ),
        Column("client", _("Client"), lambda x: isolated(x.client_name), stretch=3),
        Column("number", _("Invoice"), lambda x: x.number, 96, tone=_quiet, optional=True),
        Column("level", _("Level"), lambda x: str(x.level), 56),
        Column(
            "asked",
            _("Asked for"),
            lambda x: figures().money(x.asked_cents + x.fee_cents, x.currency),
            92,
            right=True,
            optional=True,
        ),
        Column("given", _("Given"), lambda _x: "", 88, badge=lambda x: _given(x, figures())),
    ]


def asked_cents(found: DueReminder) -> int:
    """What a reminder will ask for: the undisputed part and its fee."""
    return found.due.undisputed_cents + found.due.fee_cents


def _level(line: DueLine) -> str:
    return str(line.found.due.level)


def _skipped(line: DueLine) -> str:
    levels = ", ".join(str(level) for level in line.found.due.skipped)
    return _("skips {levels}").format(levels=levels) if levels else ""


def _given(row: SentRow, figures: Figures) -> tuple[str, str]:
    if row.delivered_on is None or row.channel is None:
        return _("not noted"), "attention"
    words = _("{day} by {channel}")
    channel = channel_words()[row.channel]
    return words.format(day=figures.near_day(row.delivered_on), channel=channel), "quiet"


def _quiet(_row: object) -> str:
    return "quiet"
