"""The parts of a dispute dossier as strips: what each says, and which papers follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lawdesk.domain.locale_format import format_date, format_hours, format_money
from lawdesk.domain.receivables.dossier import (
    AttachedPdf,
    Dossier,
    DossierEntry,
    DossierMessage,
    RawInterval,
)
from lawdesk.exports.billing.policy_words import policy_sections, version_line
from lawdesk.exports.fill_text import fill
from lawdesk.exports.paper import Strip
from lawdesk.exports.sections import (
    NORMAL,
    Column,
    Edges,
    Row,
    Section,
    Setting,
    paragraph_strips,
    section_strips,
    table_strips,
)

_TABLE = Setting(9, 12, 9, 5)
_QUIET_GAP = 6.0
_DASH = "–"


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its title, its own pages as strips, and the papers that follow them."""

    title: str
    strips: tuple[Strip, ...]
    papers: tuple[AttachedPdf, ...] = ()


def dossier_parts(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> list[Part]:
    """The parts in their order; one with nothing to show is left out."""
    parts = [
        _agreement(dossier, words, edges),
        _policy(dossier, words, edges),
        _invoice(dossier, words, edges),
    ]
    if dossier.credit_notes:
        strips = _said(words["credit_notes_intro"], edges)
        parts.append(Part(words["part_credit_notes"], strips, dossier.credit_notes))
    parts.append(_entries(dossier, words, edges))
    if dossier.account:
        parts.append(_account(dossier, words, edges))
    parts.append(_protocol(dossier, words, edges))
    if dossier.messages:
        parts.append(_messages(dossier, words, edges))
    if dossier.papers:
        strips = _said(words["papers_intro"], edges)
        parts.append(Part(words["part_papers"], strips, dossier.papers))
    return parts


def _said(text: str, edges: Edges) -> tuple[Strip, ...]:
    return tuple(paragraph_strips(text, edges, NORMAL.body, gap=_QUIET_GAP))


def _above_table(text: str, edges: Edges) -> tuple[Strip, ...]:
    return tuple(replace(strip, keep_with_next=True) for strip in _said(text, edges))


def _agreement(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> Part:
    agreement = dossier.agreement
    if agreement is None:
        return Part(words["part_agreement"], _said(words["agreement_none"], edges))
    day = format_date(agreement.agreed_on, dossier.locale, "long")
    text = f"{fill(words['agreement_on'], {'date': day})}\n{agreement.summary}"
    return Part(words["part_agreement"], _said(text, edges), agreement.papers)


def _policy(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> Part:
    accepted = words["policy_not_accepted"]
    if dossier.accepted_on is not None:
        day = format_date(dossier.accepted_on, dossier.locale, "long")
        accepted = fill(words["policy_accepted"], {"date": day, "how": dossier.accepted_how})
    strips = [*_said(f"{version_line(dossier.policy)}\n{accepted}", edges)]
    for section in policy_sections(dossier.policy):
        strips += section_strips(section, edges, NORMAL)
    return Part(words["part_policy"], tuple(strips))


def _invoice(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> Part:
    text = fill(words["invoice_intro"], {"number": dossier.invoice_number})
    return Part(words["part_invoice"], _said(text, edges), (dossier.invoice,))


def _entries(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> Part:
    title = words["part_entries"]
    if not dossier.entries:
        return Part(title, _said(words["entries_none"], edges))
    columns = (
        Column(words["column_date"]),
        Column(words["column_work"], fills=True),
        Column(words["column_recorded"], is_figure=True),
        Column(words["column_billed"], is_figure=True),
        Column(words["column_rate"], is_figure=True),
        Column(words["column_amount"], is_figure=True),
    )
    rows = [_entry_row(entry, dossier, words) for entry in dossier.entries]
    rows.append(_entries_sum(dossier, words))
    strips = _above_table(words["entries_intro"], edges)
    return Part(title, (*strips, *table_strips(columns, rows, edges, _TABLE)))


def _entry_row(entry: DossierEntry, dossier: Dossier, words: Mapping[str, str]) -> Row:
    times = ", ".join(_interval(each) for each in entry.intervals) or words["typed"]
    mark = f"{words['disputed_mark']} " if entry.is_disputed else ""
    amount = format_money(entry.amount_cents, dossier.currency, dossier.locale)
    return Row(
        (
            format_date(entry.worked_on, dossier.locale),
            f"{mark}{entry.narrative}\n{times}",
            _exact(entry.raw_seconds),
            format_hours(entry.units, entry.unit_seconds, dossier.locale),
            format_money(entry.rate_cents_per_hour, dossier.currency, dossier.locale),
            words["no_charge"] if entry.is_free else amount,
        )
    )


def _entries_sum(dossier: Dossier, words: Mapping[str, str]) -> Row:
    lengths = {entry.unit_seconds for entry in dossier.entries}
    charged = (entry for entry in dossier.entries if not entry.is_free)
    seconds = sum(entry.units * entry.unit_seconds for entry in charged)
    unit = lengths.pop() if len(lengths) == 1 else 1
    amount = sum(entry.amount_cents for entry in dossier.entries)
    return Row(
        (
            "",
            words["together"],
            _exact(sum(entry.raw_seconds for entry in dossier.entries)),
            format_hours(seconds // unit, unit, dossier.locale),
            "",
            format_money(amount, dossier.currency, dossier.locale),
        ),
        is_sum=True,
    )


def _interval(interval: RawInterval) -> str:
    first, last = (f"{at:%H:%M:%S}" for at in (interval.started_at, interval.ended_at))
    return f"{first}{_DASH}{last}\N{NO-BREAK SPACE}({_exact(interval.seconds)})"


def _exact(seconds: int) -> str:
    """Recorded time to the second: "0:47:10"."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _account(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> Part:
    columns = (
        Column(words["column_date"]),
        Column(words["column_what"], fills=True),
        Column(words["column_amount"], is_figure=True),
        Column(words["column_balance"], is_figure=True),
    )
    rows = []
    for line in dossier.account:
        entry = line.entry
        what = " ".join(part for part in (words[f"account_{entry.kind}"], entry.reference) if part)
        rows.append(
            Row(
                (
                    format_date(entry.booked_on, dossier.locale),
                    f"{what}\n{entry.note}".strip(),
                    format_money(entry.amount_cents, dossier.currency, dossier.locale),
                    format_money(line.balance_cents, dossier.currency, dossier.locale),
                )
            )
        )
    strips = _above_table(words["account_intro"], edges)
    return Part(words["part_account"], (*strips, *table_strips(columns, rows, edges, _TABLE)))


def _protocol(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> Part:
    columns = (
        Column(words["column_step"]),
        Column(words["column_due"]),
        Column(words["column_done"]),
        Column(words["column_note"], fills=True),
    )
    rows = [
        Row(
            (
                words[f"step_{step.kind}"],
                format_date(step.due_on, dossier.locale) if step.due_on else _DASH,
                format_date(step.done_on, dossier.locale) if step.done_on else _DASH,
                step.note,
            )
        )
        for step in dossier.steps
    ]
    strips = _above_table(words["protocol_intro"], edges)
    return Part(words["part_protocol"], (*strips, *table_strips(columns, rows, edges, _TABLE)))


def _messages(dossier: Dossier, words: Mapping[str, str], edges: Edges) -> Part:
    strips: list[Strip] = []
    for message in dossier.messages:
        strips += section_strips(_message(message, dossier.locale), edges, NORMAL)
    return Part(words["part_messages"], tuple(strips))


def _message(message: DossierMessage, locale: str) -> Section:
    return Section(format_date(message.on, locale), (message.who, message.text))
