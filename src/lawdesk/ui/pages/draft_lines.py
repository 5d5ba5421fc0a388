"""The lines of a draft as rows of a table: what each shows, and what is odd about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.drafts import DraftLine, DraftLineId
from lawdesk.domain.double_rounding import EntrySpan, double_minimums
from lawdesk.domain.locale_format import format_date, format_day, format_hours, format_money
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.pages.draft_wording import is_long
from lawdesk.ui.widgets.columns import Column, Editor
from lawdesk.ui.widgets.row_table import RowTable

_RATE_WIDTH = 66
_AMOUNT_WIDTH = 84
_CELL_EDGES = 24


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One line with its figures as the practice writes them. `badge` is (words, tone)."""

    id: DraftLineId
    chosen: bool
    is_free: bool
    day: str
    wording: str
    hours: str
    rate: str
    amount: str
    badge: tuple[str, str] | None


def draft_rows(
    lines: Sequence[DraftLine],
    spans: Sequence[EntrySpan],
    practice: Practice,
    today: date,
    *,
    narrow: bool = False,
) -> list[DraftRow]:
    """The rows of a draft, in its order; `narrow` shortens warnings to leave room for wording."""
    doubled = double_minimums(lines, {span.entry_id: span for span in spans})
    return [
        _row(line, _badge(line, doubled.get(line.id), narrow=narrow), practice, today)
        for line in lines
    ]


def draft_columns() -> list[Column]:
    """The columns of the lines' table."""
    return [
        Column("chosen", "", lambda row: "1" if row.chosen else "", 32, editor=Editor.CHECK),
        Column("day", _("Date"), lambda row: row.day, 64, tone=lambda _row: "quiet"),
        Column(
            "wording",
            _("Wording on the invoice"),
            lambda row: " ".join(row.wording.split()),
            edit_text=lambda row: row.wording,
            editor=Editor.TEXT,
            editable=lambda row: not is_long(row.wording),
            tone=_tone,
            badge=lambda row: row.badge,
        ),
        _figure("hours", _("Hours"), lambda row: row.hours, 56),
        _figure("rate", _("Rate"), lambda row: row.rate, _RATE_WIDTH),
        _figure("amount", _("Amount"), lambda row: row.amount, _AMOUNT_WIDTH),
    ]


def total_texts(lines: Sequence[DraftLine], practice: Practice) -> dict[str, str]:
    """The line under the table: hours and amount of what is chosen."""
    chosen = [line for line in lines if line.chosen]
    lengths = {line.unit_seconds for line in chosen}
    texts = {"day": _("Work"), "amount": _money(sum(x.billed_cents for x in chosen), practice)}
    if len(lengths) == 1:
        units = sum(line.units for line in chosen if not line.is_free)
        texts["hours"] = format_hours(units, lengths.pop(), practice.locale)
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


def _tone(row: DraftRow) -> str:
    return "ink" if row.chosen else "quiet"


def _row(
    line: DraftLine, badge: tuple[str, str] | None, practice: Practice, today: date
) -> DraftRow:
    rate = _money(line.rate_cents_per_hour, practice)
    return DraftRow(
        id=line.id,
        chosen=line.chosen,
        is_free=line.is_free,
        day=_day(line.worked_on, practice, today),
        wording=line.wording,
        hours=format_hours(line.units, line.unit_seconds, practice.locale),
        rate="–" if line.is_free else rate,
        amount=_money(line.billed_cents, practice),
        badge=badge,
    )


def _badge(line: DraftLine, doubled_seconds: int | None, *, narrow: bool) -> tuple[str, str] | None:
    if line.chosen and not line.wording.strip():
        return _("no wording"), "overdue"
    if line.is_free:
        return _("no charge"), "quiet"
    if line.chosen and not line.rate_cents_per_hour:
        return _("no rate"), "attention"
    if doubled_seconds:
        return _doubled_words(line.units, doubled_seconds // 60, narrow=narrow), "attention"
    return None


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
