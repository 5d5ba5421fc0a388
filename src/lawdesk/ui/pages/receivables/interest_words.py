"""The sentences that an interest note freezes, in the client's language."""

from __future__ import annotations

from lawdesk.domain.invoices import InvoiceId
from lawdesk.operations.receivables.claim_terms import terms_of
from lawdesk.operations.receivables.interest_notes import InterestTexts
from lawdesk.store import practice as practices
from lawdesk.store.database import Reader
from lawdesk.store.receivables import claims


def interest_words(read: Reader, invoice_id: InvoiceId) -> InterestTexts:
    """The texts of a note for an invoice: its rule, how to pay, where to ask. Raises NotFound."""
    from lawdesk.exports.client_texts import client_texts
    from lawdesk.exports.invoice_texts import payment_sentence
    from lawdesk.exports.receivables.interest_texts import interest_sentence

    claim = claims.get(read, invoice_id)
    paper = client_texts("paper", claim.language)
    words = client_texts("receivables", claim.language)
    return InterestTexts(
        interest=paper["sum_interest"],
        lump_sum=words["lump_sum"],
        reminder_fees=words["reminder_fee"],
        rule=interest_sentence(terms_of(read, claim).late, claim.language),
        payment=payment_sentence(practices.get(read), paper),
        question=paper["question_30"],
    )
