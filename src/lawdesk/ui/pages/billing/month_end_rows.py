"""The month end's table: what each matter with unbilled work shows, and what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.budgets import LimitLevel, LimitUse
from lawdesk.domain.billing.drafts import DraftId
from lawdesk.domain.billing.work_warnings import EntryFacts, WarningKind, WorkWarning
from lawdesk.domain.locale_format import format_clock, format_day, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.practice import Practice
from lawdesk.domain.time_entries import TimeEntryId
from lawdesk.operations.month_end import MatterToBill
from lawdesk.store.billing.month_end import UnbilledMatter
from lawdesk.translation import _
from lawdesk.ui.plain_words import shortened
from lawdesk.ui.widgets.columns import Column, Editor

_MOST_TOLD = 40
_WORDS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to look at in a matter: its kind in words, and the sentence with day and work."""

    title: str
    sentence: str
    tone: str = "attention"


@dataclass(frozen=True, slots=True)
class MonthEndRow:
    """One matter as the table shows it; figures are as the practice writes them."""

    id: MatterId
    draft_id: DraftId | None
    ticked: bool
    client: str
    matter: str
    hours: str
    amount: str
    expenses: str
    oldest: str
    missing: str
    badge: tuple[str, str] | None
    draft: str


def month_end_columns() -> list[Column]:
    """The columns of the table."""
    return [
        Column("ticked", "", lambda row: "1" if row.ticked else "", 32, editor=Editor.CHECK),
        Column("client", _("Client"), lambda row: row.client, stretch=3),
        Column("matter", _("Matter"), lambda row: row.matter, stretch=4),
        Column("hours", _("Hours"), lambda row: row.hours, 64, right=True),
        Column("amount", _("Time"), lambda row: row.amount, 88, right=True),
        Column("expenses", _("Expenses"), lambda row: row.expenses, 80, right=True, optional=True),
        Column(
            "oldest", _("Oldest"), lambda row: row.oldest, 64,
            tone=lambda _row: "quiet", optional=True,
        ),
        Column(
            "missing", _("No text"), lambda row: row.missing, 62, right=True, optional=True,
            tone=lambda _row: "overdue",
        ),
        Column("badge", _("Look at"), lambda _row: "", 70, badge=lambda row: row.badge),
        Column("draft", _("Draft"), lambda row: row.draft, 52, tone=lambda _row: "quiet"),
    ]  # fmt: skip


def month_end_row(
    matter: MatterToBill,
    found: Sequence[Found],
    missing: int,
    practice: Practice,
    *,
    ticked: bool,
) -> MonthEndRow:
    """The row of a matter."""
    work = matter.work
    more = work.expense_cents + work.fixed_cents
    tone = "overdue" if any(each.tone == "overdue" for each in found) else "attention"
    return MonthEndRow(
        id=work.matter_id,
        draft_id=work.draft_id,
        ticked=ticked,
        client=work.client_name,
        matter=work.matter_title,
        hours=format_clock(work.raw_seconds - work.raw_seconds % 60),
        amount=_time(work, practice),
        expenses=_money(more, practice) if work.others else "",
        oldest=format_day(work.oldest_on, practice.locale),
        missing=str(missing) if missing else "",
        badge=(str(len(found)), tone) if found else None,
        draft=_("yes") if work.draft_id is not None else "–",
    )


def _time(work: UnbilledMatter, practice: Practice) -> str:
    """What the time comes to, or that an agreed fee covers all of it."""
    is_covered = 0 < work.covered_seconds == work.raw_seconds
    return _("in the fee") if is_covered else _money(work.time_cents, practice)


def found_in(
    matter: MatterToBill,
    warnings: Sequence[WorkWarning],
    facts: Mapping[TimeEntryId, EntryFacts],
    practice: Practice,
) -> list[Found]:
    """Everything to look at in a matter before it is billed, the gravest first."""
    found = []
    if not matter.work.has_address:
        words = _("The client has no address; an invoice needs one.")
        found.append(Found(_("Address"), words, "overdue"))
    if matter.cap is not None and matter.cap.level is not LimitLevel.BELOW:
        found.append(Found(_("Fee cap"), _cap_words(matter.cap, practice)))
    titles = _titles()
    for warning in warnings[:_MOST_TOLD]:
        told = _told(warning, facts, matter.work.matter_id, practice.locale)
        tone = "overdue" if warning.kind is WarningKind.MISSING_TEXT else "attention"
        found.append(Found(titles[warning.kind], told, tone))
    return found


def warnings_by_matter(
    warnings: Sequence[WorkWarning], facts: Mapping[TimeEntryId, EntryFacts]
) -> dict[MatterId, list[WorkWarning]]:
    """The warnings that each matter's own entries are named in."""
    found: dict[MatterId, list[WorkWarning]] = {}
    for warning in warnings:
        for matter_id in {facts[entry_id].matter_id for entry_id in warning.entry_ids}:
            found.setdefault(matter_id, []).append(warning)
    return found


def total_texts(matters: Sequence[MatterToBill], practice: Practice) -> dict[str, str]:
    """The line under the table: what is ticked, added up."""
    seconds = sum(each.work.raw_seconds for each in matters)
    more = sum(each.work.expense_cents + each.work.fixed_cents for each in matters)
    return {
        "client": _("Ticked: {count}").format(count=len(matters)),
        "hours": format_clock(seconds - seconds % 60),
        "amount": _money(sum(each.work.time_cents for each in matters), practice),
        "expenses": _money(more, practice),
    }


def headline(matters: Sequence[MatterToBill], until: str, practice: Practice) -> str:
    """What waits to be billed in all, in one sentence."""
    if not matters:
        return _("Nothing is unbilled up to {day}.").format(day=until)
    cents = sum(each.work.total_cents for each in matters)
    words = _("{count} matters have unbilled work up to {day}, {amount} {currency} in all.")
    if len(matters) == 1:
        words = _("1 matter has unbilled work up to {day}, {amount} {currency} in all.")
    return words.format(
        count=len(matters), day=until, amount=_money(cents, practice), currency=practice.currency
    )


def proposed_day(today: date, oldest: date | None) -> date:
    """The end of last month where work lies before it, else today."""
    last_month = date.fromordinal(today.replace(day=1).toordinal() - 1)
    return last_month if oldest is not None and oldest <= last_month else today


def _cap_words(cap: LimitUse, practice: Practice) -> str:
    limit = _money(cap.limit, practice)
    if cap.left < 0:
        return _("Over the cap of {cap}: {over} will be written down.").format(
            cap=limit, over=_money(-cap.left, practice)
        )
    return _("{percent} % of the cap of {cap} is used with this work.").format(
        percent=cap.percent, cap=limit
    )


def _told(
    warning: WorkWarning,
    facts: Mapping[TimeEntryId, EntryFacts],
    matter_id: MatterId,
    locale: str,
) -> str:
    """The sentence behind the day and the words of the matter's own entry."""
    own = [facts[each] for each in warning.entry_ids if facts[each].matter_id == matter_id]
    day = format_day(own[0].worked_on, locale)
    words = shortened(own[0].narrative, _WORDS)
    return f"{day} · {words}. {warning.sentence}" if words else f"{day} · {warning.sentence}"


def _titles() -> dict[WarningKind, str]:
    return {
        WarningKind.OVERLAP: _("Overlap"),
        WarningKind.LONG_DAY: _("Over 24 hours a day"),
        WarningKind.DUPLICATE_TEXT: _("Same text twice"),
        WarningKind.BLOCK_BILLING: _("Several tasks in one"),
        WarningKind.DOUBLE_MINIMUM: _("Second minimum"),
        WarningKind.MISSING_TEXT: _("No text"),
        WarningKind.ZERO_RATE: _("No rate"),
    }


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
