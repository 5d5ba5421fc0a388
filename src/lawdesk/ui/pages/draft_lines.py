"""The lines of a draft as rows of a table: what each shows, and what is odd about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.domain.billing.work_warnings import WorkWarning
from lawdesk.domain.double_rounding import double_minimums
from lawdesk.domain.invoices import IssuedLine
from lawdesk.domain.locale_format import (
    format_date,
    format_day,
    format_hours,
    format_money,
)
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.pages.billing.typed_terms import percent_words
from lawdesk.ui.pages.draft_warnings import badge_words, line_warnings
from lawdesk.ui.pages.draft_wording import is_long
from lawdesk.ui.pages.draft_working import DraftWork
from lawdesk.ui.widgets.columns import NO_BOX, Column, Editor
from lawdesk.ui.widgets.row_table import RowTable

_RATE_WIDTH = 66
_AMOUNT_WIDTH = 84
_CELL_EDGES = 24

SECTIONS: Mapping[str, Callable[[], str]] = {
    "time": lambda: _("Work"),
    "fixed": lambda: _("Agreed fees"),
    "expense": lambda: _("Expenses"),
    "pass_through": lambda: _("Paid for the client"),
}
"""The kinds of lines in the order in which an invoice lists them, and what their section says."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One line with its figures as the practice writes them, or the head of a section (whose id
    is a text). `badge` is (words, tone), `detail` small words behind the wording.
    """

    id: DraftLineId | str
    chosen: bool
    day: str
    wording: str
    hours: str
    rate: str
    amount: str
    badge: tuple[str, str] | None
    detail: str = ""
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class ShownLines:
    """The rows of a draft in their order, and the sentences of the warnings by line."""

    rows: list[DraftRow]
    sentences: Mapping[DraftLineId, Sequence[str]]


def shown_lines(work: DraftWork, *, narrow: bool = False) -> ShownLines:
    """The rows of a draft by sections, each in the draft's order; `narrow` shortens warnings."""
    priced = priced_by_line(work)
    doubled = double_minimums(work.lines, {span.entry_id: span for span in work.spans})
    warned = line_warnings(work.lines, work.facts, work.practice.locale)
    kinds = [kind for kind in SECTIONS if any(line.kind == kind for line in work.lines)]
    rows: list[DraftRow] = []
    for kind in kinds:
        lines = lines_in_order([line for line in work.lines if line.kind == kind])
        if len(kinds) > 1:
            rows.append(_head(kind, lines, priced, work.practice))
        for line in lines:
            badge = _badge(line, doubled.get(line.id), warned.get(line.id, ()), narrow=narrow)
            rows.append(_row(line, priced.get(line.id), badge, work))
    sentences = {
        line_id: [each.sentence for each in warnings] for line_id, warnings in warned.items()
    }
    return ShownLines(rows, sentences)


def priced_by_line(work: DraftWork) -> dict[DraftLineId, IssuedLine]:
    """What each chosen line comes to on the invoice; merged ones under the line that tells them.

    Empty where more is taken off a line than it comes to.
    """
    found: dict[DraftLineId, IssuedLine] = {}
    waiting = iter([line for line in work.lines if line.chosen])
    # They stand in the order of the lines that tell them; lines told by others lie in between.
    for one in work.priced or ():
        told = one.work[0]
        keys = (told.entry_id, told.expense_id, told.charge_id, one.issued.wording)
        head = next(line for line in waiting if _key(line) == keys)
        found[head.id] = one.issued
    return found


def _key(line: DraftLine) -> tuple[int | None, int | None, int | None, str]:
    return line.entry_id, line.expense_id, line.charge_id, line.wording


def lines_in_order(lines: Sequence[DraftLine]) -> list[DraftLine]:
    """The lines, each followed by those that it tells."""
    ids = {line.id for line in lines}
    told: dict[DraftLineId, list[DraftLine]] = {}
    for line in lines:
        if line.merged_into_id in ids and line.merged_into_id is not None:
            told.setdefault(line.merged_into_id, []).append(line)
    heads = [line for line in lines if line.merged_into_id not in ids]
    return [each for head in heads for each in (head, *told.get(head.id, ()))]


def draft_columns() -> list[Column]:
    """The columns of the lines' table."""
    return [
        Column("chosen", "", _tick, 32, editor=Editor.CHECK, editable=lambda row: not row.is_head),
        Column("day", _("Date"), lambda row: row.day, 64, tone=lambda _row: "quiet"),
        Column(
            "wording",
            _("Wording on the invoice"),
            lambda row: " ".join(row.wording.split()),
            edit_text=lambda row: row.wording,
            editor=Editor.TEXT,
            editable=lambda row: not row.is_head and not is_long(row.wording),
            tone=_tone,
            bold=lambda row: row.is_head,
            badge=lambda row: row.badge,
            detail=lambda row: row.detail,
        ),
        _figure("hours", _("Hours"), lambda row: row.hours, 56),
        _figure("rate", _("Rate"), lambda row: row.rate, _RATE_WIDTH),
        _figure("amount", _("Amount"), lambda row: row.amount, _AMOUNT_WIDTH),
    ]


def total_texts(work: DraftWork) -> dict[str, str]:
    """The line under the table: hours and amount of what is chosen."""
    if work.priced is None:
        return {}
    priced = priced_by_line(work).values()
    paid = [line for line in priced if line.kind == "time" and not line.no_charge]
    lengths = {line.unit_seconds for line in priced if line.kind == "time"}
    amount = _money(sum(line.amount_cents for line in priced), work.practice)
    texts = {"day": _("Work") if all(x.is_time for x in work.lines) else _("All"), "amount": amount}
    if len(lengths) == 1:
        units = sum(line.units for line in paid)
        texts["hours"] = format_hours(units, lengths.pop(), work.practice.locale)
    return texts


def figure_widths(table: RowTable, rows: Sequence[DraftRow]) -> dict[str, int]:
    """Widths in which the longest rate and amount stand whole: money is never cut off."""
    metrics = table.view.fontMetrics()
    longest = {"rate": [row.rate for row in rows], "amount": [row.amount for row in rows]}
    least = {"rate": _RATE_WIDTH, "amount": _AMOUNT_WIDTH}
    return {
        name: max([least[name], *(metrics.horizontalAdvance(text) + _CELL_EDGES for text in texts)])
        for name, texts in longest.items()
    }


def _figure(name: str, title: str, text: Callable[[DraftRow], str], width: int) -> Column:
    return Column(name, title, text, width, right=True, tone=_tone)


def _tick(row: DraftRow) -> str:
    if row.is_head:
        return NO_BOX
    return "1" if row.chosen else ""


def _tone(row: DraftRow) -> str:
    return "ink" if row.chosen else "quiet"


def _head(
    kind: str,
    lines: Sequence[DraftLine],
    priced: Mapping[DraftLineId, IssuedLine],
    practice: Practice,
) -> DraftRow:
    cents = sum(priced[line.id].amount_cents for line in lines if line.id in priced)
    return DraftRow(
        id=f"section.{kind}", chosen=True, day="", wording=SECTIONS[kind](), hours="", rate="",
        amount=_money(cents, practice), badge=None, is_head=True,
    )  # fmt: skip


def _row(
    line: DraftLine, issued: IssuedLine | None, badge: tuple[str, str] | None, work: DraftWork
) -> DraftRow:
    practice = work.practice
    units = issued.units if issued is not None else line.units
    is_told = line.merged_into_id is not None
    amount = issued.amount_cents if issued is not None else line.billed_cents
    if issued is not None and issued.is_covered:
        badge = badge or (_("covered by the fee"), "quiet")
    rate = "–" if line.is_free else _money(line.rate_cents_per_hour, practice)
    return DraftRow(
        id=line.id,
        chosen=line.chosen,
        day=_day(line.worked_on, practice, work.now.day),
        wording=line.wording,
        hours=format_hours(units, line.unit_seconds, practice.locale)
        if line.is_time and not is_told
        else "",
        rate=rate if line.is_time and not is_told else "",
        amount="" if is_told else _money(amount, practice),
        badge=None if is_told else badge,
        detail=_detail(line, work),
    )


def _detail(line: DraftLine, work: DraftWork) -> str:
    """Small words behind the wording: what was done to the line, and who pays it."""
    if line.merged_into_id is not None:
        return _("told by the line above")
    parts = []
    if line.write_down_cents and not line.is_free:
        off = _money(line.write_down_cents, work.practice)
        parts.append(_("written down by {amount}").format(amount=off))
    if line.part_units is not None:
        parts.append(_("part {number}").format(number=line.part))
    if line.kind == "expense" and line.quantity_thousandths not in {0, 1000}:
        count = percent_words(line.quantity_thousandths * 10, work.practice)
        price = _money(line.unit_price_cents, work.practice)
        parts.append(f"{count} × {price}")
    payer = work.billing.recipients.get(line.payer_id) if line.payer_id is not None else None
    if payer is not None:
        parts.append(_("paid by {name}").format(name=payer.client.name))
    return " · ".join(parts)


def _badge(
    line: DraftLine,
    doubled_seconds: int | None,
    warnings: Sequence[WorkWarning],
    *,
    narrow: bool,
) -> tuple[str, str] | None:
    """The one thing that matters most about a line."""
    if line.chosen and not line.wording.strip():
        return _("no wording"), "overdue"
    if line.is_free:
        return _("no charge"), "quiet"
    if line.is_time and line.chosen and not line.rate_cents_per_hour:
        return _("no rate"), "attention"
    if doubled_seconds:
        return _doubled_words(line.units, doubled_seconds // 60, narrow=narrow), "attention"
    known = badge_words()
    told = [known[each.kind] for each in warnings if each.kind in known]
    return told[0] if told else None


def _doubled_words(units: int, minutes: int, *, narrow: bool) -> str:
    if narrow:
        return _("2nd minimum") if units == 1 else _("rounded twice")
    if units == 1:
        return _("second minimum within {count} min").format(count=minutes)
    return _("rounded twice within {count} min").format(count=minutes)


def _day(day: date, practice: Practice, today: date) -> str:
    if day.year == today.year:
        return format_day(day, practice.locale)
    return format_date(day, practice.locale, "short")


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
