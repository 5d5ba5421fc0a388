"""A draft as it is worked on: everything that decides its invoices, read once and kept.

While something is typed, the invoices are composed from what is kept here and the typed value;
nothing is read and nothing is written until it is committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawdesk.domain.billing.drafts import Draft, DraftId, DraftLine
from lawdesk.domain.billing.pricing import PricedLine
from lawdesk.domain.billing.work_warnings import EntryFacts
from lawdesk.domain.clients import Client
from lawdesk.domain.clock import Moment
from lawdesk.domain.double_rounding import EntrySpan
from lawdesk.domain.invoice_composition import (
    Billing,
    compose_invoices,
    price_chosen,
    quote_number,
)
from lawdesk.domain.invoices import ComposedInvoice, InvoiceKind
from lawdesk.domain.matters import Matter
from lawdesk.domain.practice import Practice
from lawdesk.errors import LawDeskError
from lawdesk.operations.composition import billing_of
from lawdesk.operations.issued_numbers import next_number
from lawdesk.store import clients, drafts
from lawdesk.store.billing import month_end
from lawdesk.store.database import Reader
from lawdesk.ui.invoice_wording import texts_of_draft


@dataclass(frozen=True, slots=True)
class DraftWork:
    """One draft with its lines; `number` is what its first invoice would get today.

    `priced` is what the chosen lines come to, kept because working it out for hundreds of lines
    takes longest; None where a write-down is larger than its line.
    """

    billing: Billing
    lines: tuple[DraftLine, ...]
    spans: tuple[EntrySpan, ...]
    facts: tuple[EntryFacts, ...]
    client: Client
    number: str
    now: Moment
    priced: tuple[PricedLine, ...] | None

    @property
    def draft(self) -> Draft:
        """The draft itself."""
        return self.billing.draft

    @property
    def matter(self) -> Matter:
        """The matter that is billed."""
        return self.billing.matter

    @property
    def practice(self) -> Practice:
        """The practice's settings."""
        return self.billing.practice

    def composed(
        self, draft: Draft | None = None, lines: Sequence[DraftLine] | None = None
    ) -> tuple[ComposedInvoice, ...]:
        """The invoices as they would be issued now, with another draft or other lines if given.

        Raises FieldError where a discount, a write-down or a split cannot be.
        """
        billing = replace(self.billing, draft=draft) if draft is not None else self.billing
        chosen = [line for line in (self.lines if lines is None else lines) if line.chosen]
        known = self.priced if lines is None and self._is_priced_alike(billing.draft) else None
        first, *others = compose_invoices(
            billing, chosen, issued_on=self.now.day, issued_at=self.now.at, priced=known
        )
        return quote_number(first, self.number), *(quote_number(each, "") for each in others)

    def _is_priced_alike(self, other: Draft) -> bool:
        """Whether the lines come to the same in another version of the draft."""
        own = self.draft
        return (own.tax_category, own.shows_reductions) == (
            other.tax_category,
            other.shows_reductions,
        )

    def with_line(self, changed: DraftLine) -> list[DraftLine]:
        """The lines with one of them changed."""
        return [changed if line.id == changed.id else line for line in self.lines]


def read_draft(read: Reader, draft_id: DraftId, now: Moment) -> DraftWork:
    """Reads everything about a draft. Raises NotFound."""
    draft = drafts.get(read, draft_id)
    billing = billing_of(read, draft, texts_of_draft(read, draft_id, now), now=now)
    lines = tuple(drafts.list_lines(read, draft_id))
    return DraftWork(
        billing=billing,
        lines=lines,
        spans=tuple(drafts.list_spans(read, draft_id)),
        facts=tuple(month_end.list_facts_around(read, draft_id)),
        client=clients.get(read, billing.matter.client_id),
        number=next_number(read, InvoiceKind.INVOICE, now.day),
        now=now,
        priced=_priced(billing, lines),
    )


def _priced(billing: Billing, lines: Sequence[DraftLine]) -> tuple[PricedLine, ...] | None:
    try:
        return tuple(price_chosen(billing, [line for line in lines if line.chosen]))
    except LawDeskError:
        return None  # composing says the same again, where it can be told
