"""Everything a statement of account, a reminder and an instalment agreement show, as frozen values.

What belongs here: the facts, already decided, and the proof that they add up before a client reads
them. Amounts are in minor units of the frame's currency; a positive one raises what is owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lawdesk.domain.billing.billing_policy import ReminderLevel
from lawdesk.domain.invoice_paper import InvoicePaper, PaperPayment, PaperSender, PaperSize, Window
from lawdesk.domain.payment_qr import sepa_amount_cents
from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.receivables.ageing import AgeBucket, bucket_of, days_late
from lawdesk.domain.receivables.payment_plans import Instalment
from lawdesk.errors import RuleError
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class LetterFrame:
    """From whom to whom, in which language and currency, on what paper."""

    language: str
    locale: str
    currency: str
    sender: PaperSender
    recipient_lines: tuple[str, ...]
    client_reference: str = ""
    paper_size: PaperSize = "A4"
    window: Window = "DIN5008-B"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """An invoice (or interest note) with something open on it."""

    number: str
    issued_on: date
    due_on: date
    total_cents: int
    open_cents: int
    disputed_cents: int = 0

    @property
    def asked_cents(self) -> int:
        """What is asked for now: what is open and not in dispute."""
        return self.open_cents - self.disputed_cents

    def days_late(self, day: date) -> int:
        """Days after the due day, 0 before it."""
        return days_late(self.due_on, day)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One entry of the account. `reference` is the number of its paper or of the transfer."""

    booked_on: date
    kind: EntryKind
    amount_cents: int
    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """A client's account over a span of days, both included, as it is printed.

    `claims` are open on `last_day`; `credit_cents` is money of the client that no invoice has used.
    """

    frame: LetterFrame
    made_on: date
    first_day: date
    last_day: date
    opening_cents: int
    rows: tuple[StatementRow, ...]
    closing_cents: int
    claims: tuple[ClaimRow, ...] = ()
    credit_cents: int = 0
    payment: PaperPayment | None = None

    @property
    def disputed_cents(self) -> int:
        """What is open but in dispute."""
        return sum(claim.disputed_cents for claim in self.claims)

    @property
    def asked_cents(self) -> int:
        """What is to be paid: the closing balance without what is in dispute, at least 0."""
        return max(0, self.closing_cents - self.disputed_cents)

    @property
    def ageing(self) -> dict[AgeBucket, int]:
        """Open cents by how late they are on the last day; every span is there."""
        sums = dict.fromkeys(AgeBucket, 0)
        for claim in self.claims:
            sums[bucket_of(claim.due_on, self.last_day)] += claim.open_cents
        return sums


class ReminderTone(StrEnum):
    """How firm a reminder reads."""

    NOTICE = "notice"
    FRIENDLY = "friendly"
    CLEAR = "clear"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class ReminderPaper:
    """A reminder of one or more invoices. `consequence` is the lawyer's own sentence on what
    follows; `dispute_text` says where to question the bill.
    """

    frame: LetterFrame
    made_on: date
    tone: ReminderTone
    claims: tuple[ClaimRow, ...]
    deadline: date
    fee_cents: int = 0
    payment: PaperPayment | None = None
    matter: str = ""
    consequence: str = ""
    dispute_text: str = ""
    is_copy: bool = False

    @property
    def open_cents(self) -> int:
        """What is open on all invoices, disputed or not."""
        return sum(claim.open_cents for claim in self.claims)

    @property
    def disputed_cents(self) -> int:
        """What is in dispute and not asked for now."""
        return sum(claim.disputed_cents for claim in self.claims)

    @property
    def asked_cents(self) -> int:
        """What is asked for: the undisputed part and the fee."""
        return self.open_cents - self.disputed_cents + self.fee_cents


@dataclass(frozen=True, slots=True)
class PaymentPlanPaper:
    """An agreement to pay what is open in instalments.

    With `grace_days` an instalment that late makes the rest due at once. `terms` is the lawyer's
    own sentence (on interest, say); with `is_to_sign` both sign it.
    """

    frame: LetterFrame
    made_on: date
    claims: tuple[ClaimRow, ...]
    instalments: tuple[Instalment, ...]
    payment: PaperPayment | None = None
    matter: str = ""
    grace_days: int | None = None
    terms: str = ""
    is_to_sign: bool = True

    @property
    def total_cents(self) -> int:
        """What the instalments come to."""
        return sum(instalment.amount_cents for instalment in self.instalments)


def frame_of(paper: InvoicePaper) -> LetterFrame:
    """The frame of the letters that follow an invoice."""
    return LetterFrame(
        paper.language,
        paper.locale,
        paper.currency,
        paper.sender,
        paper.recipient_lines,
        paper.facts.client_reference,
        paper.paper_size,
        paper.window,
    )


def tone_of(levels: Sequence[ReminderLevel], level: int) -> ReminderTone:
    """The tone of a level of the plan, counted from 1: a notice before the due day, friendly at
    first, firm at last.
    """
    late = [at for at, each in enumerate(levels, start=1) if each.days_after_due > 0]
    if level not in late:
        return ReminderTone.NOTICE
    if level == late[0]:
        return ReminderTone.FRIENDLY
    return ReminderTone.FIRM if level == late[-1] else ReminderTone.CLEAR


def check_statement(paper: StatementPaper) -> None:
    """Refuse a statement that does not add up. Raises RuleError."""
    amounts = [row.amount_cents for row in paper.rows]
    _require_sum(_("the account"), paper.closing_cents, [paper.opening_cents, *amounts])
    open_cents = [claim.open_cents for claim in paper.claims]
    _require_sum(_("what is open"), paper.closing_cents, [*open_cents, -paper.credit_cents])
    _check_claims(paper.claims)
    if any(not paper.first_day <= row.booked_on <= paper.last_day for row in paper.rows):
        raise RuleError(_("The statement was not drawn: an entry lies outside its period."))
    _check_code(paper.payment, paper.asked_cents)


def check_reminder(paper: ReminderPaper) -> None:
    """Refuse a reminder that asks for nothing, or for what is in dispute. Raises RuleError."""
    _check_claims(paper.claims)
    if paper.asked_cents - paper.fee_cents <= 0:
        raise RuleError(_("The reminder was not drawn: nothing undisputed is open."))
    if paper.fee_cents < 0 or paper.deadline < paper.made_on:
        raise RuleError(_("The reminder was not drawn: its fee or its new term cannot hold."))
    _check_code(paper.payment, paper.asked_cents)


def check_payment_plan(paper: PaymentPlanPaper) -> None:
    """Refuse an agreement whose instalments are not what is open. Raises RuleError."""
    _check_claims(paper.claims)
    open_cents = [claim.open_cents for claim in paper.claims]
    _require_sum(_("the agreement"), paper.total_cents, open_cents)
    days = [instalment.due_on for instalment in paper.instalments]
    if not days or days != sorted(set(days)):
        raise RuleError(_("The agreement was not drawn: its instalments are not in order."))
    if any(instalment.amount_cents <= 0 for instalment in paper.instalments):
        raise RuleError(_("The agreement was not drawn: an instalment is not above zero."))
    _check_code(paper.payment, paper.instalments[0].amount_cents)


def _check_claims(claims: Sequence[ClaimRow]) -> None:
    for claim in claims:
        if not 0 <= claim.disputed_cents <= max(0, claim.open_cents):
            raise RuleError(
                _("Nothing was drawn: more of invoice {number} is disputed than open.").format(
                    number=claim.number
                )
            )


def _check_code(payment: PaperPayment | None, asked_cents: int) -> None:
    code = payment.qr_text if payment else None
    if code is not None and sepa_amount_cents(code) not in {None, asked_cents}:
        raise RuleError(_("Nothing was drawn: the payment code asks for another amount."))


def _require_sum(what: str, stated: int, parts: Sequence[int]) -> None:
    if stated != sum(parts):
        raise RuleError(
            _("Nothing was drawn: {what} adds up to {found}, not to {stated}.").format(
                what=what, found=sum(parts), stated=stated
            )
        )
