"""An agreement to pay in instalments as a PDF, with room for both to sign.

What belongs here: the order of its parts. The same paper gives the same bytes.
"""

from __future__ import annotations

from dataclasses import replace

from lawdesk.domain.receivables.papers import PaymentPlanPaper, check_payment_plan
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
from lawdesk.exports.paper import INK, SMALL_QUIET, Element, Page, Role, Rule, Strip, Text, paint
from lawdesk.exports.paper_text import clip, printable
from lawdesk.exports.receivables.claim_table import Voice, claim_strips, close_strips, voice_of

_SIGNATURE_GAP = 24.0
_SIGNATURE_ROOM = 52.0


def draw_payment_plan(paper: PaymentPlanPaper) -> bytes:
    """The PDF of an instalment agreement.

    Raises RuleError where the instalments are not what is open (nothing is drawn) and FieldError
    for a locale that is not known.
    """
    check_payment_plan(paper)
    title = _foot(paper, voice_of(paper.frame))
    return paint(letter_sheet(paper.frame, title), lay_out_payment_plan(paper))


def lay_out_payment_plan(paper: PaymentPlanPaper) -> list[Page]:
    """The pages before they are drawn."""
    voice = voice_of(paper.frame)
    page = page_geometry(paper.frame)
    strips = [
        _head(paper, voice),
        *text_strips(voice.words["plan_intro"], page, gap=14),
        *claim_strips(paper.claims, voice, page),
        *_instalment_strips(paper, voice, page),
    ]
    close = _close(paper, voice, page)
    if paper.is_to_sign:  # what is signed stands on the page of the signatures
        close = [*(replace(strip, keep_with_next=True) for strip in close)]
        close.append(_signatures(paper, voice, page))
    strips += close
    return letter_pages(paper.frame, strips, _foot(paper, voice), voice.words)


def _foot(paper: PaymentPlanPaper, voice: Voice) -> str:
    return voice.say("foot_plan", date=voice.long_day(paper.made_on))


def _head(paper: PaymentPlanPaper, voice: Voice) -> Strip:
    facts = [
        (voice.words["date"], voice.long_day(paper.made_on)),
        (voice.words["matter"], paper.matter),
        (voice.words["reference"], voice.frame.client_reference),
    ]
    return letter_head(paper.frame, Heading(voice.words["plan"]), facts)


def _instalment_strips(paper: PaymentPlanPaper, voice: Voice, page: PageGeometry) -> list[Strip]:
    columns = [
        Column(voice.words["column_number"], "left", is_quiet=True),
        Column(voice.words["column_by"], "left", stretches=True),
        Column(voice.words["column_instalment"]),
        Column(voice.words["column_left"]),
    ]
    left = paper.total_cents
    rows = []
    for at, instalment in enumerate(paper.instalments, start=1):
        left -= instalment.amount_cents
        amount = voice.money(instalment.amount_cents)
        by = voice.long_day(instalment.due_on)
        rows.append(TableRow((str(at), by, amount, voice.money(left))))
    total = ("", voice.words["plan_total"], voice.full_money(paper.total_cents), "")
    rows.append(TableRow(total, kind="sum"))
    head, *strips = table_strips(columns, rows, page, keeps_on=False)
    return [replace(head, gap=22), *strips]


def _close(paper: PaymentPlanPaper, voice: Voice, page: PageGeometry) -> list[Strip]:
    texts = []
    if paper.payment and paper.payment.qr_text:
        first = voice.full_money(paper.instalments[0].amount_cents)
        texts.append(voice.say("plan_code", amount=first))
    texts.append(voice.words["plan_kept"])
    if paper.grace_days is not None:
        texts.append(voice.say("plan_grace", days=str(paper.grace_days)))
    return close_strips([*texts, paper.terms], paper.payment, voice, page)


def _signatures(paper: PaymentPlanPaper, voice: Voice, page: PageGeometry) -> Strip:
    """Two lines to sign on, the lawyer's and the client's."""
    width = (page.text_width - _SIGNATURE_GAP) / 2
    names = (paper.frame.sender.name, (*paper.frame.recipient_lines, "")[0])
    style = SMALL_QUIET
    elements: list[Element] = []
    for left, name in zip((page.left, page.right - width), names, strict=True):
        said = clip(printable(voice.say("signed_by", name=name)), style.face, style.size, width)
        elements.append(Rule(left, _SIGNATURE_ROOM, width, colour=INK))
        elements.append(Text(Role.PARAGRAPH, said, left, _SIGNATURE_ROOM + style.leading, style))
    return Strip(_SIGNATURE_ROOM + 2 * style.leading, tuple(elements), gap=8)
