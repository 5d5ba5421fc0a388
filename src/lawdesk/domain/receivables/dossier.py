"""Everything that is put before whoever settles a dispute of a bill, as frozen values.

What belongs here: facts already looked up, in the order they are printed, and the bytes of papers
that are appended as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lawdesk.domain.billing.policy_sheet import PolicySheet
from lawdesk.domain.invoice_paper import PaperSender, PaperSize, Window
from lawdesk.domain.receivables.accounts import AccountLine
from lawdesk.domain.receivables.disputes import Dispute, DisputeStep


@dataclass(frozen=True, slots=True)
class AttachedPdf:
    """A paper that is appended page by page; `name` is how the contents call it."""

    name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class RawInterval:
    """A stretch of clock time in local wall times, and the seconds that truly passed in it."""

    started_at: datetime
    ended_at: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """A time entry: what was recorded, to the second, and what was billed for it.

    Without intervals the time was typed in. `raw_seconds` is what counted as worked.
    """

    worked_on: date
    narrative: str
    raw_seconds: int
    intervals: tuple[RawInterval, ...]
    units: int
    unit_seconds: int
    rate_cents_per_hour: int
    amount_cents: int
    is_disputed: bool = False
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class DossierAgreement:
    """The fee agreement in words, and its papers."""

    agreed_on: date
    summary: str
    papers: tuple[AttachedPdf, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierMessage:
    """Something written: when, by whom, what."""

    on: date
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dispute with its invoice and all that stands behind it.

    `accepted_on` and `accepted_how` tell of the policy version; None where it was never accepted.
    Parts without contents are left out, but for the agreement and the entries, whose lack is said.
    """

    language: str
    locale: str
    currency: str
    sender: PaperSender
    client_name: str
    matter_number: str
    matter_title: str
    invoice_number: str
    invoice_issued_on: date
    invoice_total_cents: int
    dispute: Dispute
    steps: tuple[DisputeStep, ...]
    made_on: date
    policy: PolicySheet
    invoice: AttachedPdf
    agreement: DossierAgreement | None = None
    accepted_on: date | None = None
    accepted_how: str = ""
    credit_notes: tuple[AttachedPdf, ...] = ()
    entries: tuple[DossierEntry, ...] = ()
    account: tuple[AccountLine, ...] = ()
    messages: tuple[DossierMessage, ...] = ()
    papers: tuple[AttachedPdf, ...] = ()
    paper_size: PaperSize = "A4"

    @property
    def window(self) -> Window:
        """The envelope of its paper, for the margins that go with it."""
        return "US10" if self.paper_size == "LETTER" else "DIN5008-B"

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """Nobody: it goes with a letter."""
        return ()

    def attached(self) -> Iterator[AttachedPdf]:
        """Every appended paper, in the order of the parts."""
        yield from self.agreement.papers if self.agreement else ()
        yield self.invoice
        yield from self.credit_notes
        yield from self.papers
