"""The two tables of a plan in the making: invoices to tick, instalments to type over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.receivables.payment_plans import Instalment
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.translation import _
from lawdesk.ui.pages.receivables.arrears_words import Figures
from lawdesk.ui.widgets.columns import Column, Editor


@dataclass(frozen=True, slots=True)
class ChosenClaim:
    """An open invoice and whether the plan is about it."""

    row: ArrearsRow
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DraftInstalment:
    """An instalment as it stands in the form; `key` stays while day and amount change."""

    key: int
    due_on: date
    amount_cents: int


def claim_columns(figures: Callable[[], Figures]) -> list[Column]:
    """Tick, number, due day and what is open."""
    return [
        Column("chosen", "", lambda x: "1" if x.is_chosen else "", width=34, editor=Editor.CHECK),
        Column("number", _("Invoice"), lambda x: x.row.number, detail=lambda x: x.row.matter_title),
        Column("due", _("Due"), lambda x: figures().day(x.row.due_on), width=98),
        Column(
            "open",
            _("Open"),
            lambda x: figures().money(x.row.open_cents, x.row.currency),
            width=92,
            right=True,
        ),
    ]


def instalment_columns(figures: Callable[[], Figures], currency: Callable[[], str]) -> list[Column]:
    """Day and amount, both to be typed over."""
    return [
        Column(
            "due_on",
            _("To be paid by"),
            lambda x: figures().day(x.due_on),
            editor=Editor.DATE,
            edit_text=lambda x: figures().short_day(x.due_on),
        ),
        Column(
            "amount",
            _("Instalment"),
            lambda x: figures().plain_money(x.amount_cents, currency()),
            width=104,
            right=True,
            editor=Editor.MONEY,
        ),
    ]


def drafted(instalments: Sequence[Instalment]) -> list[DraftInstalment]:
    """Instalments as the form holds them."""
    return [
        DraftInstalment(key, each.due_on, each.amount_cents) for key, each in enumerate(instalments)
    ]


def agreed(drafts: Sequence[DraftInstalment]) -> list[Instalment]:
    """Instalments as a plan takes them."""
    return [Instalment(each.due_on, each.amount_cents) for each in drafts]


def sum_words(total_cents: int, open_cents: int, currency: str, figures: Figures) -> str:
    """Whether the instalments come to what is open, and by how much they do not."""
    total = figures.full_money(total_cents, currency)
    if total_cents == open_cents:
        return _("The instalments come to {total}, all that is open.").format(total=total)
    gap = figures.full_money(abs(open_cents - total_cents), currency)
    if total_cents < open_cents:
        words = _("The instalments come to {total}; {gap} is missing.")
    else:
        words = _("The instalments come to {total}; that is {gap} too much.")
    return words.format(total=total, gap=gap)
