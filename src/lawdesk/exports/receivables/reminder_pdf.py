"""A reminder as a PDF: what is open, what of it is asked for, by when, and what follows.

What belongs here: the order of its parts; its tone comes with the paper. The same paper gives the
same bytes.
"""

from __future__ import annotations

from lawdesk.domain.receivables.papers import ReminderPaper, ReminderTone, check_reminder
from lawdesk.exports.letter import (
    Heading,
    PageGeometry,
    letter_head,
    letter_pages,
    letter_sheet,
    page_geometry,
    text_strips,
)
from lawdesk.exports.letter_totals import TotalRow, totals_strip
from lawdesk.exports.paper import Page, Strip, paint
from lawdesk.exports.receivables.claim_table import (
    Voice,
    asked_row,
    claim_strips,
    close_strips,
    voice_of,
)


def draw_reminder(paper: ReminderPaper) -> bytes:
    """The PDF of a reminder.

    Raises RuleError where it asks for nothing or for another amount than its payment code
    (nothing is drawn) and FieldError for a locale that is not known.
    """
    check_reminder(paper)
    title = _foot(paper, voice_of(paper.frame))
    return paint(letter_sheet(paper.frame, title), lay_out_reminder(paper))


def lay_out_reminder(paper: ReminderPaper) -> list[Page]:
    """The pages before they are drawn."""
    voice = voice_of(paper.frame)
    page = page_geometry(paper.frame)
    late_on = None if paper.tone is ReminderTone.NOTICE else paper.made_on
    strips = [
        _head(paper, voice),
        *text_strips(_opening(paper, voice), page, gap=14),
        *claim_strips(paper.claims, voice, page, late_on=late_on, with_sum=False),
        _totals(paper, voice, page),
        *text_strips(_asking(paper, voice), page, gap=18, keeps_on=False),
        *_close(paper, voice, page),
    ]
    return letter_pages(paper.frame, strips, _foot(paper, voice), voice.words)


def _foot(paper: ReminderPaper, voice: Voice) -> str:
    heading = voice.words[f"heading_{paper.tone}"]
    foot = voice.say("foot_reminder", heading=heading, date=voice.long_day(paper.made_on))
    return f"{voice.words['copy']}: {foot}" if paper.is_copy else foot


def _head(paper: ReminderPaper, voice: Voice) -> Strip:
    facts = [
        (voice.words["date"], voice.long_day(paper.made_on)),
        (voice.words["matter"], paper.matter),
        (voice.words["reference"], voice.frame.client_reference),
    ]
    mark = voice.words["copy"] if paper.is_copy else ""
    heading = Heading(voice.words[f"heading_{paper.tone}"], mark, mark_is_quiet=False)
    return letter_head(paper.frame, heading, facts)


def _opening(paper: ReminderPaper, voice: Voice) -> str:
    name = (*paper.frame.recipient_lines, "")[0]
    greeting = voice.say("greeting", name=name)
    return f"{greeting}\n{voice.words[f'opening_{paper.tone}']}"


def _asking(paper: ReminderPaper, voice: Voice) -> str:
    amount, by = voice.full_money(paper.asked_cents), voice.long_day(paper.deadline)
    texts = [voice.say(f"ask_{paper.tone}", amount=amount, date=by)]
    if paper.disputed_cents:
        texts.append(voice.say("disputed", disputed=voice.full_money(paper.disputed_cents)))
    if paper.consequence or paper.tone is ReminderTone.FIRM:
        texts.append(paper.consequence or voice.words["consequence_firm"])
    return "\n".join(texts)


def _totals(paper: ReminderPaper, voice: Voice, page: PageGeometry) -> Strip:
    rows = []
    if len(paper.claims) > 1 or paper.disputed_cents or paper.fee_cents:
        rows.append(TotalRow(voice.words["open"], voice.money(paper.open_cents)))
    if paper.disputed_cents:
        rows.append(TotalRow(voice.words["in_dispute"], voice.money(-paper.disputed_cents)))
    if paper.fee_cents:
        rows.append(TotalRow(voice.words["reminder_fee"], voice.money(paper.fee_cents)))
    return totals_strip(rows, asked_row(paper.asked_cents, paper.deadline, voice), page)


def _close(paper: ReminderPaper, voice: Voice, page: PageGeometry) -> list[Strip]:
    texts = [paper.dispute_text]
    if paper.tone is not ReminderTone.NOTICE:
        texts.append(voice.words["crossed"])
    texts.append(voice.say("regards", name=paper.frame.sender.name))
    return close_strips(texts, paper.payment, voice, page)
