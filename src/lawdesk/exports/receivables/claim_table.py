"""What the letters about money owed share: their words, their figures, the table of open invoices.

What belongs here: nothing that only one of them says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.invoice_paper import PaperPayment
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.receivables.papers import ClaimRow, LetterFrame
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.letter import PageGeometry
from lawdesk.exports.letter_close import letter_close
from lawdesk.exports.letter_table import Column, TableRow, table_strips
from lawdesk.exports.letter_totals import TotalRow
from lawdesk.exports.paper import Strip


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of a letter in the client's language, and the look of figures and days."""

    frame: LetterFrame
    words: Mapping[str, str]

    def say(self, key: str, /, **values: str) -> str:
        """A text of the catalogue with its gaps filled."""
        return fill(self.words[key], values)

    def money(self, cents: int) -> str:
        """An amount without its currency."""
        return format_money(cents, self.frame.currency, self.frame.locale)

    def full_money(self, cents: int) -> str:
        """An amount with its currency."""
        return format_money(cents, self.frame.currency, self.frame.locale, with_currency=True)

    def day(self, day: date) -> str:
        """A day in a column."""
        return format_date(day, self.frame.locale)

    def long_day(self, day: date) -> str:
        """A day in a sentence."""
        return format_date(day, self.frame.locale, "long")


def voice_of(frame: LetterFrame) -> Voice:
    """The voice in the frame's language; the words of every letter are the invoice's own."""
    words = {**client_texts("paper", frame.language), **client_texts("receivables", frame.language)}
    return Voice(frame, words)


def claim_strips(
    claims: Sequence[ClaimRow],
    voice: Voice,
    page: PageGeometry,
    *,
    late_on: date | None = None,
    with_sum: bool = True,
) -> list[Strip]:
    """The open invoices; with `late_on` a column says how many days late each was that day."""
    shows_late = late_on is not None and any(claim.days_late(late_on) for claim in claims)
    names = ["invoice", "dated", "due", *(["late"] if shows_late else []), "total", "open"]
    columns = [
        Column(
            voice.words[f"column_{name}"],
            "left" if name == "invoice" else "right",
            stretches=name == "invoice",
            is_quiet=name in {"dated", "due"},
        )
        for name in names
    ]
    rows = [_row(claim, names, voice, late_on) for claim in claims]
    if with_sum and len(claims) > 1:
        open_cents = sum(claim.open_cents for claim in claims)
        sums = {"invoice": voice.words["open"], "open": voice.money(open_cents)}
        rows.append(TableRow(tuple(sums.get(name, "") for name in names), kind="sum"))
    return table_strips(columns, rows, page, keeps_on=True)


def _row(claim: ClaimRow, names: Sequence[str], voice: Voice, late_on: date | None) -> TableRow:
    late = claim.days_late(late_on) if late_on else 0
    cells = {
        "invoice": claim.number,
        "dated": voice.day(claim.issued_on),
        "due": voice.day(claim.due_on),
        "late": str(late) if late else "–",
        "total": voice.money(claim.total_cents),
        "open": voice.money(claim.open_cents),
    }
    note = ""
    if claim.disputed_cents:
        note = voice.say("in_dispute_note", disputed=voice.money(claim.disputed_cents))
    return TableRow(tuple(cells[name] for name in names), (note,))


def asked_row(cents: int, by: date | None, voice: Voice) -> TotalRow:
    """The last row of the totals: what is to be paid, perhaps by when."""
    label = (
        voice.words["payable"] if by is None else voice.say("payable_by", date=voice.long_day(by))
    )
    return TotalRow(label, voice.full_money(cents))


def close_strips(
    texts: Sequence[str], payment: PaperPayment | None, voice: Voice, page: PageGeometry
) -> list[Strip]:
    """How to pay, with the payment code, and the sentences that follow it."""
    pay = payment.text if payment else ""
    code = payment.qr_text if payment else None
    return letter_close([pay, *texts], code, voice.words, page)
