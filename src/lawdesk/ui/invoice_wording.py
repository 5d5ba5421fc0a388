"""The texts of a draft's invoice, read together: practice, client, matter, rounding."""

from lawdesk.domain.invoices import DraftId, InvoiceTexts
from lawdesk.exports.invoice_texts import invoice_texts
from lawdesk.store import clients, drafts, matters, practice
from lawdesk.store.database import Reader


def texts_of_draft(read: Reader, draft_id: DraftId) -> InvoiceTexts:
    """Every sentence that the invoice of a draft will carry. Raises NotFound."""
    matter = matters.get(read, drafts.get(read, draft_id).matter_id)
    client = clients.get(read, matter.client_id)
    policies = drafts.list_policies(read, draft_id)
    return invoice_texts(practice.get(read), client, matter, policies)
