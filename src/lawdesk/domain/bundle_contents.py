"""What can go into a client's bundle, and what the lawyer chose.

What belongs here: the offer with its ticks, and the choice made from it. What the bundle then says
is `domain/bundles`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.billing_policy import PolicyId
from lawdesk.domain.bundles import BillStanding, BundleFormat, RequestWants
from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.domain.updates import UpdateId


@dataclass(frozen=True, slots=True)
class OfferedUpdate:
    """A draft that says something; `words` are its first ones.

    With `gaps` that a template left it is not proposed: the client would read them.
    """

    id: UpdateId
    matter_id: MatterId
    on: date
    words: str
    gaps: tuple[str, ...]

    @property
    def proposed(self) -> bool:
        """Whether it goes in unless the lawyer unticks it."""
        return not self.gaps


@dataclass(frozen=True, slots=True)
class OfferedInvoice:
    """A bill with how it stands today. `document_id` and `size` are those of its PDF.

    `open_cents` is what is still to be paid; None for `document_id` while the PDF is not drawn.
    """

    id: InvoiceId
    matter_id: MatterId
    number: str
    issued_on: date
    total_cents: int
    open_cents: int
    currency: str
    standing: BillStanding
    document_id: DocumentId | None
    size: int
    given: Given
    proposed: bool


@dataclass(frozen=True, slots=True)
class OfferedDocument:
    """A paper that may be shared. `is_terms` marks the paper of a fee agreement.

    `takes_care` is true of programs, scripts and what runs them: such a file is not proposed.
    """

    id: DocumentId
    matter_id: MatterId | None
    title: str
    file_name: str
    media_type: str
    size: int
    given: Given
    is_terms: bool
    takes_care: bool

    @property
    def proposed(self) -> bool:
        """Whether it goes in unless the lawyer unticks it."""
        return self.given.is_new and not self.takes_care


@dataclass(frozen=True, slots=True)
class OfferedTerms:
    """A version of "How I bill" that holds now, to be printed for the client or for one matter."""

    id: PolicyId
    matter_id: MatterId | None
    version: int
    valid_from: date
    was_told: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class OfferedRequest:
    """Something the client is asked for and has not answered."""

    id: ClientRequestId
    matter_id: MatterId
    title: str
    wants: RequestWants
    due_on: date | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Whether the client has a paper in its current version.

    `number` is the bundle it went into last, None for no bundle; `on` the day it was handed over,
    None where that was not noted; `was_other` whether an older version went out; `from_client`
    whether it came from the client.
    """

    number: int | None = None
    on: date | None = None
    was_other: bool = False
    from_client: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the client cannot have it yet."""
        return self.number is None and not self.from_client


@dataclass(frozen=True, slots=True)
class OfferedMatter:
    """A matter of the client that the bundle may be about."""

    id: MatterId
    number: str
    title: str
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class BundleOffer:
    """Everything that could go into the next bundle of a client, with what is proposed.

    `currencies` are those of the client's account: a statement can be made for each. `kept_back`
    counts papers that are not to be shared, which are not offered. `since` is the day of the last
    bundle.
    """

    client_id: ClientId
    matters: tuple[OfferedMatter, ...]
    number: int
    since: date | None
    updates: tuple[OfferedUpdate, ...]
    invoices: tuple[OfferedInvoice, ...]
    documents: tuple[OfferedDocument, ...]
    terms: tuple[OfferedTerms, ...]
    requests: tuple[OfferedRequest, ...]
    currencies: tuple[str, ...]
    kept_back: int

    @property
    def sensitivity(self) -> Sensitivity:
        """The most careful of the matters decides for all."""
        return strictest(matter.sensitivity for matter in self.matters)


@dataclass(frozen=True, slots=True)
class BundleChoice:
    """What the lawyer lets into a bundle. Papers go in the order of `document_ids`.

    `policy_ids` are the billing terms that papers among them tell; `with_account` adds the rows of
    the client's account.
    """

    client_id: ClientId
    matter_ids: tuple[MatterId, ...]
    letter: str = ""
    update_ids: tuple[UpdateId, ...] = ()
    invoice_ids: tuple[InvoiceId, ...] = ()
    document_ids: tuple[DocumentId, ...] = ()
    policy_ids: tuple[PolicyId, ...] = ()
    request_ids: tuple[ClientRequestId, ...] = ()
    with_account: bool = False
    format: BundleFormat = BundleFormat.HTML

    @property
    def is_empty(self) -> bool:
        """Whether a bundle of it would say nothing."""
        told = (
            self.update_ids,
            self.invoice_ids,
            self.document_ids,
            self.policy_ids,
            self.request_ids,
        )
        return not any(told) and not self.with_account and not self.letter.strip()


def strictest(levels: Iterable[Sensitivity]) -> Sensitivity:
    """The most careful of several levels; ordinary where there is none."""
    order = list(Sensitivity)
    return max(levels, key=order.index, default=Sensitivity.ORDINARY)
