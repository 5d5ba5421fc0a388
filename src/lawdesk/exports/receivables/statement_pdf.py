"""A client's statement of account as a PDF: what was booked, what is open, how old it is.

What belongs here: the order of its parts. The same paper gives the same bytes.
"""

from __future__ import annotations

from dataclasses import replace

from lawdesk.domain.locale_format import format_period
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.receivables.ageing import AgeBucket, days_late
from lawdesk.domain.receivables.papers import StatementPaper, StatementRow, check_statement
from lawdesk.exports.letter import (
    Heading,
    PageGeometry,
    letter_head,
    letter_pages,
    letter_sheet,
    page_geometry,
    text_strips,
)
from lawdesk.exports.letter_table import Column, TableRow, table_strips
from lawdesk.exports.letter_totals import TotalRow, totals_strip
from lawdesk.exports.paper import BODY_STRONG, Page, Strip, paint
from lawdesk.exports.receivables.claim_table import (
    Voice,
    asked_row,
    claim_strips,
    close_strips,
    voice_of,
)


def draw_statement(paper: StatementPaper) -> bytes:
    """The PDF of a statement of account.

    Raises RuleError where the figures do not add up (nothing is drawn) and FieldError for a
    locale that is not known.
    """
    check_statement(paper)
    title = _foot(paper, voice_of(paper.frame))
    return paint(letter_sheet(paper.frame, title), lay_out_statement(paper))


def lay_out_statement(paper: StatementPaper) -> list[Page]:
    """The pages before they are drawn."""
    voice = voice_of(paper.frame)
    page = page_geometry(paper.frame)
    strips = [
        _head(paper, voice),
        *text_strips(_intro(paper, voice), page, gap=14),
        *_account_strips(paper, voice, page),
        *_open_strips(paper, voice, page),
        _totals(paper, voice, page),
        *_close(paper, voice, page),
    ]
    return letter_pages(paper.frame, strips, _foot(paper, voice), voice.words)


def _foot(paper: StatementPaper, voice: Voice) -> str:
    first, last = voice.long_day(paper.first_day), voice.long_day(paper.last_day)
    return voice.say("foot_statement", first=first, last=last)


def _head(paper: StatementPaper, voice: Voice) -> Strip:
    facts = [
        (voice.words["date"], voice.long_day(paper.made_on)),
        (voice.words["period"], format_period(paper.first_day, paper.last_day, voice.frame.locale)),
        (voice.words["reference"], voice.frame.client_reference),
    ]
    return letter_head(paper.frame, Heading(voice.words["statement"]), facts)


def _intro(paper: StatementPaper, voice: Voice) -> str:
    first, last = voice.long_day(paper.first_day), voice.long_day(paper.last_day)
    intro = voice.say("statement_intro", first=first, last=last)
    return intro if paper.rows else f"{intro} {voice.words['statement_empty']}"


def _account_strips(paper: StatementPaper, voice: Voice, page: PageGeometry) -> list[Strip]:
    columns = [
        Column(voice.words["column_date"], "left", is_quiet=True),
        Column(voice.words["column_entry"], "left", stretches=True),
        Column(voice.words["column_amount"]),
        Column(voice.words["column_balance"]),
    ]
    balance = paper.opening_cents
    opening = (voice.day(paper.first_day), voice.words["opening"], "", voice.money(balance))
    rows = [TableRow(opening)]
    for row in paper.rows:
        balance += row.amount_cents
        rows.append(_entry(row, balance, voice))
    closing = voice.say("closing", date=voice.long_day(paper.last_day))
    rows.append(TableRow(("", closing, "", voice.money(paper.closing_cents)), kind="sum"))
    return table_strips(columns, rows, page, keeps_on=False)


def _entry(row: StatementRow, balance_cents: int, voice: Voice) -> TableRow:
    named = {EntryKind.INVOICE, EntryKind.CREDIT_NOTE, EntryKind.INTEREST}
    name = voice.say(f"entry_{row.kind}", reference=row.reference).strip()
    if row.reference and row.kind not in named:
        name = f"{name}: {row.reference}"
    amount, balance = voice.money(row.amount_cents), voice.money(balance_cents)
    return TableRow((voice.day(row.booked_on), name, amount, balance), (row.note,))


def _open_strips(paper: StatementPaper, voice: Voice, page: PageGeometry) -> list[Strip]:
    """The open invoices by number, and below them what is open by its age."""
    if not paper.claims:
        return []
    title = voice.say("open_on", date=voice.long_day(paper.last_day))
    strips = [
        *text_strips(title, page, 26, BODY_STRONG),
        *claim_strips(paper.claims, voice, page, late_on=paper.last_day),
    ]
    late = sum(cents for age, cents in paper.ageing.items() if age is not AgeBucket.CURRENT)
    return [*strips, *_ageing_strips(paper, voice, page)] if late else strips


def _ageing_strips(paper: StatementPaper, voice: Voice, page: PageGeometry) -> list[Strip]:
    columns = [
        Column("", "left", stretches=True),
        *(Column(voice.words[f"age_{age}"]) for age in AgeBucket),
    ]
    figures = [voice.money(cents) if cents else "–" for cents in paper.ageing.values()]
    head, *rows = table_strips(
        columns, [TableRow((voice.words["age"], *figures))], page, keeps_on=True
    )
    return [replace(head, gap=16), *rows]


def _totals(paper: StatementPaper, voice: Voice, page: PageGeometry) -> Strip:
    rows = []
    if paper.credit_cents:
        rows.append(TotalRow(voice.words["unused_credit"], voice.money(-paper.credit_cents)))
    rows.append(TotalRow(voice.words["balance"], voice.money(paper.closing_cents), BODY_STRONG))
    if paper.disputed_cents:
        rows.append(TotalRow(voice.words["in_dispute"], voice.money(-paper.disputed_cents)))
    late = [x for x in paper.claims if days_late(x.due_on, paper.last_day)]
    late_cents = sum(claim.asked_cents for claim in late)
    if 0 < late_cents < paper.asked_cents:
        rows.append(TotalRow(voice.words["of_this_late"], voice.money(late_cents)))
    return replace(totals_strip(rows, _last_row(paper, voice), page), gap=16)


def _last_row(paper: StatementPaper, voice: Voice) -> TotalRow:
    if paper.closing_cents < 0:
        return TotalRow(voice.words["in_favour"], voice.full_money(-paper.closing_cents))
    if paper.asked_cents == 0:
        return TotalRow(voice.words["nothing_due"], voice.full_money(0))
    return asked_row(paper.asked_cents, None, voice)


def _close(paper: StatementPaper, voice: Voice, page: PageGeometry) -> list[Strip]:
    payment = paper.payment if paper.asked_cents else None
    return close_strips([voice.words["statement_question"]], payment, voice, page)
